import { LONGEST_WORDS } from '../../src/filing/draft.js';
import {
  keepSupplement,
  readObjection,
  readSupplement,
  type Supplement,
} from '../../src/filing/kept-supplement.js';
import { beginSupplement, type SupplementInput, takeSupplement } from '../../src/filing/supplement.js';
import { createTrackingCode } from '../../src/text/tracking-code.js';

const code = createTrackingCode(() => 0.3);
const context = {
  districtAt: ({ latitude }: { readonly latitude: number }) => (latitude > 36 ? 'district-9' : undefined),
};
const beginning = (step: Supplement['step'] = 'collect') =>
  beginSupplement({ code, as: 'reply', step, paused: null, begunBy: 1 });
const objecting = () =>
  beginSupplement({ code, as: 'objection', step: 'collect', paused: null, begunBy: 1, begunAt: 9 });
const typed = (text: string, messageId = 2): SupplementInput => ({ kind: 'typed', text, messageId });
const HERE: SupplementInput = { kind: 'location', point: { latitude: 36.3, longitude: 59.5 } };
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
  const all = after(beginning(), typed('پلاک ۱۲'), photo('p1', 'a'), photo('p2', 'a'), HERE, {
    kind: 'edited',
    text: 'پلاک ۱۴',
    messageId: 2,
  });
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
  expect(takeSupplement(full, photo('p10'), context)).toEqual({
    kind: 'ask',
    supplement: full,
    notes: ['tooManyFiles'],
  });
  const away: SupplementInput = { kind: 'location', point: { latitude: 35, longitude: 51 } };
  expect(takeSupplement(full, away, context)).toEqual({ kind: 'stay', problem: 'outsideCity' });
});

it('says once that the rest of an album found no room', () => {
  const nine = after(beginning(), ...Array.from({ length: 9 }, (_, index) => photo(`p${index}`)));
  const full = after(nine, photo('a1', 'a'), photo('a2', 'a'));
  expect(full.draft.attachments).toHaveLength(10);
  expect(takeSupplement(full, photo('a3', 'a'), context).kind).toBe('quiet');
});

it('keeps the caption of a file that nobody can open, and says that the file was not taken', () => {
  const refused: SupplementInput = { kind: 'notTaken', caption: 'فیلم چاله', messageId: 4 };
  const turn = takeSupplement(beginning(), refused, context);
  expect(turn).toMatchObject({
    kind: 'ask',
    notes: ['fileNotTaken'],
    supplement: { draft: { texts: [{ text: 'فیلم چاله' }], attachments: [] } },
  });
  expect(takeSupplement(beginning(), { kind: 'tooBig', messageId: 4 }, context)).toMatchObject({
    kind: 'ask',
    notes: ['fileTooBig'],
  });
});

it('says of a text that comes in two messages once that its end is not kept', () => {
  const first = takeSupplement(beginning(), typed('و'.repeat(LONGEST_WORDS + 96), 2), context);
  expect(first).toMatchObject({ kind: 'ask', notes: ['textCut'] });
  const full = after(beginning(), typed('و'.repeat(LONGEST_WORDS + 96), 2));
  expect(takeSupplement(full, typed('دنباله آن', 3), context)).toEqual({ kind: 'quiet', supplement: full });
  expect(takeSupplement(full, typed('و چیز دیگر', 5), context)).toEqual({
    kind: 'stay',
    problem: 'textFull',
  });
});

it('is an objection where an answer is rejected, which words, a photo or a voice say and a place alone does not', () => {
  const place = after(objecting(), HERE);
  expect(takeSupplement(place, { kind: 'send' }, context)).toEqual({ kind: 'stay', problem: 'placeAlone' });
  expect(takeSupplement(after(place, typed('هنوز هست')), { kind: 'send' }, context)).toEqual({
    kind: 'send',
  });
  const seen = after(objecting(), photo('p1'));
  expect(takeSupplement(seen, typed('ارسال', 4), context)).toEqual({ kind: 'send' });
  expect(takeSupplement(seen, typed('نه', 4), context).kind).toBe('ask');
});

it('is the same objection after it was kept, also one of which only the reason was asked', () => {
  const all = after(objecting(), typed('هنوز هست'), photo('p1'), HERE);
  expect(readObjection(keepSupplement(all))).toEqual(all);
  expect(readSupplement(keepSupplement(all))).toBeUndefined();
  const before = { flow: 'objection', step: 'reason', version: 1 };
  expect(readObjection({ ...before, data: { code, begunAt: 9, askedAt: 5, paused: null } })).toEqual({
    code,
    as: 'objection',
    step: 'collect',
    draft: { begunBy: 0, texts: [], attachments: [] },
    begunAt: 9,
    askedAt: 5,
    paused: null,
  });
  expect(readObjection({ ...before, data: { code: '1', paused: null } })).toBeUndefined();
  expect(readObjection(null)).toBeUndefined();
});
