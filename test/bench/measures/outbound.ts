import { setTimeout as pause } from 'node:timers/promises';
import { TELEGRAM } from '../../../src/channel/bot.js';
import { createCitizenStore } from '../../../src/citizens/citizen-store.js';
import { systemClock } from '../../../src/clock.js';
import type { Organization } from '../../../src/organization/organization.js';
import { type Heard, openEars } from '../ears.js';
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
/** The parts of the sending at which it counts as steady: after the burst at the start, and before the end thins out. */
const STEADY = { from: 0.1, to: 0.9 };
const TALK_EVERY_MS = 1_000;
const SILENCE_MS = 60_000;

/** Thousands of notices at Telegram's limits, while other people talk with the bot. */
export const outbound: Measure = {
  name: MEASURE,
  title: "citizens are told of their requests at Telegram's limits, while others write to the bot",
  async take(stage) {
    const { bulk, replies, expected, waits, refused } = await sendAndTalk(stage);
    const steady = bulk.slice(expected * STEADY.from, expected * STEADY.to);
    const [from = 0, to = 0] = [steady[0], steady.at(-1)];
    const perSecond = (count: number) => (count / (to - from)) * 1_000;
    const notices = perSecond(steady.length - 1);
    const all = notices + perSecond(replies.filter((at) => at > from && at <= to).length);
    return rowsOf({
      all,
      notices,
      refused,
      wait: percentile(waits, 0.95),
      count: expected,
      talks: waits.length,
    });
  },
};

function rowsOf(found: {
  /** Messages a second, and how many of them are notices. */
  readonly all: number;
  readonly notices: number;
  readonly refused: number;
  readonly wait: number;
  readonly count: number;
  readonly talks: number;
}): readonly Row[] {
  const { all, notices, refused, wait, count, talks } = found;
  const ratio = all / LIMIT;
  return [
    {
      measure: MEASURE,
      what: `${count} notices and the replies between them`,
      ours: `${all.toFixed(1)} a second, ${notices.toFixed(1)} of them notices`,
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
  // A citizen is told in one message that their request is registered, and who has it now.
  const expected = sizes.notices;
  const talkers = Math.ceil(sizes.notices / LIMIT) * 2;
  const bulk: number[] = [];
  const replies: number[] = [];
  const hasWritten = new Set<number>();

  function hear({ type, bot, person = 0 }: Heard): void {
    if (type !== 'message' || bot !== 'citizen') return;
    const isTold = person >= citizenId(0) && person < citizenId(expected);
    if (isTold) bulk.push(performance.now());
    else if (hasWritten.has(person)) replies.push(performance.now());
    // The first message in the chat of whoever talks is his own.
    else hasWritten.add(person);
  }

  const side = await startProductSide(ground, {
    citizens: expected + talkers,
    isLimited: true,
    fill: (database, organization) => fill(database, organization, expected),
    async onTelegram({ address }) {
      await openEars(address, hear);
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
      const [words] = stepsOf(expected + waits.length);
      if (words !== undefined) await filers.step(expected + waits.length, words);
      waits.push(performance.now() - began);
      await pause(Math.max(0, TALK_EVERY_MS - (performance.now() - began)));
    }
    const refused = (await refusedAt(side.telegram)) - (refusedBefore ?? 0);
    say(`${bulk.length} of ${expected} notices, ${waits.length} replies`);
    return { bulk, replies, expected, waits, refused };
  } finally {
    await filers.close();
    await side.close();
  }
}

/** Requests that were just registered, each of somebody else, of which nobody has been told anything yet. */
async function fill({ connection }: BenchDatabase, organization: Organization, count: number): Promise<void> {
  const citizens = connection.collection<{ readonly _id: string }>('citizens');
  const store = createCitizenStore(connection);
  const { _id } = await store.meet({ messenger: TELEGRAM, userId: citizenId(0), locale: 'fa' });
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
