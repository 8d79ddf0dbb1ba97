import { pageOfCartable } from '../../../../../../bots/staff/features/managers/cartable/list.js';
import { createWording } from '../../../../../../src/messages/wording.js';
import { ABOVE, NOW, POSITION, REFERRAL, requestIn, speechIn } from '../../../../../messages/samples.js';

const speech = speechIn('fa');
const wording = createWording(speech);
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
  const page = pageOfCartable(reader, Array(6).fill(due(60)), 'all', 4);
  expect(page.html).toContain('صفحه ۲ از ۲');
  expect(textsOf(page)).toContain('قبلی');
});

it('names the position for a person who holds several', () => {
  const ofTwo = pageOfCartable({ ...reader, positions: [POSITION, ABOVE] }, [due(60)], 'all', 0);
  expect(ofTwo.html).toContain(
    wording.html('cartable.codeAs', {
      code: wording.code(due(60).request.code),
      position: wording.name(POSITION),
    }),
  );
});
