import type { Fault } from '../../../src/simulator/faults.js';
import type { Experiment } from './experiment.js';

const ROUNDS = { short: 8, full: 60 } as const;

/** What Telegram may do to a bot; each kind comes in a burst. */
const STORMS: readonly Fault[] = [
  { kind: '429', retryAfter: 1, times: 5 },
  { kind: '500', times: 5 },
  { kind: 'lostAnswer', times: 2 },
  { kind: 'lostAnswer', method: 'sendMessage', times: 2 },
  { kind: 'lostAnswer', method: 'getUpdates', times: 2 },
  { kind: 'duplicateUpdate', times: 10 },
  { kind: '429', bot: 'staff', retryAfter: 3, times: 3 },
  { kind: 'slow', retryAfter: 1, times: 4 },
];

/** Telegram refuses, fails, forgets to answer and repeats itself. */
export const badTelegram: Experiment = {
  name: 'telegram',
  title: 'Telegram refuses for a while, fails, loses answers and delivers twice',
  citizens: 6,
  async run({ world, players, isShort, count, settledRound }) {
    await world.start();
    for (let round = 0; round < (isShort ? ROUNDS.short : ROUNDS.full); round += 1) {
      const storm = isShort ? STORMS[round % STORMS.length] : world.chance.pick(STORMS);
      if (storm !== undefined) {
        await world.fault(storm);
        count(`storms of ${storm.kind}`);
      }
      await settledRound();
    }
    await world.clearFaults();
    players.fileNoMore();
    for (let round = 0; round < 3; round += 1) await settledRound();
  },
};
