import {
  beginPromise,
  type KeepingPromise,
  keepPromising,
  type PromiseInput,
  readKeepingPromise,
  takePromiseTurn,
} from '../../../../../../bots/staff/features/managers/promise/flow.js';
import { createTrackingCode } from '../../../../../../src/text/tracking-code.js';

const TODAY = { now: new Date('2026-11-24T06:40:00Z'), timeZone: 'Asia/Tehran' };
const TOMORROW = new Date('2026-11-25T20:29:59.999Z');
const START = { code: createTrackingCode(() => 0.5), position: 'mayor' };

function typed(text: string, messageId = 10, at = 1_000): PromiseInput {
  return { kind: 'typed', text, messageId, at };
}

/** The flow after these inputs; fails when one of them leads anywhere but to a question. */
function reached(keeping: KeepingPromise, ...inputs: readonly PromiseInput[]): KeepingPromise {
  return inputs.reduce((now, input) => {
    const turn = takePromiseTurn(now, input, TODAY);
    if (turn.kind !== 'ask') throw new Error(`It came to ${turn.kind}.`);
    return turn.keeping;
  }, keeping);
}

it('asks for nothing but a yes when the promise was kept', () => {
  const kept = beginPromise({ ...START, kept: true });
  expect(kept.step).toBe('confirm');
  for (const yes of ['ارسال', 'بله', 'yes', 'نعم']) {
    expect(takePromiseTurn(kept, typed(yes), TODAY)).toEqual({ kind: 'send' });
  }
});

it('asks for a day first when it was not', () => {
  const moved = beginPromise({ ...START, kept: false });
  expect(moved.step).toBe('day');
  expect(reached(moved, typed('فردا'))).toMatchObject({ step: 'confirm', draft: { day: TOMORROW } });
  expect(reached(moved, { kind: 'day', days: 1 })).toMatchObject({
    step: 'confirm',
    draft: { day: TOMORROW },
  });
});

it('stays at the day until it is one', () => {
  const moved = beginPromise({ ...START, kept: false });
  expect(takePromiseTurn(moved, typed('به زودی'), TODAY)).toEqual({ kind: 'stay', problem: 'notADay' });
});

it('asks which day is meant where the weekday is that of another', () => {
  const moved = beginPromise({ ...START, kept: false });
  expect(takePromiseTurn(moved, typed('چهارشنبه ۱۵ دی'), TODAY)).toEqual({
    kind: 'stay',
    problem: 'whichDay',
    days: [42, 43],
  });
});

it('takes a word to the citizen, and another in its place', () => {
  const noted = reached(
    beginPromise({ ...START, kept: true }),
    typed('آسفالت شد.'),
    typed('دیشب آسفالت شد.'),
  );
  expect(noted.draft.text).toBe('دیشب آسفالت شد.');
});

it('drops the word of a kept promise when it is to be changed, and the day of a moved one', () => {
  const kept = reached(beginPromise({ ...START, kept: true }), typed('آسفالت شد.'), { kind: 'change' });
  expect(kept).toMatchObject({ step: 'confirm', draft: { kept: true } });
  expect(kept.draft.text).toBeUndefined();
  const moved = reached(
    beginPromise({ ...START, kept: false }),
    typed('فردا'),
    typed('باران بود.'),
    typed('تغییر'),
  );
  expect(moved).toMatchObject({ step: 'day', draft: { text: 'باران بود.' } });
  expect(moved.draft.day).toBeUndefined();
});

it('goes back to the day, and from the first step out', () => {
  const moved = beginPromise({ ...START, kept: false });
  expect(reached(moved, typed('فردا'), { kind: 'back' }).step).toBe('day');
  expect(takePromiseTurn(moved, { kind: 'back' }, TODAY)).toEqual({ kind: 'leave' });
  expect(takePromiseTurn(beginPromise({ ...START, kept: true }), { kind: 'back' }, TODAY)).toEqual({
    kind: 'leave',
  });
});

it('takes neither a word that is too long nor the rest that Telegram cut from it', () => {
  const kept = beginPromise({ ...START, kept: true });
  const first = takePromiseTurn(kept, typed('الف '.repeat(1024), 10, 1_000), TODAY);
  if (first.kind !== 'stay' || first.keeping === undefined) throw new Error('It was taken.');
  const second = takePromiseTurn(first.keeping, typed('پایان نوشته', 11, 1_001), TODAY);
  expect(second.kind).toBe('quiet');
  const later = takePromiseTurn(first.keeping, typed('کوتاه‌تر نوشتم', 12, 1_060), TODAY);
  expect(later).toMatchObject({ kind: 'ask', keeping: { draft: { text: 'کوتاه‌تر نوشتم' } } });
});

it('is kept in a conversation and found there again, in no other', () => {
  const moved = reached(beginPromise({ ...START, kept: false }), typed('فردا'));
  expect(readKeepingPromise(keepPromising(moved))).toEqual(moved);
  expect(readKeepingPromise({ ...keepPromising(moved), flow: 'answer' })).toBeUndefined();
  expect(readKeepingPromise({ ...keepPromising(moved), version: 0 })).toBeUndefined();
  expect(readKeepingPromise(null)).toBeUndefined();
});

it('replaces the word to the citizen by what its message says after an edit', () => {
  const said = reached(beginPromise({ ...START, kept: true }), typed('آسفالت شد'));
  const edit = { kind: 'edited', text: 'دیروز آسفالت شد', messageId: 10 } as const;
  expect(reached(said, edit).draft.text).toBe('دیروز آسفالت شد');
  expect(takePromiseTurn(said, { ...edit, text: '' }, TODAY)).toEqual({ kind: 'quiet', keeping: said });
});
