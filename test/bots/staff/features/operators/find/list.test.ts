import { pageOfFound } from '../../../../../../bots/staff/features/operators/find/list.js';
import { createWording } from '../../../../../../src/messages/wording.js';
import { requestIn, speechIn } from '../../../../../messages/samples.js';

const speech = speechIn('fa');
const visit = { speech, wording: createWording(speech) };
const request = requestIn({ status: 'intake', because: 'noCategory' });
const query = { by: 'words', words: 'چاله' } as const;

it('says that nothing was found', () => {
  const { html, markup } = pageOfFound(visit, { query, page: 0, requests: [], hasMore: false });
  expect(html).toBe(visit.wording.html('find.nothing.words'));
  expect(markup.inline_keyboard).toEqual([]);
});

it('leads on only where there is more', () => {
  const rows = (hasMore: boolean) =>
    pageOfFound(visit, { query, page: 0, requests: Array(5).fill(request), hasMore }).markup.inline_keyboard;
  expect(rows(true)).toHaveLength(6);
  expect(rows(false)).toHaveLength(5);
});

it('goes on counting on the next page', () => {
  const { html } = pageOfFound(visit, { query, page: 1, requests: [request], hasMore: false });
  expect(html).toContain('۶');
});

it('is titled by the name of the caller, where that is known', () => {
  const found = { query, page: 0, requests: [request], hasMore: false, name: 'مریم' };
  expect(pageOfFound(visit, found).html).toContain(visit.wording.html('find.title.named', { name: 'مریم' }));
});
