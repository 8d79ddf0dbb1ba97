import { answerTime } from './recorded-calls.js';

const call = (what: string, at: number) => ({ what, at });

it('takes the first message after the newest press', () => {
  const calls = [
    call('press', 1),
    call('sendMessage', 5),
    call('press', 10),
    call('answerCallbackQuery', 11),
    call('sendMessage', 14),
    call('sendMessage', 20),
  ];
  expect(answerTime(calls, 'press')).toBe(4);
});

it('says so where nobody answered', () => {
  expect(() => answerTime([call('sendMessage', 1), call('press', 2)], 'press')).toThrow('No answer');
  expect(() => answerTime([call('sendMessage', 1)], 'message')).toThrow('No answer');
});
