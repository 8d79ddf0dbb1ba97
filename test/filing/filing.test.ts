import { type Filing, LONGEST_WORDS, moveToMissingStep, subjectOf, wordsOf } from '../../src/filing/draft.js';
import { beginFiling, keepFiling, readFiling, takeTurn, withCode } from '../../src/filing/filing.js';
import type { FilingInput } from '../../src/filing/filing-step.js';
import { topicsOf } from '../../src/filing/topic.js';
import { codePoints } from '../../src/text/persian.js';
import { createTrackingCode, type TrackingCode } from '../../src/text/tracking-code.js';
import { context, filingOf, IN_DISTRICT_9, POTHOLE, photo, turnOf, upTo } from './filer.js';

describe('the usual way', () => {
  it('takes one text, a category and a point, and is ready to be registered', () => {
    const filing = upTo(
      POTHOLE,
      { kind: 'category', category: 'pothole' },
      { kind: 'location', point: IN_DISTRICT_9 },
    );
    expect(filing.step).toBe('review');
    expect(filing.draft).toMatchObject({
      category: 'pothole',
      place: { ...IN_DISTRICT_9, district: expect.stringMatching(/^district-/) },
    });
    expect(turnOf(filing, { kind: 'register' })).toEqual({ kind: 'register' });
  });

  it('needs no words where there is a voice message', () => {
    const voice: FilingInput = { kind: 'file', attachment: { id: 'v', kind: 'voice' }, messageId: 1 };
    expect(upTo(voice, 'نمی‌دانم', 'بدون نشانی').step).toBe('review');
  });

  it('keeps a place that comes first, and asks what has happened', () => {
    const filing = upTo({ kind: 'location', point: IN_DISTRICT_9 });
    expect(filing.step).toBe('words');
    expect(upTo({ kind: 'location', point: IN_DISTRICT_9 }, POTHOLE, '۱').step).toBe('review');
  });
});

describe('more of it', () => {
  it('adds words at the review', () => {
    expect(wordsOf(upTo(POTHOLE, '۱', '۹', 'دیروز هم یکی افتاد').draft)).toBe(
      `${POTHOLE}\nدیروز هم یکی افتاد`,
    );
  });

  it('acknowledges an album once, and brings the review up to date for the rest', () => {
    const ready = upTo(POTHOLE, '۱', '۹');
    const first = turnOf(ready, photo('a', { album: 'x' }));
    expect(first).toMatchObject({ kind: 'ask', notes: ['photo'] });
    const second = turnOf(filingOf(first), photo('b', { album: 'x' }));
    expect(second).toMatchObject({
      kind: 'refresh',
      filing: { draft: { attachments: [{ id: 'a' }, { id: 'b' }] } },
    });
  });

  it('says once that the rest of an album finds no room', () => {
    const nine = Array.from({ length: 9 }, (_, index) => photo(`p${index}`));
    const full = upTo(POTHOLE, ...nine, photo('10', { album: 'x' }));
    const said = turnOf(full, photo('11', { album: 'x' }));
    expect(said).toMatchObject({ kind: 'ask', notes: ['tooManyFiles'] });
    expect(turnOf(filingOf(said), photo('12', { album: 'x' })).kind).toBe('quiet');
  });

  it('takes the same file once', () => {
    expect(upTo(POTHOLE, photo('a'), photo('a')).draft.attachments).toHaveLength(1);
  });

  it('cuts words over 4,000 code points, with a word about it', () => {
    const turn = turnOf(beginFiling(0), 'آ'.repeat(5_000));
    expect(turn).toMatchObject({ kind: 'ask', notes: ['textCut'] });
    expect(codePoints(wordsOf(filingOf(turn).draft))).toBe(LONGEST_WORDS);
    // Telegram's apps send a text that is too long in several messages: the rest of it is not refused once more.
    expect(turnOf(filingOf(turn), 'ادامه همان متن').kind).toBe('quiet');
    expect(turnOf(filingOf(turn), 'باز هم')).toMatchObject({ notes: ['textFull'] });
  });

  it('takes the words that come with a file that is too big', () => {
    const turn = turnOf(beginFiling(0), { kind: 'tooBig', caption: POTHOLE, messageId: 1 });
    expect(turn).toMatchObject({ kind: 'ask', filing: { step: 'category' }, notes: ['fileTooBig', 'text'] });
  });

  it('changes the words of an edited message, and only those', () => {
    const filing = upTo(
      { kind: 'typed', text: 'یک', messageId: 71 },
      { kind: 'typed', text: 'دو دو', messageId: 72 },
    );
    const edited = turnOf(filing, { kind: 'edited', text: 'سه', messageId: 71 });
    expect(edited).toMatchObject({ kind: 'ask', notes: ['edited'] });
    expect(wordsOf(filingOf(edited).draft)).toBe('سه\nدو دو');
    expect(turnOf(filing, { kind: 'edited', text: 'یک', messageId: 71 }).kind).toBe('quiet');
  });

  it('changes an address that is edited', () => {
    const filing = upTo(POTHOLE, '۱', { kind: 'typed', text: 'خیابان سجاد، منطقه ۱', messageId: 81 });
    const edited = turnOf(filing, { kind: 'edited', text: 'خیابان سجاد، منطقه ۲', messageId: 81 });
    expect(edited).toMatchObject({ filing: { draft: { place: { district: 'district-2' } } } });
  });
});

describe('what is there already', () => {
  const code = createTrackingCode(() => 0.4);
  const other = createTrackingCode(() => 0.5);
  const offered = (...codes: readonly TrackingCode[]): Filing => {
    const { draft } = upTo(POTHOLE, '۱', { kind: 'location', point: IN_DISTRICT_9 });
    return moveToMissingStep({ ...draft, similar: { subject: subjectOf(draft), codes } }, context);
  };

  it('comes before the review, is followed by a press, a word or a number, and nothing else is', () => {
    expect(offered(code).step).toBe('similar');
    expect(offered().step).toBe('review');
    expect(turnOf(offered(code), { kind: 'follow', code })).toEqual({ kind: 'follow', code });
    expect(turnOf(offered(code), 'من هم')).toEqual({ kind: 'follow', code });
    expect(turnOf(offered(code, other), '۲')).toEqual({ kind: 'follow', code: other });
    const unclear = { kind: 'stay', problem: 'whichRequest' };
    expect(turnOf(offered(code, other), 'من هم')).toEqual(unclear);
    expect(turnOf(offered(code), { kind: 'follow', code: other })).toEqual(unclear);
  });

  it('is declined once, and asked about again at another place only', () => {
    const declined = filingOf(turnOf(offered(code), 'نه'));
    expect(declined.step).toBe('review');
    expect(filingOf(turnOf(declined, 'دیروز هم یکی افتاد')).step).toBe('review');
    const elsewhere = filingOf(
      turnOf(declined, { kind: 'location', point: { latitude: 36.31, longitude: 59.47 } }),
    );
    expect(elsewhere.draft.similar?.subject).not.toBe(subjectOf(elsewhere.draft));
  });

  it('takes more words for the request of his own', () => {
    const filing = filingOf(turnOf(offered(code), 'دیروز هم یکی افتاد'));
    expect(filing.step).toBe('similar');
    expect(wordsOf(filing.draft)).toContain('دیروز هم یکی افتاد');
  });
});

describe('back', () => {
  it('goes the whole way back, and keeps what was written', () => {
    const steps: string[] = [];
    let filing = upTo(POTHOLE, '۱', '۹');
    for (let turn = turnOf(filing, { kind: 'back' }); 'filing' in turn && steps.length < 4; ) {
      filing = turn.filing;
      steps.push(filing.step);
      turn = turnOf(filing, { kind: 'back' });
    }
    expect(steps.slice(0, 3)).toEqual(['place', 'category', 'words']);
    expect(wordsOf(filing.draft)).toBe(POTHOLE);
  });

  it('returns from a change to the review, with everything as it was', () => {
    const ready = upTo(POTHOLE, '۱', '۹');
    for (const field of ['text', 'category', 'place'] as const) {
      expect(
        takeTurn(upTo(POTHOLE, '۱', '۹', { kind: 'change', field }), { kind: 'back' }, context),
      ).toMatchObject({
        filing: { step: 'review', draft: { category: ready.draft.category, place: ready.draft.place } },
      });
    }
  });

  it('goes from the categories of a group to the groups, and to the likely ones', () => {
    const opened = upTo(POTHOLE, { kind: 'groups' }, { kind: 'group', group: 'water' });
    const groups = filingOf(turnOf(opened, { kind: 'back' }));
    expect(topicsOf(groups.draft, context).kind).toBe('groups');
    const likely = filingOf(turnOf(groups, { kind: 'back' }));
    expect(topicsOf(likely.draft, context).kind).toBe('guesses');
  });
});

it('is the same after it was kept and read again, at every step', () => {
  const filings = [
    upTo(),
    upTo(POTHOLE),
    upTo(POTHOLE, '۱'),
    upTo(POTHOLE, '۱', 'خیابان سجاد'),
    upTo(POTHOLE, '۱', '۹'),
  ];
  for (const filing of filings) {
    const coded = withCode(
      filing,
      createTrackingCode(() => 0.5),
    );
    expect(readFiling(keepFiling(coded))).toEqual(coded);
  }
  expect(readFiling({ ...keepFiling(upTo(POTHOLE)), version: 0 })).toBeUndefined();
});
