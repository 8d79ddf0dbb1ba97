// Runs a program for as long as the standard input is open: run-while-needed.mjs PROGRAM [ARGUMENT …]
// The one who started it may be killed without a word; the pipe closes all the same, and the program, which
// would not notice, is asked to end then.
import { spawn } from 'node:child_process';

/** Milliseconds that the program has for ending before it is killed. */
const PATIENCE_MS = 2_500;

const [program, ...parameters] = process.argv.slice(2);
const child = spawn(program, parameters, { stdio: ['ignore', 'inherit', 'inherit'] });
child.once('error', () => process.exit(127));
child.once('exit', (code) => process.exit(code ?? 1));

process.stdin.resume();
process.stdin.once('end', () => {
  child.kill('SIGTERM');
  setTimeout(() => child.kill('SIGKILL'), PATIENCE_MS);
});
