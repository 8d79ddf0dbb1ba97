import { readFileSync } from 'node:fs';

/** Licences under which a city may run and change the product; all ask for a mention at most, or for their own files. */
const ALLOWED = new Set([
  ...['MIT', 'MIT/X11', 'ISC', '0BSD', 'BSD-2-Clause', 'BSD-3-Clause', 'Apache-2.0', 'BlueOak-1.0.0'],
  ...['MPL-2.0', 'Unlicense', 'CC0-1.0', 'Zlib', 'CC-BY-4.0', 'OFL', 'OFL-1.1', 'Python-2.0'],
]);
/** Packages that name none in their manifest, with where their licence was read. */
const READ_ELSEWHERE = new Map([['buffers', 'MIT/X11, in its README']]);

/** True where one of the choices of a licence, with all its parts, is allowed: `(MIT OR GPL-3.0-or-later)`. */
function isAllowed(licence) {
  return licence
    .replace(/[()]/g, '')
    .split(' OR ')
    .some((choice) => choice.split(' AND ').every((part) => ALLOWED.has(part.trim())));
}

const { packages } = JSON.parse(readFileSync(new URL('../package-lock.json', import.meta.url), 'utf8'));
const refused = Object.entries(packages).flatMap(([path, { license = '' }]) => {
  const name = path.split('node_modules/').at(-1);
  return path === '' || isAllowed(license) || READ_ELSEWHERE.has(name)
    ? []
    : [`${name}: ${license || 'none'}`];
});
if (refused.length > 0) {
  process.stderr.write(`These packages have a licence that nobody has looked at:\n${refused.join('\n')}\n`);
  process.exitCode = 1;
}
