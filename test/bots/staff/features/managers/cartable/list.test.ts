import { pageOfCartable } from '../../../../../../bots/staff/features/managers/cartable/list.js';
import { createWording } from '../../../../../../src/messages/wording.js';
import { stripHtml } from '../../../../../../src/text/html.js';
import { ABOVE, NOW, POSITION, REFERRAL, requestIn, speechIn } from '../../../../../messages/samples.js';

const speech = speechIn('fa');
const wording = createWording(speech);
const OWN_UNIT = speech.organization.position(POSITION)?.unit ?? '';
const reader = { speech, wording, positions: [POSITION], soon: new Date(NOW.getTime() + 4 * 3_600_000) };
const due = (hours: number) => ({
  request: requestIn({
    status: 'referred',
    referral: { ...REFERRAL, dueAt: new Date(NOW.getTime() + hours * 3_600_000) },
  }),
  position: POSITION,
});
const textsOf = (page: ReturnType<typeof pageOfCartable>) =>
  (page.markup?.inline_keyboard ?? []).flatMap((row) => row.map(({ text }) => text));

it('has no buttons where nothing waits at all', () => {
  expect(pageOfCartable(reader, [], 'all', 0)).toEqual({ html: wording.html('cartable.empty') });
});

it('says that nothing waits in a part, and leads to the parts in which something does', () => {
  const page = pageOfCartable(reader, [due(60)], 'overdue', 0);
  expect(page.html).toBe(wording.html('cartable.none.overdue'));
  expect(textsOf(page)).toEqual([wording.plain('cartable.part.all', { count: 1 })]);
});

it('shows the last page when there are fewer than before', () => {
  const page = pageOfCartable(reader, Array(11).fill(due(60)), 'all', 4);
  expect(page.html).toContain('صفحه ۲ از ۲');
  expect(textsOf(page)).toContain('قبلی');
});

it('names the position for a person who holds several', () => {
  const ofTwo = pageOfCartable({ ...reader, positions: [POSITION, ABOVE] }, [due(60)], 'all', 0);
  expect(ofTwo.html).toContain(wording.name(POSITION));
  expect(pageOfCartable(reader, [due(60)], 'all', 0).html).not.toContain(wording.name(POSITION));
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
  const one = { ...due(60), request: { ...due(60).request, ...facts } };
  const page = pageOfCartable(reader, Array(30).fill(one), 'all', 0);
  const [, first = ''] = stripHtml(page.html).split('\n\n');
  expect(first).toBe(
    '۱. 🟢 ۲ روز و ۱۲ ساعت مانده 🚨 📷🎤👥۲\nچاله بزرگی در خیابان است و هر روز ماشین‌ها د… · خیابان کوهسنگی ۱۲',
  );
  expect(textsOf(page).slice(0, 10)).toEqual(['۵', '۴', '۳', '۲', '۱', '۱۰', '۹', '۸', '۷', '۶']);
});

it('leaves out the own unit only', () => {
  const other = { ...due(60), request: { ...due(60).request, place: { district: 'district-4' } } };
  expect(pageOfCartable(reader, [other], 'all', 0).html).toContain(wording.name('district-4'));
});

it('says of a request without words what it is about', () => {
  const voice = { ...due(60), request: { ...due(60).request, text: '' } };
  expect(pageOfCartable(reader, [voice], 'all', 0).html).toContain('بدون متن');
});

it('gives what tells of danger its one sign', () => {
  const { request, position } = due(60);
  const urgent = { request: { ...request, urgentMarks: [{ at: NOW, isPutFirst: true }] }, position };
  const page = pageOfCartable(reader, [urgent, due(60)], 'all', 0);
  expect(page.html.match(/🚨/g)).toHaveLength(1);
});
