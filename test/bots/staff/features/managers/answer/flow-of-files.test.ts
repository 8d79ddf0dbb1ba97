import { ANSWER, beginAnew, DONE, edited, filesIn, photo, reached, spoken, take, typed } from './inputs.js';

beforeEach(beginAnew);

describe('an edited message of the answer', () => {
  it('replaces the photo that it brought, in its preview too', () => {
    const turn = take(reached(DONE, typed(ANSWER), photo('dark')), edited('', 'bright'));
    if (turn.kind !== 'ask') throw new Error(turn.kind);
    expect(filesIn(turn.answering)).toEqual(['bright']);
    expect(turn.answering).toMatchObject({ step: 'preview', draft: { text: ANSWER } });
  });

  it('leaves the photos of other messages alone', () => {
    const answering = reached(DONE, typed(ANSWER), photo('first'), photo('dark'));
    const turn = take(answering, edited('', 'bright'));
    expect(turn.kind === 'ask' && filesIn(turn.answering)).toEqual(['first', 'bright']);
  });

  it('adds the photo that was added to the words', () => {
    const turn = take(reached(DONE, typed(ANSWER)), edited(ANSWER, 'bright'));
    expect(turn.kind === 'ask' && filesIn(turn.answering)).toEqual(['bright']);
  });

  it('changes the caption of a photo that came after the words', () => {
    const answering = reached(DONE, typed(ANSWER), photo('bright', { caption: 'عکس از ساعت ده صبح است.' }));
    const turn = take(answering, edited('عکس از ساعت یازده صبح است.', 'bright'));
    const text = `${ANSWER}\nعکس از ساعت یازده صبح است.`;
    expect(turn).toMatchObject({ kind: 'ask', answering: { draft: { text } } });
  });

  it('takes the caption that a photo did not have before', () => {
    const turn = take(reached(DONE, photo('bright')), edited(ANSWER, 'bright'));
    expect(turn).toMatchObject({ kind: 'quiet', answering: { draft: { text: ANSWER } } });
  });

  it('asks for the words again that it took away', () => {
    const answering = reached(DONE, photo('bright', { caption: ANSWER }));
    expect(take(answering, edited('', 'bright'))).toMatchObject({ kind: 'ask', answering: { step: 'text' } });
  });

  it('changes nothing where the message is as it was', () => {
    expect(take(reached(DONE, typed(ANSWER)), edited(ANSWER)).kind).toBe('quiet');
  });
});

describe('a voice', () => {
  it.each(['voice', 'video'] as const)('alone (%s) is an answer, before or after the result', (kind) => {
    expect(reached(DONE, spoken('said', kind)).step).toBe('preview');
    expect(reached(spoken('said', kind), DONE).step).toBe('preview');
    expect(reached(spoken('said', kind)).step).toBe('outcome');
    expect(reached(DONE, photo('seen')).step).toBe('text');
  });

  it('keeps the day of a promise to be asked', () => {
    const promised = reached(spoken('said'), { kind: 'outcome', outcome: 'planned' });
    expect(promised.step).toBe('day');
    expect(take(promised, { kind: 'day', days: 1 })).toMatchObject({ answering: { step: 'preview' } });
  });

  it('is replaced by the one that is spoken after «تغییر», and joined by words', () => {
    const first = reached(DONE, photo('seen'), spoken('said'));
    const changed = take(first, { kind: 'change' });
    const anew = changed.kind === 'ask' ? take(changed.answering, spoken('again')) : changed;
    expect(anew.kind === 'ask' && filesIn(anew.answering)).toEqual(['seen', 'again']);
    const more = take(first, spoken('more'));
    expect(more.kind === 'ask' && filesIn(more.answering)).toEqual(['seen', 'said', 'more']);
    expect(take(first, typed(ANSWER))).toMatchObject({
      answering: { step: 'preview', draft: { text: ANSWER } },
    });
  });

  it('takes what stands under a photo for when it was taken, and not for the answer', () => {
    const shown = reached(DONE, photo('old', { caption: 'قبل' }), photo('new', { caption: 'پس از کار' }));
    expect(shown).toMatchObject({ step: 'text', draft: { beforeFiles: ['old'] } });
    expect(shown.draft.text).toBeUndefined();
  });
});
