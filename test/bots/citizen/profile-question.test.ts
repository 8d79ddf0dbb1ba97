import { createProfileQuestion } from '../../../bots/citizen/profile-question.js';
import type { Conversation } from '../../../src/mailbox/chat.js';

const filing: Conversation = { flow: 'filing', step: 'review', version: 1, data: { texts: [] } };
const question = createProfileQuestion('phone', ['phone', 'phoneToRegister']);

it('keeps the conversation that it interrupts', () => {
  const kept = question.keep({ step: 'phone', askedAt: 7, paused: filing });
  expect(kept.flow).toBe('phone');
  expect(question.read(kept)).toEqual({ step: 'phone', askedAt: 7, paused: filing });
});

it('is read under the name that older versions gave to all such questions, by its steps', () => {
  const older = (step: string): Conversation => ({
    flow: 'aside',
    step,
    version: 1,
    data: { paused: filing },
  });
  expect(question.read(older('phoneToRegister'))).toEqual({ step: 'phoneToRegister', paused: filing });
  expect(question.read(older('name'))).toBeUndefined();
});

it('is not read out of another flow, an older shape or an unknown step', () => {
  const kept = question.keep({ step: 'phone', paused: null });
  for (const conversation of [null, filing, { ...kept, version: 0 }, { ...kept, step: 'shoeSize' }]) {
    expect(question.read(conversation)).toBeUndefined();
  }
});
