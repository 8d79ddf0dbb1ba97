import { setTimeout as pause } from 'node:timers/promises';
import { openReplicaSet, type ReplicaSet } from '../../support/replica-set.js';
import type { Experiment, Stage } from './experiment.js';

const TROUBLES = { short: 8, full: 60 } as const;
/** How long the set is without a primary, at most: longer than a command waits for one, now and then. */
const ELECTION_MS = 7_000;
const FREEZE_MS = 3_000;
/** Of how many commands one loses its answer, at least and at most. */
const LOST_EVERY = [2, 12] as const;
/** How long answers are lost after a round: while most are, nothing could come to rest. */
const LOST_MS = 1_000;
/** Milliseconds after the beginning of a round within which the trouble begins. */
const WITHIN_MS = 200;

/** The database is a replica set that elects, loses answers, ends connections and freezes. */
export const elections: Experiment = {
  name: 'elections',
  title: 'a replica set steps down, loses answers, ends connections and freezes in the middle of the work',
  citizens: 6,
  async run(stage) {
    const set = await openReplicaSet(Number(new URL(stage.world.database.uri).port));
    try {
      await playOn(set, stage);
    } finally {
      await set.close();
    }
    for (const [what, times] of Object.entries(set.counts())) {
      for (let time = 0; time < times; time += 1) stage.count(what);
    }
  },
};

async function playOn(
  set: ReplicaSet,
  { world, players, isShort, settledRound, book }: Stage,
): Promise<void> {
  const { chance } = world;
  await world.start({ databaseUri: set.address('experiment') });
  await settledRound();
  const troubles = [
    () => set.stepDown(chance.between(0, ELECTION_MS)),
    () => set.loseAnswers(chance.between(...LOST_EVERY)),
    () => set.cut(),
    () => set.freeze(chance.between(0, FREEZE_MS)),
  ];
  for (let number = 0; number < (isShort ? TROUBLES.short : TROUBLES.full); number += 1) {
    world.advance(5_000);
    const trouble = pause(chance.between(0, WITHIN_MS)).then(() => troubles[number % troubles.length]?.());
    await players.round();
    await trouble;
    await pause(LOST_MS);
    set.loseAnswers(0);
    await world.rest();
    await book.look();
  }
  players.fileNoMore();
  for (let round = 0; round < 3; round += 1) await settledRound();
}
