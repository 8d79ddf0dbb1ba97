import {
  LINES_A_PAGE,
  pageOfCartable,
} from '../../../../../../bots/staff/features/managers/cartable/list.js';
import { pageOf } from '../../../../../../src/messages/paged-list.js';
import { createWording } from '../../../../../../src/messages/wording.js';
import type { Request } from '../../../../../../src/requests/lifecycle/request.js';
import { stripHtml } from '../../../../../../src/text/html.js';
import { ABOVE, NOW, POSITION, REFERRAL, requestIn, speechIn } from '../../../../../messages/samples.js';

const speech = speechIn('fa');
const wording = createWording(speech);
const OWN_UNIT = speech.organization.position(POSITION)?.unit ?? '';
const reader = { speech, wording, positions: [POSITION], soon: new Date(NOW.getTime() + 4 * 3_600_000) };
const due = (hours: number) =>
  requestIn({
    status: 'referred',
    referral: { ...REFERRAL, position: POSITION, dueAt: new Date(NOW.getTime() + hours * 3_600_000) },
  });
const NOTHING = {
  all: 0,
  dueSoon: 0,
  dueToday: 0,
  overdue: 0,
  asked: 0,
  returned: 0,
  fromBelow: 0,
  own: 0,
};
/** The first page of all of them, none of which is due today. */
function listOf(requests: readonly Request[], as: Parameters<typeof pageOfCartable>[0] = reader) {
  const counts = { ...NOTHING, all: requests.length };
  const page = pageOf(requests, 0, LINES_A_PAGE);
  return pageOfCartable(as, counts, { view: { part: 'all' }, count: requests.length, page });
}
const textsOf = (page: ReturnType<typeof pageOfCartable>) =>
  (page.markup?.inline_keyboard ?? []).flatMap((row) => row.map(({ text }) => text));

it('has no buttons where nothing waits at all', () => {
  expect(listOf([])).toEqual({ html: wording.html('cartable.empty') });
});

it('says that nothing waits in a part, and leads to the parts in which something does', () => {
  const page = pageOfCartable(
    reader,
    { ...NOTHING, all: 1 },
    { view: { part: 'overdue' }, count: 0, page: pageOf([], 0) },
  );
  expect(page.html).toBe(wording.html('cartable.none.overdue'));
  expect(textsOf(page)).toEqual([wording.plain('cartable.part.all', { count: 1 })]);
});

it('names the position for a person who holds several', () => {
  const ofTwo = listOf([due(60)], { ...reader, positions: [POSITION, ABOVE] });
  expect(ofTwo.html).toContain(wording.name(POSITION));
  expect(listOf([due(60)]).html).not.toContain(wording.name(POSITION));
});

it('shows ten a page, each with first words, street, time left and what it brings', () => {
  const facts = {
    text: 'چاله بزرگی در خیابان است و هر روز ماشین‌ها در آن می‌افتند.',
    place: { address: 'خیابان کوهسنگی ۱۲', district: OWN_UNIT },
    attachments: [
      { id: 'a', kind: 'photo' },
      { id: 'b', kind: 'voice' },
    ],
    followers: ['reza', 'sara'],
    urgentMarks: [{ at: NOW, isPutFirst: true }],
  } as const;
  const one = { ...due(60), ...facts };
  const page = listOf(Array(30).fill(one));
  const [, first = ''] = stripHtml(page.html).split('\n\n');
  expect(first).toBe(
    '۱. 🟢 ۲ روز و ۱۲ ساعت مانده 🚨 📷🎤👥۲\nچاله بزرگی در خیابان است و هر روز ماشین‌ها د… · خیابان کوهسنگی ۱۲',
  );
  expect(textsOf(page).slice(0, 10)).toEqual(['۵', '۴', '۳', '۲', '۱', '۱۰', '۹', '۸', '۷', '۶']);
});

it('leaves out the own unit only', () => {
  const other = { ...due(60), place: { district: 'district-4' } };
  expect(listOf([other]).html).toContain(wording.name('district-4'));
});

it('says of a request without words what it is about', () => {
  const voice = { ...due(60), text: '' };
  expect(listOf([voice]).html).toContain('بدون متن');
});

it('gives what tells of danger its one sign', () => {
  const urgent = { ...due(60), urgentMarks: [{ at: NOW, isPutFirst: true }] };
  const page = listOf([urgent, due(60)]);
  expect(page.html.match(/🚨/g)).toHaveLength(1);
});

it('leads to the parts in which some of it is: by time, by level, and what came back', () => {
  const counts = { ...NOTHING, all: 5, dueToday: 2, returned: 1, fromBelow: 2, own: 3, overdue: 0 };
  const some = [due(60), due(60)];
  const page = pageOfCartable(reader, counts, {
    view: { part: 'dueToday' },
    count: 2,
    page: pageOf(some, 0, LINES_A_PAGE),
  });
  expect(textsOf(page).slice(2)).toEqual([
    'از پایین (۲)',
    'برگشته (۱)',
    'همه (۵)',
    'سطح خودم (۳)',
    'موضوع‌ها',
    'جست‌وجو',
    'پاسخ به چند درخواست',
  ]);
});

it('shows what is about one topic, and turns its pages', () => {
  const view = { category: 'pothole' };
  const all = Array<Request>(11).fill(due(60));
  const page = pageOfCartable(
    reader,
    { ...NOTHING, all: 30 },
    { view, count: 11, page: pageOf(all, 0, LINES_A_PAGE) },
  );
  expect(page.html).toContain('چاله و خرابی آسفالت: ۱۱ درخواست');
  const next = page.markup?.inline_keyboard.flat().find(({ text }) => text === 'بعدی');
  expect(next).toMatchObject({ callback_data: 'cartableTopic:pothole:1' });
  const none = pageOfCartable(reader, { ...NOTHING, all: 1 }, { view, count: 0, page: pageOf([], 0) });
  expect(none.html).toContain('چیزی منتظر شما نیست');
});
