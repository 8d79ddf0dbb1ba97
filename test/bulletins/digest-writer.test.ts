import { createDigestWriter } from '../../src/bulletins/digest-writer.js';
import { digestSlot } from '../../src/reports/digest-slot.js';
import { POSITION, REFERRAL, requestIn, speechIn } from '../messages/samples.js';

const HOURS = [8, 12, 16, 20];
const ZONE = { timeZone: 'Asia/Tehran', hours: HOURS };
const HOLDER = '7';
/** 8:00 in Mashhad. */
const MORNING = new Date('2026-11-24T04:30:00Z');
const NOON = new Date(MORNING.getTime() + 4 * 3_600_000);

const dueAt = new Date(NOON.getTime() + 3_600_000);
const request = requestIn({
  status: 'referred',
  referral: { ...REFERRAL, dueAt, clockStartedAt: new Date(0) },
});
const write = createDigestWriter({
  async *findWaiting() {
    yield [request];
  },
});
/** How yesterday went, for which alone a digest would be worth sending. */
const yesterday = { overdueBelow: 1, answeredYesterday: 1, ratings: 0 };

/** What the digest of the slot of one moment says when it is sent at another, as after a clock jump or an outage. */
async function written(slotAt: Date, sentAt: Date) {
  const slot = digestSlot(slotAt, ZONE);
  if (slot === undefined) throw new Error('No slot is open then.');
  const speech = speechIn('fa', sentAt);
  const organization = { ...speech.organization, positionsOf: () => [POSITION] };
  return write({ kind: 'digest', slot, yesterday }, { person: HOLDER, speech: { ...speech, organization } });
}

it('says only the latest of two digests that are sent late, as after a clock jump', async () => {
  expect(await written(MORNING, NOON)).toEqual({ kind: 'nothing', because: 'notSoAnyMore' });
  expect(await written(NOON, NOON)).toMatchObject({ kind: 'text' });
});
