import type { Filing } from '../../src/filing/draft.js';
import { confirmedAhead, confirmedReview, pressedReview } from '../../src/filing/pressed-review.js';

const CODE = '1234567894' as never;
const draft = { begunBy: 1, texts: [], attachments: [], code: CODE };
const review: Filing = {
  step: 'review',
  draft: { ...draft, asked: { messageId: 8, buttons: 'inline', after: 3 } },
};
const place: Filing = { step: 'place', draft: { ...draft, asked: { messageId: 3, buttons: 'keyboard' } } };

it.each([
  ['the open review', review, 8, 'open'],
  ['the same review, shown before the message was handled again', review, 6, 'open'],
  ['the question before the review', review, 3, 'old'],
  ['a review of an earlier state', review, 2, 'old'],
  ['a review that is not known yet', place, 6, 'ahead'],
  ['a review whose place is being changed', place, 2, 'old'],
] as const)('takes a press on %s for what it is', (_name, filing, messageId, kind) => {
  expect(pressedReview(filing, { code: CODE, messageId }).kind).toBe(kind);
  expect(pressedReview(filing, { code: '1111111111', messageId }).kind).toBe('old');
});

it('finds confirmed only what was answered by the review that was pressed', () => {
  const before = confirmedAhead(place, 6);
  expect(confirmedReview(before, review, 4)?.draft.asked?.messageId).toBe(6);
  expect(confirmedReview(before, review, 7)).toBeUndefined();
  expect(confirmedReview(before, { ...review, step: 'similar' }, 4)).toBeUndefined();
  expect(confirmedReview(place, review, 4)).toBeUndefined();
});
