import {
  beforeChoices,
  beforeOf,
  chosenBefore,
  withNextBefore,
} from '../../../../../../bots/staff/features/managers/answer/comparison.js';
import type { AnswerDraft } from '../../../../../../bots/staff/features/managers/answer/draft.js';
import type { Attachment } from '../../../../../../src/requests/lifecycle/facts.js';
import { createTrackingCode } from '../../../../../../src/text/tracking-code.js';

const photo = (id: string): Attachment => ({ id, kind: 'photo' });
const THEIRS = [photo('hole')];
const CODE = createTrackingCode(() => 0.5);

function draftWith(attachments: readonly Attachment[], more: Partial<AnswerDraft> = {}): AnswerDraft {
  return { code: CODE, position: 'mayor', outcome: 'done', attachments, ...more };
}

it('shows the photo of the citizen before that of the manager, without being asked', () => {
  expect(beforeOf(draftWith([photo('filled')]), THEIRS)).toBe('citizen');
});

it.each([
  ['without a photo of the manager', draftWith([{ id: 'said', kind: 'voice' }]), THEIRS],
  ['without one of the citizen', draftWith([photo('filled')]), []],
  ['for a promise', draftWith([photo('filled')], { outcome: 'planned' }), THEIRS],
  ['for what cannot be done', draftWith([photo('filled')], { outcome: 'notPossible' }), THEIRS],
  ['where the manager only sends back the photo of the citizen', draftWith([photo('hole')]), THEIRS],
  [
    'where the manager fills the album alone',
    draftWith(Array.from({ length: 10 }, (_, index) => photo(`${index}`))),
    THEIRS,
  ],
] as const)('compares nothing %s', (_, draft, pictures) => {
  expect(beforeOf(draft, pictures)).toBeUndefined();
});

it('lets the captions say which of several photos are from before, and goes round with the button', () => {
  const draft = draftWith([photo('a'), photo('b'), photo('c')], { beforeFiles: ['b'] });
  expect(beforeOf(draft, THEIRS)).toEqual(['b']);
  expect(beforeChoices(draft, THEIRS)).toEqual(['citizen', 'own', 'none']);
  const next = withNextBefore(draft, THEIRS);
  expect([chosenBefore(next, THEIRS), beforeOf(next, THEIRS)]).toEqual(['none', undefined]);
  expect(beforeOf(withNextBefore(next, THEIRS), THEIRS)).toBe('citizen');
});

it('takes the first photo for the one from before where no caption tells, or where all do', () => {
  const pair = [photo('a'), photo('b')];
  expect(beforeOf(draftWith(pair), [])).toBeUndefined();
  expect(beforeOf(draftWith(pair, { before: 'own' }), [])).toEqual(['a']);
  expect(beforeOf(draftWith(pair, { before: 'own', beforeFiles: ['a', 'b'] }), [])).toEqual(['a']);
});

it('falls back to what is usual when a choice is no longer possible', () => {
  expect(beforeOf(draftWith([photo('a')], { before: 'own' }), THEIRS)).toBe('citizen');
});
