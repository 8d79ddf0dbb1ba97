import { describe, isForAll, isForTelling, type SentCommand } from '../commands.js';
import { type Filed, openFilers, type Step, stepsOf, stepsOfKnown } from '../filers.js';
import type { Measure, Stage } from '../measure.js';
import { processorMsOf } from '../processor.js';
import type { Row } from '../row.js';
import { type Side, startPlainSide, startProductSide } from '../sides.js';
import { percentile, spreadOf } from '../statistics.js';
import { startWatchedProduct } from '../watched-product.js';

const MOST_COMMANDS = 2;
const MOST_COMMANDS_TO_REGISTER = 7;
/** The part of the people who file before anything is measured. */
const WARM_UP = 0.1;
const MEASURE = 'inbound';

/** Six updates to a registered request, against the plain bot. */
export const inbound: Measure = {
  name: MEASURE,
  title: 'people file a request each, in six updates, with the product and with a plain bot',
  async take(stage) {
    const { ours, plain } = await compare(stage);
    return [...throughputRows(ours, plain), ...(await commandRows(stage))];
  },
};

interface Turn extends Filed {
  /** Requests that are in the database afterwards, less those that were filed. */
  readonly tooMany: number;
  /** Milliseconds of processor time for an update, of the program and of the simulated Telegram. */
  readonly processorMs: { readonly program: number; readonly telegram: number };
}

async function compare({ ground, sizes, say }: Stage) {
  const ours: Turn[] = [];
  const plain: Turn[] = [];
  const citizens = Math.ceil(sizes.filers * (1 + WARM_UP));
  for (let turn = 1; turn <= sizes.repetitions; turn += 1) {
    ours.push(await fileWith(await startProductSide(ground, { citizens }), 'requests', sizes));
    say(
      `turn ${turn}: the product handled ${Math.round(ours.at(-1)?.updatesPerSecond ?? 0)} updates a second`,
    );
    plain.push(await fileWith(await startPlainSide(ground, { citizens }), 'plainRequests', sizes));
    say(`turn ${turn}: the plain bot ${Math.round(plain.at(-1)?.updatesPerSecond ?? 0)}`);
  }
  return { ours, plain };
}

async function fileWith(side: Side, collection: string, sizes: Stage['sizes']): Promise<Turn> {
  const filers = await openFilers(side.telegram.address);
  try {
    const warmUp = Math.ceil(sizes.filers * WARM_UP);
    await filers.file({ from: 0, count: warmUp, atOnce: sizes.atOnce });
    const before = await processorOf(side);
    const filed = await filers.file({ from: warmUp, count: sizes.filers, atOnce: sizes.atOnce });
    const after = await processorOf(side);
    const stored = await side.database.connection.collection(collection).countDocuments();
    const updates = filed.waits.length;
    return {
      ...filed,
      tooMany: stored - warmUp - sizes.filers,
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
  return { program: await processorMsOf(program.pid), telegram: await processorMsOf(telegram.pid) };
}

function throughputRows(ours: readonly Turn[], plain: readonly Turn[]): readonly Row[] {
  const speed = (turns: readonly Turn[]) => spreadOf(turns.map(({ updatesPerSecond }) => updatesPerSecond));
  const inWords = ({ median, least, most }: ReturnType<typeof speed>) =>
    `${Math.round(median)} updates/s (${Math.round(least)} to ${Math.round(most)})`;
  const ratio = speed(ours).median / speed(plain).median;
  const wait = (turns: readonly Turn[]) =>
    `${Math.round(
      percentile(
        turns.flatMap(({ waits }) => waits),
        0.95,
      ),
    )} ms`;
  const most = (turns: readonly Turn[], of: (turn: Turn) => number) => Math.max(0, ...turns.map(of));
  const failures = (turns: readonly Turn[]) => [
    most(turns, ({ tooMany }) => -tooMany),
    most(turns, ({ tooMany }) => tooMany),
    most(turns, ({ unanswered }) => unanswered),
  ];
  return [
    {
      measure: MEASURE,
      what: 'filing, all four updates',
      ours: inWords(speed(ours)),
      against: `plain bot: ${inWords(speed(plain))}`,
      ratio: ratio.toFixed(2),
      goal: '≥ 1.0',
      verdict: ratio >= 1 ? 'yes' : 'no',
      note: 'speed',
    },
    ...(['program', 'telegram'] as const).map((which): Row => {
      const took = (turns: readonly Turn[]) => spreadOf(turns.map(({ processorMs }) => processorMs[which]));
      return {
        measure: MEASURE,
        what: `processor time for an update, ${which === 'program' ? 'the program' : 'the simulated Telegram'}`,
        ours: inMs(took(ours).median),
        against: `plain bot: ${inMs(took(plain).median)}`,
        ratio: (took(ours).median / took(plain).median).toFixed(2),
        goal: 'none',
        verdict: 'none',
      };
    }),
    {
      measure: MEASURE,
      what: 'answer to an update, p95',
      ours: wait(ours),
      against: `plain bot: ${wait(plain)}`,
      goal: 'none',
      verdict: 'none',
    },
    {
      measure: MEASURE,
      what: 'requests lost, doubled, people without an answer',
      ours: failures(ours).join(', '),
      against: `plain bot: ${failures(plain).join(', ')}`,
      goal: '0, 0, 0',
      verdict: failures(ours).every((count) => count === 0) ? 'yes' : 'no',
      note: 'lost',
    },
  ];
}

function inMs(milliseconds: number): string {
  return `${milliseconds.toFixed(1)} ms`;
}

/** What an update costs the database. */
interface Cost {
  readonly who: 'newcomer' | 'known';
  readonly step: string;
  readonly commands: readonly SentCommand[];
}

async function commandRows({ ground, say }: Stage): Promise<readonly Row[]> {
  const costs = await countCommands(ground);
  for (const { who, step, commands } of costs) say(`${who}, ${step}: ${commands.map(describe).join(', ')}`);
  const isRegistering = ({ step }: Cost) => step === 'registering';
  const row = (what: string, group: readonly Cost[], most: number): Row => ({
    measure: MEASURE,
    what,
    ours: group.map(({ step, commands }) => `${step} ${commands.length}`).join(', '),
    goal: `≤ ${most}`,
    verdict: group.every(({ commands }) => commands.length <= most) ? 'yes' : 'no',
    note: 'commands',
  });
  return (['newcomer', 'known'] as const).flatMap((who) => {
    const his = costs.filter((cost) => cost.who === who);
    return [
      row(
        `commands for an update, ${who}`,
        his.filter((cost) => !isRegistering(cost)),
        MOST_COMMANDS,
      ),
      row(`commands to register, ${who}`, his.filter(isRegistering), MOST_COMMANDS_TO_REGISTER),
    ];
  });
}

/** One person files twice: as a newcomer, and as somebody who is known. */
async function countCommands(ground: Stage['ground']): Promise<readonly Cost[]> {
  const product = await startWatchedProduct(ground, { citizens: 2 });
  const filers = await openFilers(product.telegram.address);
  const count = async (index: number, steps: readonly Step[], who: Cost['who']) => {
    const costs: Cost[] = [];
    for (const step of steps) {
      const sent = await product.during(() => filers.step(index, step));
      costs.push({
        who,
        step: step.name,
        commands: sent.filter((one) => !isForTelling(one) && !isForAll(one)),
      });
    }
    return costs;
  };
  try {
    // The first one makes the process read what it keeps for all that come later.
    await count(1, stepsOf(1), 'newcomer');
    return [...(await count(0, stepsOf(0), 'newcomer')), ...(await count(0, stepsOfKnown(2), 'known'))];
  } finally {
    await filers.close();
    await product.close();
  }
}
