import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const cache = join(fileURLToPath(new URL('..', import.meta.url)), '.cache');

/** Runs a program that may print; true where it ended well. */
export function run(command, args, options = {}) {
  return spawnSync(command, args, { stdio: 'inherit', ...options }).status === 0;
}

/**
 * The folder of the programs of a Python that has these packages, such as `name==1.2.3`, in a folder of `.cache`; undefined,
 * with a sentence, where they cannot be installed.
 */
export function pythonWith(name, packages) {
  const folder = join(cache, name);
  const programs = join(folder, 'bin');
  const marker = join(folder, 'installed');
  if (existsSync(marker)) return programs;
  mkdirSync(cache, { recursive: true });
  const isInstalled =
    run('python3', ['-m', 'venv', folder]) &&
    run(join(programs, 'python'), ['-m', 'pip', 'install', '--quiet', ...packages]);
  if (!isInstalled) {
    process.stdout.write(`Not tried: ${packages.join(' and ')} cannot be installed here.\n`);
    return undefined;
  }
  writeFileSync(marker, packages.join('\n'));
  return programs;
}
