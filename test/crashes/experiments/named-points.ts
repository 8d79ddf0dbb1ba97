import { handleAgain, lettersIn } from './dead-letters.js';
import { type Experiment, HOUR_MS, type Stage } from './experiment.js';
import { CONNECTED_POINTS, POINT_NAMES, type PointName } from './points.js';

/** At which passing of each point the program ends; the first one of a start is often the work of the start itself. */
const PASSINGS = { short: [2], full: [1, 2, 3, 5, 8] } as const;
/** Rounds within which a point should have been passed; then the program is ended where it stands. */
const MOST_ROUNDS = 16;
/** More than a day, so that the rounds come to every time of the day, and together to more than a week. */
const LONG_MS = 35 * HOUR_MS;
/** With so many ends of processes an update is set aside (docs/design.md, 4). */
const ENDS_SET_ASIDE = 3;
/** Points that only time leads to, and those that are passed once within the rounds of a death. */
const NEED_TIME: ReadonlySet<PointName> = new Set(['sweep', 'digest', 'report', 'givenUp', 'cleaning']);
const NEED_OTHER_SYSTEMS: ReadonlySet<PointName> = new Set(CONNECTED_POINTS);
const ARE_RARE: ReadonlySet<PointName> = new Set([
  'digest',
  'report',
  'givenUp',
  'cleaning',
  'held',
  'recalled',
  'given',
]);

/** Points of a program that is not alone, or comes after one that did not end in order. */
const NEED_AN_END: ReadonlySet<PointName> = new Set(['mailbox', 'handled']);
/** Points of a program that takes itself to be alone. */
const ARE_ALONE: ReadonlySet<PointName> = new Set(['atOnce', 'consumed']);

/** Where a program ends, and at which passing of that point. */
interface Death {
  readonly point: PointName;
  readonly passing: number;
}

/** The program is ended between each two things that belong together. */
export const namedPoints: Experiment = {
  name: 'points',
  title: 'the program is killed between each two writes, and between a write and a message',
  citizens: 6,
  async run(stage) {
    const { isShort, world, players, settledRound } = stage;
    const passings = isShort ? PASSINGS.short : PASSINGS.full;
    const deaths = POINT_NAMES.filter((point) => !NEED_OTHER_SYSTEMS.has(point)).flatMap((point) =>
      (ARE_RARE.has(point) ? [1] : passings).map((passing) => ({ point, passing })),
    );
    await dieAt(deaths, stage);
    await world.startAgain();
    await world.rest();
    await handleAgain(stage, { isAnswerExpected: false });
    players.fileNoMore();
    for (let round = 0; round < 3; round += 1) await settledRound();
  },
};

/**
 * Lets one program after the other end at a point while people are at it. The next one makes good what the one
 * before has left, and may end while it does.
 */
async function dieAt(deaths: readonly Death[], stage: Stage): Promise<void> {
  const { world, miss } = stage;
  const ends = new Map<string, number>();
  for (const death of deaths) {
    await playUntil(death, stage);
    for (const update of await updatesInHand(world)) ends.set(update, (ends.get(update) ?? 0) + 1);
  }
  // An update with which three processes have ended is set aside by right, any other is not.
  for (const { id, error } of await lettersIn(world)) {
    if ((ends.get(id) ?? 0) < ENDS_SET_ASIDE) miss(`${id} was set aside too early: ${error}`);
  }
}

/** Plays with a program until it has ended at its point, or ends it where it has not. */
async function playUntil(death: Death, { world, players, book, count, miss }: Stage): Promise<void> {
  const { point, passing } = death;
  if (NEED_AN_END.has(point)) await world.rememberAnEnd();
  if (ARE_ALONE.has(point)) await world.forgetEnds();
  const program = await world.startAgain({ death });
  for (let round = 0; round < MOST_ROUNDS && program.isAlive(); round += 1) {
    await world.rest(program);
    await book.look();
    world.advance(NEED_TIME.has(point) ? LONG_MS : 5_000);
    if (ARE_ALONE.has(point)) await world.findAlone();
    // What time alone leads to comes before anybody does anything more.
    if (NEED_TIME.has(point)) await world.rest(program);
    await players.round();
  }
  await world.rest(program);
  if (!program.isAlive()) count(`deaths at «${point}»`);
  else miss(`«${point}» was not passed ${passing} times`);
  await program.kill();
}

/** The updates that a program may have had in hand when it ended, by the ids by which they would be set aside. */
async function updatesInHand({ connection }: Stage['world']): Promise<readonly string[]> {
  const chats = await connection
    .collection('chats')
    .find({ 'pending.0': { $exists: true } })
    .toArray();
  return chats.map(({ _id, pending }) => `${String(_id)}:${pending[0].id}`);
}
