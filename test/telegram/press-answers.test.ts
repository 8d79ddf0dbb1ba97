import { openReply } from '../../src/mailbox/update-reply.js';
import { createPressAnswers, rideOfPress } from '../../src/telegram/press-answers.js';

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

it('answers without a word and writes it where the app shows no answers', async () => {
  const answered: (string | undefined)[] = [];
  const written: string[] = [];
  const { answerPress } = createPressAnswers({
    action: { kind: 'press' },
    answer: async (word) => answered.push(word),
    isShown: false,
    write: async (word) => written.push(word),
  });
  await answerPress('ثبت شد');
  expect({ answered, written }).toEqual({ answered: [undefined], written: ['ثبت شد'] });
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

describe('a press whose answer can ride in the reply to its update', () => {
  const withReply = (action: Parameters<typeof press>[0] = { kind: 'press' }) => {
    const reply = openReply();
    const answered: (string | undefined)[] = [];
    const written: string[] = [];
    const answers = createPressAnswers({
      action,
      answer: async (word) => answered.push(word),
      write: async (word) => written.push(word),
      ...rideOfPress({ id: '77' }, reply),
    });
    return { ...answers, reply, answered, written };
  };
  const RIDING = { method: 'answerCallbackQuery', callback_query_id: '77' };

  it('is answered without a call, once', async () => {
    const { answerPress, hurryPress, reply, answered, written } = withReply();
    await answerPress();
    await answerPress('باز هم');
    await hurryPress();
    expect({ answered, written, riding: reply.close() }).toEqual({
      answered: [],
      written: [],
      riding: RIDING,
    });
  });

  it('is answered by a call once the reply has gone, in a hurry, or with a text that must not get lost', async () => {
    const gone = withReply();
    gone.reply.close();
    await gone.answerPress();
    const hurried = withReply();
    await hurried.hurryPress();
    const worded = withReply();
    await worded.answerPress('ثبت شد');
    expect([gone, hurried, worded].map(({ answered }) => answered)).toEqual([
      [undefined],
      [undefined],
      ['ثبت شد'],
    ]);
    expect([hurried, worded].map(({ reply }) => reply.close())).toEqual([undefined, undefined]);
  });

  it('is not there for a label that was typed, nor without a press or a reply', async () => {
    const { answerPress, reply } = withReply({ kind: 'press', typed: {} });
    await answerPress();
    expect(reply.close()).toBeUndefined();
    expect([rideOfPress(undefined, reply), rideOfPress({ id: '77' }, undefined)]).toEqual([{}, {}]);
  });
});
