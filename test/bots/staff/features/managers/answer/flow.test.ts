import {
  keepAnswering,
  outcomeOf,
  readAnswering,
} from '../../../../../../bots/staff/features/managers/answer/draft.js';
import type { AnswerInput } from '../../../../../../bots/staff/features/managers/answer/flow.js';
import { MOST_FILES } from '../../../../../../bots/staff/features/managers/answer/limits.js';
import { ANSWER, BEGUN, beginAnew, edited, photo, reached, take, typed } from './inputs.js';

beforeEach(beginAnew);

const TOMORROW = new Date('2026-11-25T20:29:59.999Z');

describe('the result', () => {
  it('is asked first, and leads to the text', () => {
    expect(BEGUN.step).toBe('outcome');
    expect(reached({ kind: 'outcome', outcome: 'done' }).step).toBe('text');
    expect(reached({ kind: 'outcome', outcome: 'notPossible' }).step).toBe('text');
  });

  it('asks for a day when it is a promise', () => {
    expect(reached({ kind: 'outcome', outcome: 'planned' }).step).toBe('day');
    const promised = reached({ kind: 'outcome', outcome: 'planned' }, { kind: 'day', days: 1 });
    expect(promised.step).toBe('text');
    expect(outcomeOf(promised.draft)).toEqual({ kind: 'planned', day: TOMORROW });
  });

  it.each([
    ['انجام شد', 'done'],
    ['Done', 'done'],
    ['تم التنفيذ', 'done'],
    ['انجام می شود', 'planned'],
    ['انجام می‌شود تا …', 'planned'],
    ['Will be done by …', 'planned'],
    ['شدني نيست', 'notPossible'],
    ['Cannot be done', 'notPossible'],
    ['غير ممكن', 'notPossible'],
  ])('may be typed: «%s»', (text, outcome) => {
    expect(reached(typed(text)).draft.outcome).toBe(outcome);
  });

  it.each(['انجام می‌شود تا فردا', 'می‌شود فردا', 'Will be done by tomorrow', 'سينفذ حتى غد'])(
    'may be typed with its day: «%s»',
    (text) => {
      expect(reached(typed(text))).toMatchObject({ step: 'text', draft: { day: TOMORROW } });
    },
  );

  it('is taken where its day can be two, and asks which', () => {
    expect(take(BEGUN, typed('انجام می‌شود تا چهارشنبه ۱۵ دی'))).toMatchObject({
      kind: 'stay',
      problem: 'whichDay',
      days: [42, 43],
      answering: { step: 'day', draft: { outcome: 'planned' } },
    });
  });

  it('keeps a sentence that came before it', () => {
    const turn = take(BEGUN, typed(ANSWER));
    expect(turn).toMatchObject({ kind: 'ask', kept: 'text', answering: { step: 'outcome' } });
    expect(reached(typed(ANSWER), { kind: 'outcome', outcome: 'done' })).toMatchObject({
      step: 'preview',
      draft: { text: ANSWER },
    });
  });

  it('is asked again when a single word says nothing', () => {
    expect(take(BEGUN, typed('باشه'))).toEqual({ kind: 'stay', problem: 'noOutcome' });
  });

  it('can be changed at the preview, where the text stays', () => {
    const shown = reached({ kind: 'outcome', outcome: 'done' }, typed(ANSWER), typed('شدنی نیست'));
    expect(shown).toMatchObject({ step: 'preview', draft: { outcome: 'notPossible', text: ANSWER } });
  });
});

describe('the text', () => {
  const asked = () => reached({ kind: 'outcome', outcome: 'done' });

  it('leads to the preview', () => {
    expect(take(asked(), typed(ANSWER))).toMatchObject({ kind: 'ask', answering: { step: 'preview' } });
  });

  it('needs two words', () => {
    expect(take(asked(), typed('شد'))).toEqual({ kind: 'stay', problem: 'answerTooShort' });
    expect(take(asked(), typed('👍 👍'))).toEqual({ kind: 'stay', problem: 'emptyText' });
  });

  it('is replaced by another one', () => {
    const shown = reached({ kind: 'outcome', outcome: 'done' }, typed(ANSWER), typed('خیابان آسفالت شد.'));
    expect(shown.draft.text).toBe('خیابان آسفالت شد.');
  });

  it('is put together where Telegram cut it', () => {
    const [first, rest] = ['الف '.repeat(1000), 'پایان نوشته'];
    const shown = reached({ kind: 'outcome', outcome: 'done' }, typed(first), typed(rest, 1));
    expect(shown.draft.text).toBe(`${first.trim()}\n${rest}`);
  });

  it('is no piece of a long one when it comes a minute later', () => {
    const shown = reached({ kind: 'outcome', outcome: 'done' }, typed('الف '.repeat(1000)), typed(ANSWER));
    expect(shown.draft.text).toBe(ANSWER);
  });

  it('loses no piece from its middle when it is too long', () => {
    const first = reached({ kind: 'outcome', outcome: 'done' }, typed('الف '.repeat(1024)));
    const refused = take(first, typed('ب '.repeat(2048), 1));
    if (refused.kind !== 'stay' || refused.answering === undefined) throw new Error('It was taken.');
    expect(refused.problem).toBe('textTooLong');
    const rest = take(refused.answering, typed('پایان نوشته', 1));
    expect(rest).toMatchObject({ kind: 'quiet', answering: { draft: { text: first.draft.text } } });
  });

  it('follows an edit of its message, and of no other', () => {
    const shown = reached({ kind: 'outcome', outcome: 'done' }, typed(ANSWER));
    const edit = edited('چاله امروز پر شد.');
    expect(take(shown, edit)).toMatchObject({ kind: 'ask', answering: { draft: { text: edit.text } } });
    expect(take(shown, { ...edit, messageId: 1 })).toEqual({ kind: 'quiet', answering: shown });
    expect(take(shown, { ...edit, text: 'شد' })).toEqual({ kind: 'stay', problem: 'answerTooShort' });
  });
});

describe('files', () => {
  it('are kept at any step, with their words as the text', () => {
    expect(take(BEGUN, photo('a'))).toMatchObject({ kind: 'ask', kept: 'file' });
    const shown = reached({ kind: 'outcome', outcome: 'done' }, photo('a', { caption: ANSWER }));
    expect(shown).toMatchObject({ step: 'preview', draft: { text: ANSWER, attachments: [{ id: 'a' }] } });
  });

  it('of an album get one answer, also when the words come late', () => {
    const album = { album: 'x' };
    const first = reached(photo('a', album));
    expect(take(first, photo('b', album)).kind).toBe('quiet');
    const whole = reached(
      { kind: 'outcome', outcome: 'done' },
      photo('a', album),
      photo('b', { ...album, caption: ANSWER }),
      photo('c', album),
    );
    expect(whole.step).toBe('preview');
    expect(whole.draft.attachments.map(({ id }) => id)).toEqual(['a', 'b', 'c']);
  });

  it('are there once when they come twice', () => {
    expect(reached(photo('a'), photo('a')).draft.attachments).toHaveLength(1);
  });

  it('add their words to a text that is there', () => {
    const shown = reached(
      { kind: 'outcome', outcome: 'done' },
      typed(ANSWER),
      photo('a', { caption: 'عکس بعد از کار' }),
    );
    expect(shown.draft.text).toBe(`${ANSWER}\nعکس بعد از کار`);
  });

  it('are no more than ten', () => {
    const full = reached(...Array.from({ length: MOST_FILES }, (_, index) => photo(`p${index}`)));
    expect(take(full, photo('more'))).toEqual({ kind: 'stay', problem: 'tooManyFiles' });
  });
});

describe('the preview', () => {
  const shown = () =>
    reached({ kind: 'outcome', outcome: 'planned' }, { kind: 'day', days: 1 }, typed(ANSWER));

  it.each(['ارسال', 'بفرست', 'Send', 'إرسال'])('sends on «%s»', (text) => {
    expect(take(shown(), typed(text))).toEqual({ kind: 'send' });
  });

  it('asks for the text again on «تغییر», which stays until there is another', () => {
    expect(take(shown(), typed('تغییر'))).toMatchObject({
      kind: 'ask',
      answering: { step: 'text', draft: { text: ANSWER } },
    });
  });

  it('goes back through text, day and result, and out', () => {
    const steps: string[] = [];
    let answering = shown();
    for (;;) {
      const turn = take(answering, { kind: 'back' });
      if (turn.kind !== 'ask') {
        expect(turn).toEqual({ kind: 'leave' });
        break;
      }
      answering = turn.answering;
      steps.push(answering.step);
    }
    expect(steps).toEqual(['text', 'day', 'outcome']);
    expect(answering.draft.text).toBe(ANSWER);
  });
});

it('is kept in a conversation and found there again, in no other', () => {
  const shown = reached({ kind: 'outcome', outcome: 'planned' }, { kind: 'day', days: 1 }, typed(ANSWER));
  expect(readAnswering(keepAnswering(shown))).toEqual(shown);
  expect(readAnswering({ ...keepAnswering(shown), flow: 'promise' })).toBeUndefined();
  expect(readAnswering({ ...keepAnswering(shown), version: 0 })).toBeUndefined();
  expect(readAnswering({ ...keepAnswering(shown), data: { code: 'x' } })).toBeUndefined();
});

it('takes every photo of a message that brings several', () => {
  const several: AnswerInput = {
    kind: 'file',
    attachment: { id: 'one', kind: 'photo' },
    others: [{ id: 'two', kind: 'photo' }],
    messageId: 500,
    at: 1,
  };
  expect(reached(several).draft.attachments.map(({ id }) => id)).toEqual(['one', 'two']);
});
