import { stateOf } from '../../src/messages/cartable-state.js';
import { createWording } from '../../src/messages/wording.js';
import type { Referral } from '../../src/requests/lifecycle/request.js';
import { NOW, POSITION, REFERRAL, requestIn, speechIn } from './samples.js';

const HOUR_MS = 3_600_000;

function inHours(hours: number): Date {
  return new Date(NOW.getTime() + hours * HOUR_MS);
}

function referral(dueInHours: number, position = POSITION): Referral {
  return { ...REFERRAL, position, dueAt: inHours(dueInHours) };
}

const late = requestIn({ status: 'referred', referral: referral(-1) });
const soon = requestIn({ status: 'referred', referral: referral(3) });
const calm = requestIn({ status: 'referred', referral: referral(60) });
const promised = requestIn({
  status: 'answered',
  answer: {
    by: { kind: 'position', position: POSITION },
    level: 1,
    at: NOW,
    outcome: { kind: 'planned', day: NOW },
    text: 'x',
    attachments: [],
  },
  promise: { day: NOW, moved: false, confirmBy: inHours(30) },
});
const waiting = requestIn({
  status: 'waiting',
  referral: referral(1),
  question: 'x',
  replyBy: inHours(2),
  remainingMs: HOUR_MS,
});
it('says how long there is for each', () => {
  const speech = speechIn('fa');
  const said = [late, soon, calm, promised, waiting].map((one) =>
    stateOf(one, speech, createWording(speech)),
  );
  expect(said).toEqual([
    '🔴 مهلت گذشته است',
    expect.stringMatching(/^🔴 ۳ ساعت.* مانده$/),
    expect.stringMatching(/^🟢 ۲ روز و ۱۲ ساعت.* مانده$/),
    '📅 روز قول رسیده است',
    expect.stringMatching(/^⏸ منتظر پاسخ شهروند تا .*ساعت ۱۶:۱۰$/),
  ]);
});
