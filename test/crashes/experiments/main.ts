import { parseArgs } from 'node:util';
import { say, sayWhenBrokenOff } from '../../support/command-line.js';
import { bundleProgram } from './bundle.js';
import { type Experiment, play, type Result } from './experiment.js';
import { experiments } from './index.js';
import { MUTATIONS, type Mutation } from './points.js';

const USAGE = `npm run test:crashes -- [--seed n] [--only name] [--short] [--mutate ${MUTATIONS.join('|')}]`;

sayWhenBrokenOff();
process.exit(await main(process.argv.slice(2)));

/** Plays the experiments that are asked for and prints what came of them; resolves to 1 when something did not hold. */
async function main(words: readonly string[]): Promise<number> {
  const plan = planOf(words);
  if (plan === undefined) {
    say(`${USAGE}\nThe experiments are: ${experiments.map(({ name }) => name).join(', ')}.`);
    return 1;
  }
  let failed = 0;
  const program = await bundleProgram();
  process.once('exit', program.remove);
  for (const experiment of plan.chosen) {
    say(`${experiment.name}: ${experiment.title} (seed ${plan.seed}) …`);
    try {
      const result = await play(experiment, { ...plan, program: program.path });
      say(summaryOf(result));
      if (result.problems.length > 0) failed += 1;
    } catch (error) {
      failed += 1;
      say(`  ✗ ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  say(
    failed === 0
      ? `✓ Everything held. Seed ${plan.seed} repeats it.`
      : `✗ ${failed} of ${plan.chosen.length} experiments failed. Seed ${plan.seed} repeats it.`,
  );
  return failed === 0 ? 0 : 1;
}

interface Plan {
  readonly chosen: readonly Experiment[];
  readonly seed: number;
  readonly isShort: boolean;
  readonly mutation?: Mutation | undefined;
}

function planOf(words: readonly string[]): Plan | undefined {
  const { values } = parseArgs({
    args: [...words],
    options: {
      seed: { type: 'string' },
      only: { type: 'string' },
      mutate: { type: 'string' },
      short: { type: 'boolean', default: false },
    },
    strict: false,
  });
  const seed = Number(values['seed'] ?? Math.floor(Math.random() * 1e6) + 1);
  const chosen = experiments.filter(({ name }) => values['only'] === undefined || values['only'] === name);
  const mutation = MUTATIONS.find((one) => one === values['mutate']);
  const isKnown = values['mutate'] === undefined || mutation !== undefined;
  if (!Number.isInteger(seed) || seed < 1 || chosen.length === 0 || !isKnown) return undefined;
  return { chosen, seed, isShort: values['short'] === true, mutation };
}

function summaryOf(result: Result): string {
  const { problems, counted, seconds, requests, events, acknowledged, hearings, ambiguous, duplicates } =
    result;
  const done = Object.entries(counted).map(([what, count]) => `${count} ${what}`);
  return [
    `  ${[...done, `${requests} requests`, `${events} events`, `${seconds} seconds`].join(', ')}`,
    `  ${acknowledged} acknowledgements kept, ${hearings} things told, ${ambiguous} ambiguous sends, ${duplicates} duplicates`,
    ...problems.map((problem) => `  ✗ ${problem}`),
  ].join('\n');
}
