import { wordsOf } from '../../src/filing/draft.js';
import { topicsOf } from '../../src/filing/topic.js';
import { context, filingOf, POTHOLE, turnOf, upTo } from './filer.js';

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
    expect(topicsOf(opened.draft, context)).toMatchObject({ kind: 'group', group: { code: 'streets' } });
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
    ['چاله و خرابی آسفالت', 'pothole'],
    ['پیاده رو نامناسب', 'sidewalk'],
  ])(
    'takes the name of a topic at the place for the topic, and asks for the place again: «%s»',
    (name, code) => {
      const asked = turnOf(upTo('یک خواسته', 'آسفالت'), name);
      expect(asked).toMatchObject({
        kind: 'ask',
        notes: ['topic'],
        filing: { step: 'place', draft: { category: code } },
      });
      expect(filingOf(asked).draft.place).toBeUndefined();
    },
  );

  it('opens a group that is named at the place, and asks for the place afterwards', () => {
    const opened = upTo('یک خواسته', 'آسفالت', 'معابر و آسفالت');
    expect(opened.step).toBe('category');
    expect(filingOf(turnOf(opened, '۲'))).toMatchObject({ step: 'place', draft: { category: 'sidewalk' } });
  });

  it.each([
    ['تغییر متن', 'words'],
    ['تغییر موضوع', 'category'],
  ])('goes at the place too to what «%s» names', (typed, step) => {
    expect(upTo(POTHOLE, '۱', typed).step).toBe(step);
  });

  it.each([
    ['تغییر متن', 'words'],
    ['تغییر موضوع', 'category'],
    ['تغییر جا', 'place'],
  ])('goes to what «%s» names', (typed, step) => {
    expect(upTo(POTHOLE, '۱', '۹', typed).step).toBe(step);
  });
});

describe('a search for the topic', () => {
  it('finds by the beginning of words of titles and keywords, and chooses what is found alone', () => {
    const shown = upTo('یک خواسته', 'درخ');
    expect(topicsOf(shown.draft, context)).toMatchObject({
      kind: 'found',
      categories: [{ title: { fa: expect.stringContaining('درخت') } }, {}, {}],
    });
    expect(upTo('یک خواسته', 'درخ', '۱').draft.category).toEqual(expect.any(String));
    expect(topicsOf(upTo('یک خواسته', 'درخ', { kind: 'back' }).draft, context).kind).toBe('groups');
    expect(upTo('یک خواسته', 'آسف').draft.category).toBe('pothole');
  });

  it('takes longer texts for more of what happened', () => {
    const text = 'فاضلاب از دیروز بیرون زده است';
    expect(wordsOf(upTo('یک خواسته', text).draft)).toContain(text);
  });
});
