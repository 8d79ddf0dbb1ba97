import {
  keepObjecting,
  type Objecting,
  readObjecting,
  readReason,
} from '../../../../../bots/citizen/features/objecting/flow.js';
import { createTrackingCode } from '../../../../../src/text/tracking-code.js';

const code = createTrackingCode(() => 0.3);
const objecting: Objecting = {
  code,
  begunAt: 4,
  askedAt: 5,
  paused: { flow: 'filing', step: 'place', version: 1, data: { texts: [] } },
};

it('is the same after it was kept and read again, with what it interrupted', () => {
  expect(readObjecting(keepObjecting(objecting))).toEqual(objecting);
  expect(readObjecting(keepObjecting({ code, paused: null }))).toEqual({ code, paused: null });
});

it('reads no other flow, no older shape, and no code that is none', () => {
  expect(readObjecting(null)).toBeUndefined();
  expect(readObjecting({ ...keepObjecting(objecting), flow: 'filing' })).toBeUndefined();
  expect(readObjecting({ ...keepObjecting(objecting), version: 0 })).toBeUndefined();
  expect(
    readObjecting({ flow: 'objection', step: 'reason', version: 1, data: { code: '1', paused: null } }),
  ).toBeUndefined();
});

it.each([
  [' کار انجام نشده \u200F', { ok: true, reason: 'کار انجام نشده' }],
  [' \u200C\u200F ', { ok: false, problem: 'emptyText' }],
  ['آ'.repeat(1_001), { ok: false, problem: 'tooLong' }],
])('reads a reason', (text, read) => {
  expect(readReason(text)).toEqual(read);
});
