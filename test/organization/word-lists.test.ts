import {
  addWordEdit,
  phrasesOfList,
  type WordEdit,
  withWordEdits,
  wordLists,
} from '../../src/organization/word-lists.js';
import { createUnderstanding } from '../../src/understanding/index.js';
import { base } from '../understanding/mashhad.js';

const { words } = base;
const added = (list: string, text: string): WordEdit => ({ list, text });
const removed = (list: string, text: string): WordEdit => ({ list, text, isRemoved: true });
const understood = (...edits: readonly WordEdit[]) =>
  createUnderstanding({ ...base, words: withWordEdits(words, edits) });

it('recognises a topic by a sentence that was added', () => {
  const text = 'زنبورک خراب است';
  expect(understood(added('playground', text)).guess(text).ranked[0]?.code).toBe('playground');
});

it('recognises the matter of another body by a sentence that was added', () => {
  const text = 'قلقلک نامه نرسید';
  const { ranked } = understood(added('other:telecom', text)).guess(text);
  expect(ranked[0]).toMatchObject({ kind: 'body', code: 'telecom' });
});

it('hears danger by a sign that was added', () => {
  const text = 'این‌جا زلزله‌زده داریم و همه گیر افتاده‌اند زیر هوار';
  const [hazard] = words.danger?.hazards ?? [];
  const edits = [added(`sign:${hazard?.code}`, 'زلزله‌زده')];
  expect(understood(...edits).findDanger('چند زلزله‌زده این‌جاست').kind).toBe(hazard?.kind);
  expect(understood(...edits).findDanger(text).kind).toBe(hazard?.kind);
});

it('finds the district of a quarter that was added', () => {
  expect(understood().findDistricts('محله نیلوفرستان')).toEqual([]);
  expect(understood(added('place:district-9', 'نیلوفرستان')).findDistricts('محله نیلوفرستان')).toEqual([
    'district-9',
  ]);
});

it('no longer has what was removed, in any list', () => {
  const [example] = words.examples;
  const [place] = words.places;
  const [hazard] = words.danger?.hazards ?? [];
  const [name = ''] = place?.names ?? [];
  const [sign = ''] = hazard?.signs ?? [];
  const lists: readonly (readonly [string, string])[] = [
    [example?.label ?? '', example?.text ?? ''],
    [`place:${place?.districts[0]}`, name],
    [`sign:${hazard?.code}`, sign],
  ];
  const edited = withWordEdits(
    words,
    lists.map(([list, text]) => removed(list, text)),
  );
  for (const [list, text] of lists) {
    expect(phrasesOfList(words, list)).toContain(text);
    expect(phrasesOfList(edited, list)).not.toContain(text);
  }
});

it('keeps the signs of a hazard where all of them were removed, since danger must be heard', () => {
  const [hazard] = words.danger?.hazards ?? [];
  const list = `sign:${hazard?.code}`;
  const edits = (hazard?.signs ?? []).map((sign) => removed(list, sign));
  expect(phrasesOfList(withWordEdits(words, edits), list)).toEqual(hazard?.signs);
});

it('takes a change back by its opposite', () => {
  const once = addWordEdit([], added('pothole', 'دست‌انداز عمیق'));
  expect(once).toHaveLength(1);
  expect(addWordEdit(once, added('pothole', 'دست‌انداز عمیق'))).toEqual(once);
  expect(addWordEdit(once, removed('pothole', 'دست‌انداز عمیق'))).toEqual([]);
});

it('knows which lists a city has', () => {
  const lists = wordLists(words, { topics: ['pothole'], districts: ['district-9'] });
  expect(lists).toEqual(
    expect.arrayContaining([
      'pothole',
      'other:water',
      'talk:greeting',
      'danger:fire',
      'sign:fire',
      'place:district-9',
    ]),
  );
});
