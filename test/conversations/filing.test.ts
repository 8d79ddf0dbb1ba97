import fc from 'fast-check';
import { beginFiling, keepFiling, readFiling, takeTurn, withCode } from '../../src/conversations/filing.js';
import {
  type Filing,
  type FilingDesk,
  LONGEST_WORDS,
  settled,
  subjectOf,
  wordsOf,
} from '../../src/conversations/filing-draft.js';
import { topicsOf } from '../../src/conversations/filing-topic.js';
import type { FilingInput, FilingTurn } from '../../src/conversations/filing-turn.js';
import { readCity } from '../../src/organization/city-file.js';
import { createOrganization } from '../../src/organization/organization.js';
import { packageRoot } from '../../src/package-root.js';
import { codePoints } from '../../src/text/persian.js';
import { createTrackingCode, type TrackingCode } from '../../src/text/tracking-code.js';

let desk: FilingDesk;
let nextMessage = 1;

beforeAll(async () => {
  const { city } = await readCity(`${packageRoot}/city/mashhad/city.json`);
  desk = createOrganization({ city, holdings: {}, defaultAnswerHours: 72 });
});

const IN_DISTRICT_9 = { latitude: 36.3, longitude: 59.47 };
const IN_TEHRAN = { latitude: 35.7, longitude: 51.4 };

/** Files up to some step by what a citizen does, which must all be taken. */
function upTo(...inputs: readonly (string | FilingInput)[]): Filing {
  return inputs.reduce<Filing>((filing, input) => filingOf(turnOf(filing, input)), beginFiling(0));
}

function filingOf(turn: FilingTurn): Filing {
  if (!('filing' in turn)) throw new Error(`It ended in ${JSON.stringify(turn)}.`);
  return turn.filing;
}

function turnOf(filing: Filing, input: string | FilingInput): FilingTurn {
  const messageId = nextMessage++;
  return takeTurn(
    filing,
    typeof input === 'string' ? { kind: 'typed', text: input, messageId } : input,
    desk,
  );
}

function photo(id: string, more: { album?: string; caption?: string } = {}): FilingInput {
  return { kind: 'file', attachment: { id, kind: 'photo' }, messageId: nextMessage++, ...more };
}

const POTHOLE = 'چاله بزرگی جلوی دبستان است';

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

describe('typed instead of pressed', () => {
  it.each([
    ['the number in the list', '۱'],
    ['the same in Arabic digits', '١'],
    ['the name', 'چاله و خرابی آسفالت'],
    ['the name with Arabic letters', 'چاله و خرابي آسفالت'],
    ['the name in English', 'pothole, broken paving'],
    ['a word for it', 'آسفالت'],
  ])('picks a category by %s', (_, typed) => {
    expect(upTo(POTHOLE, typed).draft.category).toBe('pothole');
  });

  it('opens a group by its name and picks in it by number', () => {
    const opened = upTo('کمک', 'معابر و آسفالت');
    expect(topicsOf(opened.draft, desk)).toMatchObject({ kind: 'group', group: { code: 'streets' } });
    expect(upTo('کمک', 'معابر و آسفالت', '۲').draft.category).toBe('sidewalk');
  });

  it.each(['نمی‌دانم', 'نمیدانم', 'not sure', 'لا أعرف', 'نمی‌دونم!'])(
    'leaves the category open for «%s»',
    (typed) => {
      expect(upTo(POTHOLE, typed).draft.category).toBeNull();
    },
  );

  it.each(['منطقه ۹', 'منطقه 9', '۹', '٩', 'District 9'])('takes the district «%s» as a place', (typed) => {
    const filing = upTo(POTHOLE, '۱', typed);
    expect(filing.draft.place).toEqual({ district: 'district-9' });
    expect(filing.step).toBe('review');
  });

  it.each(['ثبت', 'register', 'تسجيل'])('registers for «%s»', (typed) => {
    expect(turnOf(upTo(POTHOLE, '۱', '۹'), typed)).toEqual({ kind: 'register' });
  });

  it.each([
    ['تغییر متن', 'words'],
    ['تغییر موضوع', 'category'],
    ['تغییر جا', 'place'],
  ])('goes to what «%s» names', (typed, step) => {
    expect(upTo(POTHOLE, '۱', '۹', typed).step).toBe(step);
  });
});

describe('the place', () => {
  it('finds the district in the words of an address', () => {
    const { draft, step } = upTo(POTHOLE, '۱', 'خیابان صیاد شیرازی، منطقه ۹، پلاک ۴۰');
    expect(draft.place).toEqual({ address: 'خیابان صیاد شیرازی، منطقه ۹، پلاک ۴۰', district: 'district-9' });
    expect(step).toBe('review');
  });

  it('does not take district 12 for district 1', () => {
    expect(upTo(POTHOLE, '۱', 'بلوار توس، منطقه ۱۲').draft.place).toMatchObject({ district: 'district-12' });
  });

  it('asks for the district of an address that names none, and takes more of the address there', () => {
    const asked = upTo(POTHOLE, '۱', 'خیابان صیاد شیرازی');
    expect(asked.step).toBe('district');
    expect(upTo(POTHOLE, '۱', 'خیابان صیاد شیرازی', 'کوچه سوم', '۹').draft.place).toEqual({
      address: 'خیابان صیاد شیرازی، کوچه سوم',
      district: 'district-9',
    });
  });

  it('goes on without the district where the citizen does not know it', () => {
    const { step, draft } = upTo(POTHOLE, '۱', 'خیابان صیاد شیرازی', 'نمی‌دانم');
    expect(step).toBe('review');
    expect(draft.place).toEqual({ address: 'خیابان صیاد شیرازی' });
  });

  it('asks no district for what an organisation of the whole city does', () => {
    expect(upTo('زباله', { kind: 'category', category: 'garbage' }, 'خیابان صیاد شیرازی').step).toBe(
      'review',
    );
  });

  it('refuses a point outside the city and stays', () => {
    expect(turnOf(upTo(POTHOLE, '۱'), { kind: 'location', point: IN_TEHRAN })).toEqual({
      kind: 'stay',
      problem: 'outsideCity',
    });
  });

  it('leaves the place out only where the category does without', () => {
    expect(turnOf(upTo(POTHOLE, '۱'), 'بدون نشانی')).toEqual({ kind: 'stay', problem: 'placeNeeded' });
    expect(upTo('عوارض', { kind: 'category', category: 'car-tax' }, 'بدون نشانی').draft.place).toBeNull();
  });

  it('asks for the place again when the new category cannot do without', () => {
    const filing = upTo('عوارض', { kind: 'category', category: 'car-tax' }, 'بدون نشانی', 'تغییر موضوع', {
      kind: 'category',
      category: 'pothole',
    });
    expect(filing.step).toBe('place');
  });

  it('keeps the address when a point is sent as well', () => {
    const filing = upTo(POTHOLE, '۱', 'خیابان صیاد شیرازی، منطقه ۹', {
      kind: 'location',
      point: IN_DISTRICT_9,
    });
    expect(filing.draft.place).toMatchObject({ ...IN_DISTRICT_9, address: 'خیابان صیاد شیرازی، منطقه ۹' });
  });
});

describe('what is there already', () => {
  const code = createTrackingCode(() => 0.4);
  const other = createTrackingCode(() => 0.5);
  const offered = (...codes: readonly TrackingCode[]): Filing => {
    const { draft } = upTo(POTHOLE, '۱', { kind: 'location', point: IN_DISTRICT_9 });
    return settled({ ...draft, similar: { subject: subjectOf(draft), codes } }, desk);
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

describe('a search for the topic', () => {
  it('finds by the beginning of words of titles and keywords, and chooses what is found alone', () => {
    const shown = upTo('یک خواسته', 'درخ');
    expect(topicsOf(shown.draft, desk)).toMatchObject({
      kind: 'found',
      categories: [{ title: { fa: expect.stringContaining('درخت') } }, {}, {}],
    });
    expect(upTo('یک خواسته', 'درخ', '۱').draft.category).toEqual(expect.any(String));
    expect(topicsOf(upTo('یک خواسته', 'درخ', { kind: 'back' }).draft, desk).kind).toBe('groups');
    expect(upTo('یک خواسته', 'آسف').draft.category).toBe('pothole');
  });

  it('takes longer texts for more of what happened', () => {
    const text = 'فاضلاب از دیروز بیرون زده است';
    expect(wordsOf(upTo('یک خواسته', text).draft)).toContain(text);
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
        takeTurn(upTo(POTHOLE, '۱', '۹', { kind: 'change', field }), { kind: 'back' }, desk),
      ).toMatchObject({
        filing: { step: 'review', draft: { category: ready.draft.category, place: ready.draft.place } },
      });
    }
  });

  it('goes from the categories of a group to the groups, and to the likely ones', () => {
    const opened = upTo(POTHOLE, { kind: 'groups' }, { kind: 'group', group: 'water' });
    const groups = filingOf(turnOf(opened, { kind: 'back' }));
    expect(topicsOf(groups.draft, desk).kind).toBe('groups');
    const likely = filingOf(turnOf(groups, { kind: 'back' }));
    expect(topicsOf(likely.draft, desk).kind).toBe('guesses');
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

describe('whatever a citizen does', () => {
  const texts = fc.oneof(
    fc.constantFrom(
      '۱',
      '9',
      'ثبت',
      'نمی‌دانم',
      'بدون نشانی',
      'منطقه ۹',
      'تغییر متن',
      'تغییر جا',
      'همه',
      '<b>&"',
      ' \u200F\u202E ',
      'چاله',
      'خیابان سجاد',
    ),
    fc.string({ unit: 'grapheme', maxLength: 40 }),
    fc.integer({ min: 3_900, max: 4_200 }).map((length) => 'و'.repeat(length)),
  );
  const ids = fc.integer({ min: 1, max: 9 });
  const inputs: fc.Arbitrary<FilingInput> = fc.oneof(
    {
      weight: 4,
      arbitrary: fc.record({
        kind: fc.constant('typed' as const),
        text: texts,
        messageId: fc.integer({ min: 10, max: 1e6 }),
      }),
    },
    fc.record({
      kind: fc.constant('edited' as const),
      text: texts,
      messageId: fc.integer({ min: 10, max: 14 }),
    }),
    fc.record({
      kind: fc.constant('file' as const),
      attachment: fc.record({
        id: ids.map(String),
        kind: fc.constantFrom('photo' as const, 'voice' as const),
      }),
      caption: texts,
      album: fc.constantFrom('x', 'y'),
      messageId: ids,
    }),
    fc.record({ kind: fc.constant('tooBig' as const), caption: texts, messageId: ids }),
    fc.record({ kind: fc.constant('location' as const), point: fc.constantFrom(IN_DISTRICT_9, IN_TEHRAN) }),
    fc.record({
      kind: fc.constant('category' as const),
      category: fc.constantFrom('pothole', 'car-tax', 'garbage', 'nothing', null),
    }),
    fc.constant({ kind: 'groups' as const }),
    fc.record({ kind: fc.constant('group' as const), group: fc.constantFrom('water', 'nothing') }),
    fc.record({
      kind: fc.constant('change' as const),
      field: fc.constantFrom('text' as const, 'category' as const, 'place' as const),
    }),
    fc.constant({ kind: 'register' as const }),
    fc.constant({ kind: 'back' as const }),
  );

  it('always has an answer, loses no words and no files, and «cancel» leads out', () => {
    fc.assert(
      fc.property(fc.array(inputs, { maxLength: 25 }), (acts) => {
        let filing = beginFiling(0);
        for (const act of acts) {
          const { draft } = filing;
          const turn = takeTurn(filing, act, desk);
          expect(takeTurn(filing, { kind: 'cancel' }, desk)).toEqual({ kind: 'leave' });
          if (turn.kind === 'register') expect(filing.step).toBe('review');
          if (!('filing' in turn)) continue;
          const next = turn.filing.draft;
          const replaces = draft.changing === 'text' && act.kind === 'typed';
          const touched = 'messageId' in act ? act.messageId : undefined;
          const lost = draft.texts.filter(
            (words) =>
              words.messageId !== touched &&
              !next.texts.some((kept) => kept.messageId === words.messageId && kept.text === words.text),
          );
          if (!replaces) expect(lost).toEqual([]);
          expect(
            draft.attachments.filter(({ id }) => !next.attachments.some((kept) => kept.id === id)),
          ).toEqual([]);
          expect(codePoints(wordsOf(next))).toBeLessThanOrEqual(LONGEST_WORDS);
          if (turn.filing.step === 'review') {
            expect(next.texts.length + next.attachments.length).toBeGreaterThan(0);
            expect(next.category).toBeDefined();
            expect(next.place).toBeDefined();
          }
          expect(readFiling(keepFiling(turn.filing))).toEqual(turn.filing);
          filing = turn.filing;
        }
      }),
      { numRuns: 300 },
    );
  });
});
