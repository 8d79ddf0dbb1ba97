import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { packageRoot } from '../../../src/package-root.js';
import { runSimulator, TOKENS } from '../../simulator/harness.js';
import { say } from '../../support/command-line.js';
import { startConversation } from '../conversation.js';

/** Public packages for Bale, each with a bot of a few lines, and whether it can answer a press. */
const CLIENTS = [
  { name: 'balethon', script: 'balethon_bot.py', answersPresses: true },
  { name: 'python-bale-bot', script: 'python_bale_bot.py', answersPresses: false },
] as const;

process.exit(await main(process.argv[2] ?? 'python3'));

/** Lets each package be a bot on the simulated Bale, by that Python; resolves to 1 where a person was not served. */
async function main(python: string): Promise<number> {
  let failed = 0;
  for (const client of CLIENTS) {
    const problem = await serve(client, python);
    say(
      problem === undefined
        ? `✓ ${client.name}: a greeting, a press, a file.`
        : `✗ ${client.name}: ${problem}`,
    );
    if (problem !== undefined) failed += 1;
  }
  return failed === 0 ? 0 : 1;
}

/** What went wrong, and what the bot printed; undefined where everything went well. */
async function serve(
  { script, answersPresses }: (typeof CLIENTS)[number],
  python: string,
): Promise<string | undefined> {
  const running = await runSimulator({ hasBale: true });
  const conversation = startConversation(running);
  const bot = spawn(python, [join(packageRoot, 'test', 'bale', 'clients', script)], {
    env: { PATH: process.env['PATH'] ?? '', BALE_ROOT: conversation.apiRoot, BALE_TOKEN: TOKENS.citizen },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const printed = printedBy(bot);
  try {
    await Promise.race([
      conversation.talk({ answersPresses }).then(() => conversation.sendFile()),
      once(bot, 'exit').then(() => {
        throw new Error('It ended.');
      }),
    ]);
    return undefined;
  } catch (error) {
    return `${error instanceof Error ? error.message : String(error)}\n${printed()}`;
  } finally {
    bot.kill('SIGKILL');
    await running.stop();
  }
}

function printedBy({ stdout, stderr }: ChildProcess): () => string {
  let printed = '';
  for (const stream of [stdout, stderr]) {
    stream?.on('data', (chunk: Buffer) => {
      printed = (printed + chunk.toString()).slice(-3_000);
    });
  }
  return () => printed;
}
