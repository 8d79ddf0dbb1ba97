import { setTimeout as pause } from 'node:timers/promises';
import type { Fault } from '../../../src/simulator/faults.js';
import { eventually } from '../../support/eventually.js';
import { letCrowdFile } from './crowd.js';
import { type Experiment, HOUR_MS, type Stage } from './experiment.js';
import type { Program } from './program.js';
import type { World } from './world.js';

const ROUNDS = { short: 9, full: 60 } as const;
/** What Telegram may do to a bot; each kind comes in a burst. */
const STORMS: readonly Fault[] = [
  { kind: '429', retryAfter: 1, times: 5 },
  { kind: '500', times: 5 },
  { kind: 'reset', times: 2 },
  { kind: 'lostAnswer', times: 2 },
  { kind: 'lostAnswer', method: 'sendMessage', times: 2 },
  { kind: 'lostAnswer', method: 'getUpdates', times: 2 },
  { kind: 'duplicateUpdate', times: 10 },
  { kind: '429', bot: 'staff', retryAfter: 30, times: 3 },
  { kind: 'slow', retryAfter: 1, times: 4 },
];
/** The longest wait that Telegram asks for, in seconds. */
const LONGEST_WAIT = 300;
/** Seconds after which Telegram answers when it is very slow: later than anybody waits for it. */
const VERY_SLOW = 70;
/** Requests that are filed while Telegram is away, and how many notices each is. */
const CROWD = { short: 60, full: 3_400 } as const;
const NOTICES_EACH = 3;
const AWAY_MS = { short: HOUR_MS / 6, full: HOUR_MS } as const;
/** A chat that could not be written to is left alone for so long at most. */
const LONGEST_PAUSE_MS = 300_000;
/** Telegram keeps updates for a day. */
const ALMOST_A_DAY_MS = 23 * HOUR_MS;
/** In which what was on its way when Telegram first said no has been answered. */
const UNDER_WAY_MS = 300;

/** Telegram refuses, fails, is slow, forgets to answer, repeats itself, mixes things up, and is away for an hour. */
export const badTelegram: Experiment = {
  name: 'telegram',
  title: 'Telegram refuses, fails, loses answers, delivers twice and late, and is away',
  citizens: 6,
  async run(stage) {
    const { world, players, isShort, count, settledRound } = stage;
    const form = isShort ? 'short' : 'full';
    const program = await world.start({ isHurried: true });
    for (let round = 0; round < ROUNDS[form]; round += 1) {
      const storm = isShort ? STORMS[round % STORMS.length] : world.chance.pick(STORMS);
      if (storm === undefined) continue;
      await world.fault(storm);
      count(`storms of ${storm.kind}`);
      await players.round();
      await world.pass((storm.retryAfter ?? 1) * (storm.times ?? 1) * 1_000);
      await settledRound();
    }
    await world.clearFaults();
    if (!isShort) await answerVerySlowly(stage);
    await obeyLongWait(stage);
    await bringLate(program, stage);
    players.fileNoMore();
    for (let round = 0; round < 3; round += 1) await settledRound();
    await goAway(stage, form);
  },
};

/** One answer comes so late that nobody waits for it. */
async function answerVerySlowly({ world, players, count, settledRound }: Stage): Promise<void> {
  await world.fault({ kind: 'slow', retryAfter: VERY_SLOW, bot: 'staff', method: 'sendMessage', times: 1 });
  await players.round();
  await pause((VERY_SLOW + 1) * 1_000);
  await world.clearFaults();
  count(`answers after ${VERY_SLOW} seconds`);
  await settledRound();
}

/** The staff bot is to wait for five minutes: it sends nothing in them, and the other bot goes on. */
async function obeyLongWait({ world, players, count, miss, settledRound }: Stage): Promise<void> {
  const refused = () => refusals(world);
  const before = await refused();
  await world.fault({ kind: '429', bot: 'staff', retryAfter: LONGEST_WAIT });
  await letCrowdFile(world, 3);
  await eventually(async () => (await refused()) > before, { withinMs: 20_000 });
  await pause(UNDER_WAY_MS);
  const atFirst = await refused();
  await players.round();
  const [person = 0] = world.citizens;
  await world.city.send(person, 'citizen', { text: '/help' });
  if (!(await world.hears(person, 'citizen'))) miss('the other bot waited as well');
  await world.pass((LONGEST_WAIT - 30) * 1_000);
  const more = (await refused()) - atFirst;
  if (more > 0) miss(`${more} calls were made although Telegram had asked to wait`);
  await world.clearFaults();
  await world.pass(40_000);
  count(`waits of ${LONGEST_WAIT} seconds`);
  await settledRound();
}

/** What people send while nothing runs comes almost a day later, mixed up, and is dealt with. */
async function bringLate(program: Program, { world, players, count, settledRound }: Stage): Promise<void> {
  await program.kill();
  for (let round = 0; round < 3; round += 1) await players.round();
  world.advance(ALMOST_A_DAY_MS);
  await world.fault({ kind: 'disorder', times: 2 });
  await world.startAgain({ isHurried: true });
  await world.rest();
  count('updates that came a day late');
  await settledRound();
}

/**
 * While Telegram is away thousands of notices pile up. Then they go, no faster than Telegram takes them; one person has
 * blocked the bot meanwhile.
 */
async function goAway(stage: Stage, form: 'short' | 'full'): Promise<void> {
  const { world, count, miss, book, blocks } = stage;
  await world.fault({ kind: '500' });
  await world.fault({ kind: '500', method: 'getUpdates' });
  const crowd = await letCrowdFile(world, CROWD[form]);
  await world.pass(AWAY_MS[form]);
  await world.clearFaults();
  const [blocker = 0] = crowd;
  await world.fault({ kind: 'blocked', bot: 'citizen', chatId: blocker });
  blocks(blocker);
  const before = await refusals(world);
  await world.pass(LONGEST_PAUSE_MS);
  await world.catchUp();
  const more = (await refusals(world)) - before;
  if (more > 0) miss(`the notices that had piled up exceeded the limits ${more} times`);
  const { connection } = world;
  const citizen = await connection.collection('citizens').findOne({ chatId: blocker });
  if (citizen?.['reachable'] !== 'blocked') miss(`${blocker} has blocked the bot and is not marked`);
  await book.look();
  count(`outages with ${CROWD[form] * NOTICES_EACH} notices waiting`);
}

/** How often Telegram has said that it was too much. */
async function refusals({ telegram }: World): Promise<number> {
  const { body } = await telegram.control('GET', '/stats');
  // The simulator is ours and its tests hold it to this shape.
  return (body as { readonly tooManyRequests: number }).tooManyRequests;
}
