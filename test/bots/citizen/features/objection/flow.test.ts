import {
  keepObjection,
  type Objection,
  readObjection,
  readReason,
} from '../../../../../bots/citizen/features/objection/flow.js';
import { createTrackingCode } from '../../../../../src/text/tracking-code.js';

const code = createTrackingCode(() => 0.3);
const objecting: Objection = {
  code,
  begunAt: 4,
  askedAt: 5,
  paused: { flow: 'filing', step: 'place', version: 1, data: { texts: [] } },
};

it('is the same after it was kept and read again, with what it interrupted', () => {
  expect(readObjection(keepObjection(objecting))).toEqual(objecting);
  expect(readObjection(keepObjection({ code, paused: null }))).toEqual({ code, paused: null });
});

it('reads no other flow, no older shape, and no code that is none', () => {
  expect(readObjection(null)).toBeUndefined();
  expect(readObjection({ ...keepObjection(objecting), flow: 'filing' })).toBeUndefined();
  expect(readObjection({ ...keepObjection(objecting), version: 0 })).toBeUndefined();
  expect(
    readObjection({ flow: 'objection', step: 'reason', version: 1, data: { code: '1', paused: null } }),
  ).toBeUndefined();
});

it.each([
  [' کار انجام نشده \u200F', { ok: true, reason: 'کار انجام نشده' }],
  [' \u200C\u200F ', { ok: false, problem: 'emptyText' }],
  ['آ'.repeat(1_001), { ok: false, problem: 'tooLong' }],
])('reads a reason', (text, read) => {
  expect(readReason(text)).toEqual(read);
});
