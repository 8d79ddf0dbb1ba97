import {
  beginSupplement,
  keepSupplement,
  readSupplement,
  type Supplement,
  type SupplementInput,
  takeSupplement,
} from '../../src/filing/supplement.js';
import { createTrackingCode } from '../../src/text/tracking-code.js';

const code = createTrackingCode(() => 0.3);
const context = {
  districtAt: ({ latitude }: { readonly latitude: number }) => (latitude > 36 ? 'district-9' : undefined),
};
const beginning = (step: Supplement['step'] = 'collect') =>
  beginSupplement({ code, as: 'reply', step, paused: null, begunBy: 1 });
const typed = (text: string, messageId = 2): SupplementInput => ({ kind: 'typed', text, messageId });
const photo = (id: string, album?: string): SupplementInput => ({
  kind: 'file',
  attachment: { id, kind: 'photo' },
  messageId: 3,
  ...(album === undefined ? {} : { album }),
});

function after(supplement: Supplement, ...inputs: readonly SupplementInput[]): Supplement {
  return inputs.reduce((now, input) => {
    const turn = takeSupplement(now, input, context);
    if (turn.kind !== 'ask' && turn.kind !== 'refresh') throw new Error(`It came to ${turn.kind}.`);
    return turn.supplement;
  }, supplement);
}

it('collects words, files and a place, and is the same after it was kept', () => {
  const all = after(
    beginning(),
    typed('پلاک ۱۲'),
    photo('p1', 'a'),
    photo('p2', 'a'),
    { kind: 'location', point: { latitude: 36.3, longitude: 59.5 } },
    { kind: 'edited', text: 'پلاک ۱۴', messageId: 2 },
  );
  expect(all.draft).toMatchObject({
    texts: [{ messageId: 2, text: 'پلاک ۱۴' }],
    attachments: [{ id: 'p1' }, { id: 'p2' }],
    place: { latitude: 36.3, longitude: 59.5, district: 'district-9' },
  });
  expect(readSupplement(keepSupplement(all))).toEqual(all);
  expect(readSupplement({ ...keepSupplement(all), version: 0 })).toBeUndefined();
});

it('shows each thing that was sent, and an album once', () => {
  const first = takeSupplement(beginning(), photo('p1', 'a'), context);
  expect(first.kind).toBe('ask');
  expect(takeSupplement(after(beginning(), photo('p1', 'a')), photo('p2', 'a'), context).kind).toBe(
    'refresh',
  );
});

it('is sent by a press or a word, and not before there is something', () => {
  expect(takeSupplement(beginning(), { kind: 'send' }, context)).toEqual({
    kind: 'stay',
    problem: 'emptyText',
  });
  for (const word of ['ارسال', 'تمام', 'همين']) {
    expect(takeSupplement(after(beginning(), typed('پلاک ۱۲')), typed(word), context)).toEqual({
      kind: 'send',
    });
  }
});

it('asks of words that came by themselves whether they are the reply', () => {
  const which = after(beginning('which'), typed('پلاک ۱۲'));
  expect(which.step).toBe('which');
  expect(takeSupplement(which, typed('درخواست تازه', 4), context)).toEqual({ kind: 'newRequest' });
  expect(after(which, { kind: 'isReply' }).step).toBe('collect');
});

it('takes neither an eleventh file nor a point outside the city', () => {
  const full = after(beginning(), ...Array.from({ length: 10 }, (_, index) => photo(`p${index}`)));
  expect(takeSupplement(full, photo('p10'), context)).toEqual({ kind: 'stay', problem: 'tooManyFiles' });
  const away: SupplementInput = { kind: 'location', point: { latitude: 35, longitude: 51 } };
  expect(takeSupplement(full, away, context)).toEqual({ kind: 'stay', problem: 'outsideCity' });
});
