import { type Filed, openFilers } from '../../filers.js';
import type { Measure, Stage } from '../../measure.js';
import { processorMsOf } from '../../processor.js';
import type { Row } from '../../row.js';
import type { Side } from '../../sides.js';
import { percentile, type Spread, spreadOf } from '../../statistics.js';
import { countCalls } from './calls.js';
import { commandRows } from './commands.js';
import { type Contestant, leastWith, plainBot, product } from './contestants.js';
import { type Failures, failuresOf, inWords, isSound, worstOf } from './failures.js';
import { killedRow } from './killed.js';
import { pressRow } from './press.js';
import { addProfile } from './profile.js';

const MEASURE = 'inbound';
const LEAST_OF_PLAIN = 1;
const LEAST_OF_LIMIT = 0.5;
const MOST_PROCESSOR_TIME = 1.3;
const MOST_CALLS = 10;
/** The part of the people who file before anything is measured. */
const WARM_UP = 0.1;

/** A filing from its first words to the registered request, against the plain bot and against the least there is. */
export const inbound: Measure = {
  name: MEASURE,
  title: 'people file a request each with the product, with a plain bot and with the least that must happen',
  async take(stage) {
    const calls = await countCalls(stage);
    const turns = await compare(stage, leastWith(calls));
    await addProfile(stage);
    return [
      ...speedRows(turns),
      ...processorRows(turns),
      waitRow(turns),
      failureRow(turns),
      await killedRow(stage),
      ...(await commandRows(stage)),
      callRow(calls),
      await pressRow(stage),
    ];
  },
};

interface Turn extends Filed {
  readonly failures: Failures;
  /** Milliseconds of processor time for an update, of the program and of the simulated Telegram. */
  readonly processorMs: { readonly program: number; readonly telegram: number };
}

/** All turns of each contestant. */
interface Turns {
  readonly ours: readonly Turn[];
  readonly plain: readonly Turn[];
  readonly least: readonly Turn[];
}

async function compare({ ground, sizes, say }: Stage, leastOfAll: Contestant): Promise<Turns> {
  const [ours, plain, least]: [Turn[], Turn[], Turn[]] = [[], [], []];
  const citizens = Math.ceil(sizes.filers * (1 + WARM_UP));
  for (let turn = 1; turn <= sizes.repetitions; turn += 1) {
    for (const [contestant, turns] of [
      [product, ours],
      [plainBot, plain],
      [leastOfAll, least],
    ] as const) {
      const taken = await fileWith(contestant, await contestant.start(ground, { citizens }), sizes);
      turns.push(taken);
      say(`turn ${turn}: ${contestant.name} handled ${Math.round(taken.updatesPerSecond)} updates a second`);
    }
  }
  return { ours, plain, least };
}

async function fileWith(contestant: Contestant, side: Side, sizes: Stage['sizes']): Promise<Turn> {
  const filers = await openFilers(side.telegram.address);
  try {
    const warmUp = Math.ceil(sizes.filers * WARM_UP);
    await filers.file({ from: 0, count: warmUp, atOnce: sizes.atOnce });
    const before = await processorOf(side);
    const filed = await filers.file({ from: warmUp, count: sizes.filers, atOnce: sizes.atOnce });
    const after = await processorOf(side);
    const updates = filed.waits.length;
    return {
      ...filed,
      failures: failuresOf(filed, await contestant.filedBy(side.database.connection)),
      processorMs: {
        program: (after.program - before.program) / updates,
        telegram: (after.telegram - before.telegram) / updates,
      },
    };
  } finally {
    await filers.close();
    await side.close();
  }
}

async function processorOf({ program, telegram }: Side) {
  return { program: await processorMsOf(program().pid), telegram: await processorMsOf(telegram.pid) };
}

function speedRows({ ours, plain, least }: Turns): readonly Row[] {
  const speed = (turns: readonly Turn[]) => spreadOf(turns.map(({ updatesPerSecond }) => updatesPerSecond));
  const said = ({ median, least: from, most }: Spread) =>
    `${Math.round(median)} updates/s (${Math.round(from)} to ${Math.round(most)})`;
  const row = (name: string, against: readonly Turn[], goal: number, note: 'speed' | 'limit'): Row => {
    const ratio = speed(ours).median / speed(against).median;
    return {
      measure: MEASURE,
      what: 'filing, all four updates',
      ours: said(speed(ours)),
      against: `${name}: ${said(speed(against))}`,
      ratio: ratio.toFixed(2),
      goal: `≥ ${goal.toFixed(1)}`,
      verdict: ratio >= goal ? 'yes' : 'no',
      note,
    };
  };
  return [
    row(plainBot.name, plain, LEAST_OF_PLAIN, 'speed'),
    row('the least that must happen', least, LEAST_OF_LIMIT, 'limit'),
  ];
}

function processorRows({ ours, plain }: Turns): readonly Row[] {
  return (['program', 'telegram'] as const).map((which): Row => {
    const took = (turns: readonly Turn[]) => spreadOf(turns.map(({ processorMs }) => processorMs[which]));
    const ratio = took(ours).median / took(plain).median;
    const isProgram = which === 'program';
    return {
      measure: MEASURE,
      what: `processor time for an update, ${isProgram ? 'the program' : 'the simulated Telegram'}`,
      ours: inMs(took(ours).median),
      against: `${plainBot.name}: ${inMs(took(plain).median)}`,
      ratio: ratio.toFixed(2),
      ...(isProgram
        ? {
            goal: `≤ ${MOST_PROCESSOR_TIME}`,
            verdict: ratio <= MOST_PROCESSOR_TIME ? 'yes' : 'no',
            note: 'speed',
          }
        : { goal: 'none', verdict: 'none' }),
    };
  });
}

function waitRow({ ours, plain }: Turns): Row {
  const wait = (turns: readonly Turn[]) =>
    `${Math.round(
      percentile(
        turns.flatMap(({ waits }) => waits),
        0.95,
      ),
    )} ms`;
  return {
    measure: MEASURE,
    what: 'answer to an update, p95',
    ours: wait(ours),
    against: `${plainBot.name}: ${wait(plain)}`,
    goal: 'none',
    verdict: 'none',
  };
}

function failureRow({ ours, plain }: Turns): Row {
  const worst = (turns: readonly Turn[]) => worstOf(turns.map(({ failures }) => failures));
  return {
    measure: MEASURE,
    what: 'requests lost, doubled, people without an answer',
    ours: inWords(worst(ours)),
    against: `${plainBot.name}: ${inWords(worst(plain))}`,
    goal: '0, 0, 0',
    verdict: isSound(worst(ours)) ? 'yes' : 'no',
    note: 'lost',
  };
}

function callRow(calls: number): Row {
  return {
    measure: MEASURE,
    what: 'calls to Telegram for a first filing, with the card',
    ours: String(calls),
    goal: `≤ ${MOST_CALLS}`,
    verdict: calls <= MOST_CALLS ? 'yes' : 'no',
    note: 'calls',
  };
}

function inMs(milliseconds: number): string {
  return `${milliseconds.toFixed(1)} ms`;
}
