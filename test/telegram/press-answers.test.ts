import { createPressAnswers } from '../../src/telegram/press-answers.js';

function press(action: { readonly kind: string; readonly typed?: unknown } = { kind: 'press' }) {
  const answered: (string | undefined)[] = [];
  const written: string[] = [];
  const answers = createPressAnswers({
    action,
    answer: async (word) => answered.push(word),
    write: async (word) => written.push(word),
  });
  return { ...answers, answered, written };
}

it('answers a press once', async () => {
  const { answerPress, hurryPress, answered, written } = press();
  await answerPress('ثبت شد');
  await answerPress('باز هم');
  await hurryPress();
  expect({ answered, written }).toEqual({ answered: ['ثبت شد'], written: [] });
});

it('writes the word that comes after a press was answered in a hurry, once', async () => {
  const { answerPress, hurryPress, answered, written } = press();
  await hurryPress();
  await answerPress('دیر شد');
  await answerPress('باز هم');
  expect({ answered, written }).toEqual({ answered: [undefined], written: ['دیر شد'] });
});

it('answers nothing where nothing was pressed', async () => {
  const { answerPress, hurryPress, answered } = press({ kind: 'text' });
  await answerPress('سلام');
  await hurryPress();
  expect(answered).toEqual([]);
});

it.each([
  ['سلام', ['سلام']],
  [undefined, []],
])('writes what Telegram takes no more as an answer to the press: %s', async (word, expected) => {
  const written: string[] = [];
  const answers = createPressAnswers({
    action: { kind: 'press' },
    answer: () => Promise.reject(Object.assign(new Error('query is too old'), { error_code: 400 })),
    write: async (text) => written.push(text),
  });
  await answers.answerPress(word);
  expect(written).toEqual(expected);
});

it('fails where what cannot be answered cannot be written either, so that it is tried again', async () => {
  const away = Object.assign(new Error('Bad Gateway'), { error_code: 502 });
  const answers = createPressAnswers({
    action: { kind: 'press' },
    answer: () => Promise.reject(away),
    write: () => Promise.reject(away),
  });
  await expect(answers.answerPress('سلام')).rejects.toBe(away);
});

it('writes what a press would be answered with where the label was typed', async () => {
  const { answerPress, answered, written } = press({ kind: 'press', typed: { text: 'ثبت' } });
  await answerPress('این دکمه کار نمی‌کند');
  await answerPress();
  expect({ answered, written }).toEqual({ answered: [], written: ['این دکمه کار نمی‌کند'] });
});
