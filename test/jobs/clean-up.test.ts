import { cleanUp } from '../../jobs/clean-up.js';
import { createManualClock } from '../../src/clock.js';

/** A store that remembers what it was told to remove. */
function createForgetful() {
  const before: Date[] = [];
  return {
    before,
    async removeOld(moment: Date) {
      before.push(moment);
      return 0;
    },
  };
}

it('removes what was done with long ago, by the clock of the city', async () => {
  const clock = createManualClock(new Date('2026-11-24T05:30:00Z'));
  const [deliveries, audit, feed] = [createForgetful(), createForgetful(), createForgetful()];
  const clientCalls = createForgetful();
  const others = { removeOld: async () => undefined };
  const forgotten: Date[] = [];
  const job = cleanUp({
    deliveries,
    feed,
    clientCalls: { removeOld: async (moment) => void (await clientCalls.removeOld(moment)) },
    callbacks: others,
    shortMessages: others,
    shortMessageInbox: { ...others, forgetTexts: async (before) => void forgotten.push(before) },
    gamActs: others,
    restraints: others,
    keptAnswers: others,
    once: others,
    urgentBundles: others,
    toldElsewhere: others,
    open311Posts: others,
    recordPasses: others,
    machineClock: clock,
    chats: { forgetButtons: others.removeOld },
    audit,
    auditDays: 730,
    clock,
  });
  await job.run();
  clock.advance(24 * 3_600_000);
  await job.run();
  expect(deliveries.before).toEqual([new Date('2026-10-25T05:30:00Z'), new Date('2026-10-26T05:30:00Z')]);
  expect(forgotten[0]).toEqual(new Date('2026-11-23T05:30:00Z'));
  expect(feed.before).toEqual([new Date('2026-08-26T05:30:00Z'), new Date('2026-08-27T05:30:00Z')]);
  expect(clientCalls.before[0]).toEqual(new Date('2026-11-22T05:30:00Z'));
  expect(audit.before).toEqual([new Date('2024-11-24T05:30:00Z'), new Date('2024-11-25T05:30:00Z')]);
});
