import {
  beginSupplying,
  keepSupplying,
  readSupplying,
  type SupplyInput,
  type Supplying,
  takeSupply,
} from '../../src/filing/supplement.js';
import { createTrackingCode } from '../../src/text/tracking-code.js';

const code = createTrackingCode(() => 0.3);
const desk = {
  districtAt: ({ latitude }: { readonly latitude: number }) => (latitude > 36 ? 'district-9' : undefined),
};
const beginning = (step: Supplying['step'] = 'collect') =>
  beginSupplying({ code, as: 'reply', step, paused: null, begunBy: 1 });
const typed = (text: string, messageId = 2): SupplyInput => ({ kind: 'typed', text, messageId });
const photo = (id: string, album?: string): SupplyInput => ({
  kind: 'file',
  attachment: { id, kind: 'photo' },
  messageId: 3,
  ...(album === undefined ? {} : { album }),
});

function after(supplying: Supplying, ...inputs: readonly SupplyInput[]): Supplying {
  return inputs.reduce((now, input) => {
    const turn = takeSupply(now, input, desk);
    if (turn.kind !== 'ask' && turn.kind !== 'refresh') throw new Error(`It came to ${turn.kind}.`);
    return turn.supplying;
  }, supplying);
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
  expect(readSupplying(keepSupplying(all))).toEqual(all);
  expect(readSupplying({ ...keepSupplying(all), version: 0 })).toBeUndefined();
});

it('shows each thing that was sent, and an album once', () => {
  const first = takeSupply(beginning(), photo('p1', 'a'), desk);
  expect(first.kind).toBe('ask');
  expect(takeSupply(after(beginning(), photo('p1', 'a')), photo('p2', 'a'), desk).kind).toBe('refresh');
});

it('is sent by a press or a word, and not before there is something', () => {
  expect(takeSupply(beginning(), { kind: 'send' }, desk)).toEqual({ kind: 'stay', problem: 'emptyText' });
  for (const word of ['ارسال', 'تمام', 'همين']) {
    expect(takeSupply(after(beginning(), typed('پلاک ۱۲')), typed(word), desk)).toEqual({ kind: 'send' });
  }
});

it('asks of words that came by themselves whether they are the reply', () => {
  const which = after(beginning('which'), typed('پلاک ۱۲'));
  expect(which.step).toBe('which');
  expect(takeSupply(which, typed('درخواست تازه', 4), desk)).toEqual({ kind: 'newRequest' });
  expect(after(which, { kind: 'isReply' }).step).toBe('collect');
});

it('takes neither an eleventh file nor a point outside the city', () => {
  const full = after(beginning(), ...Array.from({ length: 10 }, (_, index) => photo(`p${index}`)));
  expect(takeSupply(full, photo('p10'), desk)).toEqual({ kind: 'stay', problem: 'tooManyFiles' });
  const away: SupplyInput = { kind: 'location', point: { latitude: 35, longitude: 51 } };
  expect(takeSupply(full, away, desk)).toEqual({ kind: 'stay', problem: 'outsideCity' });
});
