import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { prepare } from './prepare.mjs';

/** Lets public packages for Bale be bots on the simulated Bale; see docs/bale.md. */
prepare('test');
const root = fileURLToPath(new URL('..', import.meta.url));
const folder = join(root, '.cache', 'bale-clients');
const python = join(folder, 'bin', 'python');
const packages = ['balethon==1.1.0', 'python-bale-bot==2.5.0'];

function run(command, ...args) {
  const { status } = spawnSync(command, args, { stdio: 'inherit' });
  return status === 0;
}

mkdirSync(join(root, '.cache'), { recursive: true });
const isThere = existsSync(join(folder, 'installed'));
if (!isThere) {
  const isInstalled =
    run('python3', '-m', 'venv', folder) && run(python, '-m', 'pip', 'install', '--quiet', ...packages);
  if (!isInstalled) {
    process.stdout.write(`Not tried: ${packages.join(' and ')} cannot be installed here.\n`);
    process.exit(0);
  }
  mkdirSync(join(folder, 'installed'));
}
const { register } = await import('tsx/esm/api');
register();
process.argv[2] = python;
await import('../test/bale/clients/main.js');
