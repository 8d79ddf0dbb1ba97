import { readReason } from '../../../../../bots/citizen/features/withdrawal/flow.js';

it.each([
  [' کار انجام شد \u200F', { ok: true, reason: 'کار انجام شد' }],
  [' \u200C\u200F ', { ok: false, problem: 'emptyText' }],
  ['آ'.repeat(1_001), { ok: false, problem: 'tooLong' }],
])('reads a reason', (text, read) => {
  expect(readReason(text)).toEqual(read);
});
