import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const [LEAST_MAJOR, LEAST_MINOR] = [20, 11];
/** What npm writes down of the packages that it has installed, once all of them are there. */
const INSTALLED = 'node_modules/.package-lock.json';

/**
 * Installs what is missing, so that one command is enough on a fresh machine: the packages that the program
 * needs (`run`), or also those of its tests (`test`). Does nothing where they are there in the versions of
 * package-lock.json.
 */
export function prepare(purpose) {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major < LEAST_MAJOR || (major === LEAST_MAJOR && minor < LEAST_MINOR)) {
    fail(`Node.js ${LEAST_MAJOR}.${LEAST_MINOR} or later is needed; this is ${process.versions.node}.`);
  }
  process.chdir(root);
  if (isInstalled(purpose)) return;

  process.stdout.write('Installing packages …\n');
  const left = purpose === 'run' ? ['--omit=dev'] : [];
  const { status } = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error', ...left], {
    stdio: ['ignore', 'ignore', 'inherit'],
    shell: process.platform === 'win32',
  });
  if (status !== 0) fail('The packages could not be installed: see the lines above.');
}

function isInstalled(purpose) {
  if (!existsSync(INSTALLED)) return false;
  const { packages: installed } = JSON.parse(readFileSync(INSTALLED, 'utf8'));
  const { packages: locked } = JSON.parse(readFileSync('package-lock.json', 'utf8'));
  return Object.entries(locked).every(([path, { version, dev, optional, devOptional }]) => {
    const isNeeded = path !== '' && !optional && !devOptional && (purpose === 'test' || !dev);
    return !isNeeded || installed[path]?.version === version;
  });
}

function fail(sentence) {
  process.stderr.write(`${sentence}\n`);
  process.exit(1);
}
