import { setTimeout as pause } from 'node:timers/promises';
import { createCitizenStore } from '../../../src/citizens/citizen-store.js';
import { systemClock } from '../../../src/clock.js';
import type { Organization } from '../../../src/organization/organization.js';
import { openEars } from '../ears.js';
import { openFilers, stepsOf } from '../filers.js';
import type { BenchDatabase } from '../ground.js';
import { codeOf, insertCopies, sampleOf } from '../many-requests.js';
import type { Measure, Stage } from '../measure.js';
import { citizenId } from '../people.js';
import type { Running } from '../processes.js';
import type { Row } from '../row.js';
import { startProductSide } from '../sides.js';
import { percentile } from '../statistics.js';

const MEASURE = 'outbound';
/** Messages a second that the simulated Telegram takes of a bot, as the real one is said to. */
const LIMIT = 30;
const LEAST = 0.95;
const MOST_WAIT_MS = 1_000;
/** Messages that a citizen gets of a request that was just registered: that it was, and who has it now. */
const NOTICES_A_REQUEST = 2;
/** The parts of the sending at which it counts as steady: after the burst at the start, and before the end thins out. */
const STEADY = { from: 0.1, to: 0.9 };
const TALK_EVERY_MS = 1_000;
const SILENCE_MS = 60_000;

/** Thousands of notices at Telegram's limits, while other people talk with the bot. */
export const outbound: Measure = {
  name: MEASURE,
  title: "citizens are told of their requests at Telegram's limits, while others write to the bot",
  async take(stage) {
    const { bulk, expected, waits, refused } = await sendAndTalk(stage);
    const steady = bulk.slice(expected * STEADY.from, expected * STEADY.to);
    const seconds = ((steady.at(-1) ?? 0) - (steady[0] ?? 0)) / 1000;
    const perSecond = (steady.length - 1) / seconds;
    const wait = percentile(waits, 0.95);
    return rowsOf({ perSecond, refused, wait, notices: expected, talks: waits.length });
  },
};

function rowsOf(found: {
  readonly perSecond: number;
  readonly refused: number;
  readonly wait: number;
  readonly notices: number;
  readonly talks: number;
}): readonly Row[] {
  const { perSecond, refused, wait, notices, talks } = found;
  const ratio = perSecond / LIMIT;
  return [
    {
      measure: MEASURE,
      what: `${notices} notices`,
      ours: `${perSecond.toFixed(1)} a second`,
      against: `limit: ${LIMIT} a second`,
      ratio: ratio.toFixed(2),
      goal: `≥ ${LEAST}`,
      verdict: ratio >= LEAST ? 'yes' : 'no',
      note: 'rate',
    },
    {
      measure: MEASURE,
      what: 'refused as too many',
      ours: String(refused),
      goal: '0',
      verdict: refused === 0 ? 'yes' : 'no',
      note: 'refused',
    },
    {
      measure: MEASURE,
      what: `reply during that, p95 of ${talks}`,
      ours: `${Math.round(wait)} ms`,
      goal: `≤ ${MOST_WAIT_MS} ms`,
      verdict: wait <= MOST_WAIT_MS ? 'yes' : 'no',
      note: 'reply',
    },
  ];
}

async function sendAndTalk({ ground, sizes, say }: Stage) {
  const told = Math.ceil(sizes.notices / NOTICES_A_REQUEST);
  const expected = told * NOTICES_A_REQUEST;
  const talkers = Math.ceil(sizes.notices / LIMIT) * 2;
  const bulk: number[] = [];
  const isTold = (person = 0) => person >= citizenId(0) && person < citizenId(told);
  const side = await startProductSide(ground, {
    citizens: told + talkers,
    isLimited: true,
    fill: (database, organization) => fill(database, organization, told),
    async onTelegram({ address }) {
      await openEars(address, ({ type, bot, person }) => {
        if (type === 'message' && bot === 'citizen' && isTold(person)) bulk.push(performance.now());
      });
    },
  });
  const filers = await openFilers(side.telegram.address);
  try {
    const waits: number[] = [];
    let refusedBefore: number | undefined;
    while (bulk.length < expected * STEADY.to) {
      const began = performance.now();
      if (began - (bulk.at(-1) ?? began) > SILENCE_MS) throw new Error('No notice has come for a minute.');
      if (bulk.length >= expected * STEADY.from) refusedBefore ??= await refusedAt(side.telegram);
      const [words] = stepsOf(told + waits.length);
      if (words !== undefined) await filers.step(told + waits.length, words);
      waits.push(performance.now() - began);
      await pause(Math.max(0, TALK_EVERY_MS - (performance.now() - began)));
    }
    const refused = (await refusedAt(side.telegram)) - (refusedBefore ?? 0);
    say(`${bulk.length} of ${expected} notices, ${waits.length} replies`);
    return { bulk, expected, waits, refused };
  } finally {
    await filers.close();
    await side.close();
  }
}

/** Requests that were just registered, each of somebody else, of which nobody has been told anything yet. */
async function fill({ connection }: BenchDatabase, organization: Organization, count: number): Promise<void> {
  const citizens = connection.collection<{ readonly _id: string }>('citizens');
  const store = createCitizenStore(connection);
  const { _id } = await store.meet({ chatId: citizenId(0), locale: 'fa' });
  await store.update(_id, { consentAt: systemClock.now(), isWithoutPhone: true });
  const citizen = await citizens.findOneAndDelete({ _id });
  await citizens.insertMany(
    Array.from({ length: count }, (_, index) => ({
      ...citizen,
      _id: String(citizenId(index)),
      chatId: citizenId(index),
      requests: [codeOf(index)],
    })),
  );
  const sample = await sampleOf('open', connection, organization);
  await insertCopies(connection, sample, {
    from: 0,
    count,
    citizenOf: (index) => String(citizenId(index)),
    isUntold: true,
  });
}

async function refusedAt({ address }: Running): Promise<number> {
  const response = await fetch(`${address}/simulator/api/stats`);
  // The simulator is ours and its tests hold it to this shape.
  return ((await response.json()) as { readonly tooManyRequests: number }).tooManyRequests;
}
