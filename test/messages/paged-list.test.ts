import { pageLine, pageOf, renderList, turningRow, uncountedPage } from '../../src/messages/paged-list.js';
import { createWording } from '../../src/messages/wording.js';
import { speechIn } from './samples.js';

const speech = speechIn('fa');
const wording = createWording(speech);
const numbers = (count: number) => Array.from({ length: count }, (_, index) => index + 1);
const turn = (page: number) => `to:${page}`;

it('shows five entries a page, counted through the whole list', () => {
  const { shown, page, pages, hasNext } = pageOf(numbers(12), 1);
  expect(shown.map(({ entry }) => entry)).toEqual([6, 7, 8, 9, 10]);
  expect(shown.map(({ place }) => place)).toEqual([6, 7, 8, 9, 10]);
  expect({ page, pages, hasNext }).toEqual({ page: 1, pages: 3, hasNext: true });
});

it('shows the last page when there are fewer than before', () => {
  expect(pageOf(numbers(6), 9)).toMatchObject({ page: 1, hasNext: false, shown: [{ entry: 6, place: 6 }] });
});

it('has one page, with nothing on it, of nothing', () => {
  expect(pageOf([], 3)).toEqual({ shown: [], page: 0, pages: 1, hasNext: false });
});

it('has one page of exactly as many as a page takes', () => {
  expect(pageOf(numbers(5), 0)).toMatchObject({ pages: 1, hasNext: false });
});

it('knows by one entry too many that another page comes, and does not show that entry', () => {
  const { shown, hasNext } = uncountedPage(numbers(6), 2);
  expect(shown.map(({ place }) => place)).toEqual([11, 12, 13, 14, 15]);
  expect(hasNext).toBe(true);
  expect(uncountedPage(numbers(5), 2).hasNext).toBe(false);
});

it('believes a caller who knows that another page follows', () => {
  expect(uncountedPage(numbers(5), 0, true).hasNext).toBe(true);
});

it('says which page it is where there are several, and nothing where there is one or nobody has counted', () => {
  expect(pageLine(pageOf(numbers(12), 1), 'fa', wording)).toBe('صفحه ۲ از ۳');
  expect(pageLine(pageOf(numbers(5), 0), 'fa', wording)).toBeUndefined();
  expect(pageLine(uncountedPage(numbers(6), 1), 'fa', wording)).toBeUndefined();
});

it.each([
  [0, ['to:1']],
  [1, ['to:0', 'to:2']],
  [2, ['to:1']],
])('leads from page %i to its neighbours only', (page, data) => {
  const row = turningRow(pageOf(numbers(12), page), wording, turn);
  expect(row.map((button) => button.callback_data)).toEqual(data);
});

it('renders a page with a button for each entry and those to other pages below', () => {
  const { html, rows } = renderList(pageOf(['چاله', 'زباله', 'آب', 'نور', 'پیاده‌رو', 'درخت'], 1), speech, {
    title: 'عنوان',
    entry: (topic, number) => `${number}) ${topic}`,
    button: (topic) => ({ topic, data: `open:${topic}` }),
    turn,
  });
  expect(html).toBe('عنوان\nصفحه ۲ از ۲\n\n۶) درخت');
  expect(rows).toEqual([
    [{ text: '۶. درخت', callback_data: 'open:درخت' }],
    [{ text: 'قبلی', callback_data: 'to:0' }],
  ]);
});
