import { pageOfCallbacks } from '../../../../../../bots/staff/features/operators/callbacks/list.js';
import { createWording } from '../../../../../../src/messages/wording.js';
import { CODE, eventOf, NOW, requestIn, speechIn } from '../../../../../messages/samples.js';

const speech = speechIn('fa');
const visit = { speech, wording: createWording(speech) };
const callback = {
  id: 'a',
  code: CODE,
  seq: 3,
  citizen: 'maryam',
  what: 'answer',
  at: NOW,
  tries: 0,
} as const;

it('offers to look again where nobody has to be called', () => {
  const { html, markup } = pageOfCallbacks(visit, [], new Set(), 2);
  expect(html).toBe(visit.wording.html('callbacks.empty'));
  expect(markup.inline_keyboard).toHaveLength(1);
});

it('says how often a caller has not picked up, once they have not', () => {
  const tried = visit.wording.html('callbacks.tried', { count: 2 });
  expect(pageOfCallbacks(visit, [{ ...callback, tries: 2 }], new Set(), 0).html).toContain(tried);
  expect(pageOfCallbacks(visit, [callback], new Set(), 0).html).not.toContain(tried);
});

it('says which page it is where there are several', () => {
  expect(pageOfCallbacks(visit, Array(6).fill(callback), new Set(), 1).html).toContain('صفحه ۲ از ۲');
});

it('tells which callback a colleague has in hand', () => {
  const inHand = visit.wording.html('common.inHand');
  expect(pageOfCallbacks(visit, [callback], new Set([CODE]), 0).html).toContain(inHand);
});

describe('what a caller has to be told', () => {
  const request = requestIn(
    { status: 'intake', because: 'noCategory' },
    { place: { district: 'district-9' } },
  );
  const answered = {
    type: 'answered',
    by: { kind: 'position', position: 'mayor' },
    outcome: { kind: 'notPossible' },
    text: 'زمین از شهرداری نیست.',
    attachments: [],
  } as const;
  const listed = (event: Parameters<typeof eventOf>[0]) =>
    pageOfCallbacks(
      visit,
      [callback],
      new Set(),
      0,
      new Map([['a', { caller: 'رضایی', request, event: eventOf(event) }]]),
    );

  it('stands in the list with who it is and what it is about, what it comes to first', () => {
    const { html, markup } = listed(answered);
    expect(html).toMatch(/رضایی[\s\S]*منطقه ۹[\s\S]*شدنی نیست[\s\S]*زمین از شهرداری نیست/);
    expect(markup.inline_keyboard[0]?.[0]?.text).toContain('رضایی');
  });

  it('names a voice where there are no words', () => {
    const { html } = listed({ ...answered, text: '', attachments: [{ id: 'v', kind: 'voice' }] });
    expect(html).toMatch(/شدنی نیست[\s\S]*صدا/);
  });
});
