import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import chromium from '@sparticuz/chromium';

/** Lets Lighthouse look at the pages of a running city on a slow phone; see CONTRIBUTING.md. */
const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { cookie: { type: 'string' } },
});
const [url, ...others] = positionals;
if (url === undefined) {
  process.stderr.write(
    'Say where: npm run lighthouse -- http://127.0.0.1:3137 [/t/1234567894 …] [--cookie record=…]\n',
  );
  process.exit(2);
}
/** The last version for Node 20. */
const LIGHTHOUSE = 'lighthouse@12.8.2';
/** What each page has to reach, of 100. */
const LEAST = { performance: 95, accessibility: 100, 'best-practices': 100 };
const root = fileURLToPath(new URL('..', import.meta.url));
const folder = join(root, '.cache', 'lighthouse');

if (!existsSync(join(folder, 'node_modules', 'lighthouse'))) {
  mkdirSync(folder, { recursive: true });
  const { status } = spawnSync(
    'npm',
    ['install', '--no-save', '--ignore-scripts', '--no-audit', '--no-fund', '--prefix', folder, LIGHTHOUSE],
    { stdio: 'inherit', shell: process.platform === 'win32' },
  );
  if (status !== 0) process.exit(status ?? 1);
}
const load = (path) => import(pathToFileURL(join(folder, 'node_modules', path)).href);
const { default: lighthouse } = await load('lighthouse/core/index.js');
const { launch } = await load('chrome-launcher/dist/index.js');

const browser = await launch({
  chromePath: await chromium.executablePath(),
  chromeFlags: ['--headless=new', '--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'],
  logLevel: 'error',
});
let isEnough = true;
try {
  for (const path of ['/', '/t', '/city', '/city/map', ...others]) {
    const options = {
      port: browser.port,
      onlyCategories: Object.keys(LEAST),
      logLevel: 'error',
      ...(values.cookie === undefined ? {} : { extraHeaders: { Cookie: values.cookie } }),
    };
    const { lhr } = await lighthouse(`${url}${path}`, options);
    const reached = Object.keys(LEAST).map((name) => [name, Math.round(lhr.categories[name].score * 100)]);
    const failed = Object.values(lhr.audits).filter(
      ({ id, score, scoreDisplayMode }) =>
        score !== null &&
        score < 0.9 &&
        scoreDisplayMode !== 'informative' &&
        Object.keys(LEAST).some((name) =>
          lhr.categories[name].auditRefs.some((ref) => ref.id === id && ref.weight > 0),
        ),
    );
    isEnough &&= reached.every(([name, score]) => score >= LEAST[name]);
    process.stdout.write(
      `${path}: ${reached.map(([name, score]) => `${name} ${score}`).join(', ')}, ` +
        `${Math.round(lhr.audits['total-byte-weight'].numericValue / 1_000)} kB\n`,
    );
    for (const { title, displayValue = '' } of failed) process.stdout.write(`  ${title} ${displayValue}\n`);
  }
} finally {
  await browser.kill();
}
if (!isEnough) {
  process.stderr.write('A page does not reach what it has to.\n');
  process.exit(1);
}
