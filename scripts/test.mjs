import { spawn } from 'node:child_process';
import { prepare } from './prepare.mjs';

prepare('test');
const bin = (name) => `node_modules/${name}`;
const jestArguments = process.argv.slice(2);
/**
 * Most of what a test makes is short-lived: with more room for that the collector of the engine runs less often. Its
 * helpers would only take turns with the other processes of a run.
 */
const ENGINE = ['--max-semi-space-size=64', '--single-threaded-gc'];
const children = [];

// The compiler works on one processor while the tests begin on the others, and only on what has changed.
const types = run('Types', bin('typescript/bin/tsc'), [
  '--noEmit',
  '--singleThreaded',
  '--incremental',
  '--tsBuildInfoFile',
  '.cache/types.tsbuildinfo',
]);
await demand(run('Format and lint', bin('@biomejs/biome/bin/biome'), ['check', '--error-on-warnings', '.']));
const tests = run('Tests', bin('jest/bin/jest.js'), jestArguments);
await demand(types);
await demand(tests);

/** Starts a tool; resolves to its exit code. */
function run(title, script, args) {
  process.stdout.write(`${title} …\n`);
  const child = spawn(process.execPath, [...ENGINE, script, ...args], {
    stdio: 'inherit',
  });
  children.push(child);
  return new Promise((resolve) => {
    child.once('exit', (code) => resolve(code ?? 1));
  });
}

/** Ends with the exit code of a tool that has failed; the others are ended with it. */
async function demand(tool) {
  const code = await tool;
  if (code === 0) return;
  for (const child of children) child.kill();
  process.exit(code);
}
