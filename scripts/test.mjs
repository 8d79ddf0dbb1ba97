import { spawnSync } from 'node:child_process';
import { prepare } from './prepare.mjs';

prepare('test');
const bin = (name) => `node_modules/${name}`;
const jestArguments = process.argv.slice(2);

run('Types', bin('typescript/bin/tsc'), ['--noEmit']);
run('Format and lint', bin('@biomejs/biome/bin/biome'), ['check', '--error-on-warnings', '.']);
run('Tests', bin('jest/bin/jest.js'), jestArguments);

function run(title, script, args) {
  process.stdout.write(`${title} …\n`);
  const { status } = spawnSync(
    process.execPath,
    ['--experimental-vm-modules', '--no-warnings', script, ...args],
    {
      stdio: 'inherit',
    },
  );
  if (status !== 0) process.exit(status ?? 1);
}
