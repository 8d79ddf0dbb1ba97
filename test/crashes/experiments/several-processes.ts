import { type Experiment, HOUR_MS, type Stage } from './experiment.js';
import { type FrontDoor, hang, NOBODY, openFrontDoor } from './front-door.js';
import type { ProgramOptions } from './program-options.js';

const FREEZES = { short: 1, full: 6 } as const;
/** How long a process is frozen, by the clock of all others. */
const FROZEN_MS = 90_000;
/** Milliseconds by which the clocks of two machines differ. */
const SKEW_MS = 5_000;
/** How long writing takes where all look for what is due: so long that all have looked before one has written. */
const SLOW_MS = 1_000;

const RECEIVERS: readonly ProgramOptions[] = [
  { role: 'web', publicUrl: NOBODY },
  { role: 'web', publicUrl: NOBODY, skewMs: SKEW_MS },
];
const WORKERS: readonly ProgramOptions[] = [
  { role: 'worker' },
  { role: 'worker', skewMs: SKEW_MS },
  { role: 'worker' },
  { role: 'worker', skewMs: SKEW_MS },
];

/** Two processes receive and four work: of each kind one is killed and one freezes and wakes, and all look at once. */
export const severalProcesses: Experiment = {
  name: 'processes',
  title: 'four workers and two receivers on one database; some are killed, some freeze and wake',
  citizens: 8,
  async run(stage) {
    const door = await openFrontDoor();
    try {
      await playBehind(door, stage);
    } finally {
      await door.close();
    }
  },
};

async function playBehind(door: FrontDoor, stage: Stage): Promise<void> {
  const { world, players, isShort, count, settledRound, book } = stage;
  stage.comeApart(door.presses);
  /** Everything comes once more when it was dealt with long ago. */
  async function repeat(): Promise<void> {
    await door.repeat();
    count('repetitions of everything');
    await world.rest();
  }
  const all = (options: readonly ProgramOptions[]) => Promise.all(options.map((one) => world.start(one)));
  // The first one is alone for a while, and the others come while it handles updates before it stores them.
  const [first] = await all(RECEIVERS.slice(0, 1));
  if (first === undefined) throw new Error('There is no receiver.');
  await hang(door, world, [first]);
  await players.round();
  const [, others, workersThen] = await Promise.all([players.round(), all(RECEIVERS.slice(1)), all(WORKERS)]);
  let receivers = [first, ...others];
  let workers = workersThen;
  await hang(door, world, receivers);
  await world.fault({ kind: 'duplicateUpdate', times: 20 });
  for (let round = 0; round < 3; round += 1) await settledRound();
  await repeat();
  for (let freeze = 0; freeze < (isShort ? FREEZES.short : FREEZES.full); freeze += 1) {
    // Frozen in the middle of their work: what they hold goes to the others, and they wake without it.
    const frozen = [...receivers.slice(0, 1), ...workers.slice(0, 1)];
    await players.round();
    for (const program of frozen) program.freeze();
    world.advance(FROZEN_MS);
    await world.rest();
    await players.round();
    for (const program of frozen) program.wake();
    count('freezes of a receiver and a worker');
    await world.rest();
    await book.look();

    await players.round();
    await Promise.all([receivers[1]?.kill(), workers[1]?.kill()]);
    count('kills of a receiver and a worker');
    world.outlastLeases();
    receivers = [...receivers.slice(0, 1), ...(await all(RECEIVERS.slice(1)))];
    workers = [...workers.slice(0, 1), ...(await all(WORKERS.slice(1, 2))), ...workers.slice(2)];
    await hang(door, world, receivers);
    await world.rest();
    await settledRound();
    await repeat();

    // Nobody works while the deadlines pass; then all begin at once, and each looks for what is due.
    await Promise.all(workers.map((program) => program.kill()));
    world.advance(73 * HOUR_MS);
    workers = await all(WORKERS.map((one) => ({ ...one, slownessMs: SLOW_MS })));
    count('sweeps of four at once');
    await world.rest();
    await book.look();
  }
  players.fileNoMore();
  await settledRound();
  // What a process has planned whose clock is ahead is not due before all clocks have come that far.
  world.advance(SKEW_MS);
  await world.rest();
}
