import { parseArgs } from 'node:util';
import { say, sayWhenBrokenOff } from '../../support/command-line.js';
import { bundleProgram } from './bundle.js';
import type { Comparison } from './compare.js';
import { type Experiment, play, type Result, type Trial } from './experiment.js';
import { experiments } from './index.js';
import { MUTATIONS, type Mutation, NOTICED_BY } from './points.js';

const USAGE = `npm run test:crashes -- [--seed n] [--short] [--only name] [--mutate ${MUTATIONS.join('|')}] [--mutations]`;

sayWhenBrokenOff();
process.exit(await main(process.argv.slice(2)));

/** Plays the experiments that are asked for and prints what came of them; resolves to 1 when something did not hold. */
async function main(words: readonly string[]): Promise<number> {
  const plan = planOf(words);
  if (plan === undefined) {
    say(`${USAGE}\nThe experiments are: ${experiments.map(({ name }) => name).join(', ')}.`);
    return 1;
  }
  const program = await bundleProgram();
  process.once('exit', program.remove);
  return plan.triesMutations ? tryMutations(plan, program.path) : tryAll(plan, program.path);
}

async function tryAll(plan: Plan, program: string): Promise<number> {
  let failed = 0;
  for (const experiment of plan.chosen) if (!(await holds(experiment, plan, program))) failed += 1;
  say(
    failed === 0
      ? `✓ Everything held. Seed ${plan.seed} repeats it.`
      : `✗ ${failed} of ${plan.chosen.length} experiments failed. Seed ${plan.seed} repeats it.`,
  );
  return failed === 0 ? 0 : 1;
}

/** Takes out one safeguard after the other, and looks whether the experiment fails that is there for it. */
async function tryMutations(plan: Plan, program: string): Promise<number> {
  let unnoticed = 0;
  for (const mutation of MUTATIONS) {
    const experiment = experiments.find(({ name }) => name === NOTICED_BY[mutation]);
    if (experiment === undefined) throw new Error(`There is no experiment «${NOTICED_BY[mutation]}».`);
    say(`Without «${mutation}»:`);
    if (await holds(experiment, { ...plan, mutation }, program)) unnoticed += 1;
  }
  say(
    unnoticed === 0
      ? `✓ Whatever was taken out was noticed. Seed ${plan.seed} repeats it.`
      : `✗ ${unnoticed} of ${MUTATIONS.length} were not noticed. Seed ${plan.seed} repeats it.`,
  );
  return unnoticed === 0 ? 0 : 1;
}

/** Plays an experiment and says what came of it; false when something did not hold. */
async function holds(experiment: Experiment | Trial, plan: Plan, program: string): Promise<boolean> {
  say(`${experiment.name}: ${experiment.title} (seed ${plan.seed}) …`);
  try {
    const result = await play(experiment, { ...plan, program });
    say(summaryOf(result));
    return result.problems.length === 0;
  } catch (error) {
    say(`  ✗ ${error instanceof Error ? error.message : String(error)}`);
    return false;
  }
}

interface Plan {
  readonly chosen: readonly (Experiment | Trial)[];
  readonly seed: number;
  readonly isShort: boolean;
  readonly mutation?: Mutation | undefined;
  /** True where each mutation is tried in turn. */
  readonly triesMutations: boolean;
}

function planOf(words: readonly string[]): Plan | undefined {
  const { values } = parseArgs({
    args: [...words],
    options: {
      seed: { type: 'string' },
      only: { type: 'string' },
      mutate: { type: 'string' },
      mutations: { type: 'boolean', default: false },
      short: { type: 'boolean', default: false },
    },
    strict: false,
  });
  const seed = Number(values['seed'] ?? Math.floor(Math.random() * 1e6) + 1);
  const chosen = experiments.filter(({ name }) => values['only'] === undefined || values['only'] === name);
  const mutation = MUTATIONS.find((one) => one === values['mutate']);
  const isKnown = values['mutate'] === undefined || mutation !== undefined;
  if (!Number.isInteger(seed) || seed < 1 || chosen.length === 0 || !isKnown) return undefined;
  return {
    chosen,
    seed,
    isShort: values['short'] === true,
    mutation,
    triesMutations: values['mutations'] === true,
  };
}

function whatPeopleHeard({ acknowledged, hearings, ambiguous, duplicates }: Comparison): string {
  return `  ${acknowledged} acknowledgements kept, ${hearings} things told, ${ambiguous} ambiguous sends, ${duplicates} duplicates`;
}

function summaryOf(result: Result): string {
  const { problems, counted, seconds, compared } = result;
  const done = Object.entries(counted).map(([what, count]) => `${count} ${what}`);
  const of = compared === undefined ? [] : [`${compared.requests} requests`, `${compared.events} events`];
  return [
    `  ${[...done, ...of, `${seconds} seconds`].join(', ')}`,
    ...(compared === undefined ? [] : [whatPeopleHeard(compared)]),
    ...problems.map((problem) => `  ✗ ${problem}`),
  ].join('\n');
}
