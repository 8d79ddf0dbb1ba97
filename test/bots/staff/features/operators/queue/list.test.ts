import { pageOfQueue } from '../../../../../../bots/staff/features/operators/queue/list.js';
import { pageOf } from '../../../../../../src/messages/paged-list.js';
import { createWording } from '../../../../../../src/messages/wording.js';
import type { Request } from '../../../../../../src/requests/lifecycle/request.js';
import { CODE, requestIn, speechIn } from '../../../../../messages/samples.js';

const speech = speechIn('fa');
const visit = { speech, wording: createWording(speech) };
const request = requestIn({ status: 'intake', because: 'noCategory' }, { text: 'چاله' });
const queueOf = (count: number, page: number, inHand: ReadonlySet<typeof CODE> = new Set()) =>
  pageOfQueue(visit, count, pageOf(Array<Request>(count).fill(request), page), inHand);

it('offers to look again where nothing waits', () => {
  const { html, markup } = queueOf(0, 3);
  expect(html).toBe(visit.wording.html('queue.empty'));
  expect(markup.inline_keyboard).toHaveLength(1);
});

it('numbers the requests through all pages, and says which page it is', () => {
  const { html } = queueOf(7, 1);
  expect(html).toContain('صفحه ۲ از ۲');
  expect(html).toMatch(/^۶[\s\S]*^۷/m);
});

it('looks again at the page that is shown', () => {
  const last = queueOf(7, 9).markup.inline_keyboard.at(-1)?.[0];
  expect(last).toEqual(queueOf(7, 1).markup.inline_keyboard.at(-1)?.[0]);
});

it('tells which request a colleague has in hand', () => {
  const said = visit.wording.html('common.inHand');
  expect(queueOf(1, 0, new Set([CODE])).html).toContain(said);
  expect(queueOf(1, 0).html).not.toContain(said);
});

it('tells requests without words apart by what was sent, how long it is, by whom, when and where', () => {
  const place = { district: 'district-9' };
  const voice = requestIn({ status: 'intake', because: 'noCategory' }, { text: '', place });
  const files = [{ kind: 'voice', durationSeconds: 42 }, { kind: 'photo' }, { kind: 'photo' }] as const;
  const wordless = new Map([[CODE, { files, filer: 'مریم' }]]);
  const { html } = pageOfQueue(visit, 1, pageOf([voice], 0), new Set(), wordless);
  expect(html).toContain('صدا');
  expect(html).toContain('۰:۴۲');
  expect(html).toContain('۲ عکس');
  expect(html).toContain('از مریم');
  expect(html).toContain('منطقه ۹');
  expect(html).not.toContain('متن');
});
