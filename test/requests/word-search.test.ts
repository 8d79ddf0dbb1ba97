import type { Request } from '../../src/requests/lifecycle/request.js';
import { createWordSearch, matchWords } from '../../src/requests/word-search.js';
import { citizen, openCase } from './lifecycle/case.js';

const about = (text: string, address?: string) => ({
  text,
  ...(address === undefined ? {} : { place: { address } }),
});

it.each([
  ['چاله صیاد', true],
  ['صیاد چاله‌ای', false],
  ['موتور', true],
  ['می خورد', true],
  ['ياد', false],
  ['صياد', true],
])('looks for the words of «%s» in text and address', (words, isFound) => {
  const request = about('وسط خیابان چاله است و موتور می‌خورد', 'خیابان صیاد شیرازی');
  expect(matchWords(words)?.(request)).toBe(isFound);
});

it.each([
  ['دستفروش', 'دست‌فروش جلوی مترو', true],
  ['دست فروش', 'دستفروش جلوی مترو', true],
  ['دست‌فروش مترو', 'جلوی مترو دستفروش زیاد است', true],
  ['آبگرفتگی', 'آب‌گرفتگی کوچه', true],
  ['آب گرفتگی', 'آبگرفتگی کوچه', true],
  ['گفت و گو', 'گفتوگو با همسایه', true],
  ['فروش', 'دستفروش جلوی مترو', false],
  ['دست خیابان', 'دستفروش جلوی مترو', false],
])('looks for «%s» in «%s» however the words are joined', (words, text, isFound) => {
  expect(matchWords(words)?.(about(text))).toBe(isFound);
});

it.each(['', '؟!', 'و'])('has nothing to look for in «%s»', (words) => {
  expect(matchWords(words)).toBeUndefined();
});

it('stops with the page, and knows whether there is more', async () => {
  const { request } = openCase().file();
  let looked = 0;
  async function* openSince(): AsyncGenerator<Request> {
    for (const number of ['یک', 'دو', 'سه', 'چهار', 'پنج', 'شش', 'هفت', 'هشت']) {
      looked += 1;
      yield { ...request, citizen: citizen.kind, text: `چاله ${number}` };
    }
  }
  const search = createWordSearch({
    store: { openSince },
    clock: { now: () => request.filedAt, sleep: async () => undefined },
  });
  const first = await search('چاله', { from: 0, most: 5 });
  expect([first.requests.length, first.hasMore, looked]).toEqual([5, true, 6]);
  const second = await search('چاله', { from: 5, most: 5 });
  expect(second.requests.map(({ text }) => text)).toEqual(['چاله شش', 'چاله هفت', 'چاله هشت']);
  expect(second.hasMore).toBe(false);
});
