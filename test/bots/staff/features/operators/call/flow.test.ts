import { callerInContact, readCaller } from '../../../../../../bots/staff/features/operators/call/caller.js';
import {
  beginCall,
  beginWithHeld,
  type Call,
  joinHeld,
  keepCall,
  readCall,
  withCaller,
} from '../../../../../../bots/staff/features/operators/call/conversation.js';
import {
  type CallInput,
  type CallTurn,
  takeCall,
} from '../../../../../../bots/staff/features/operators/call/flow.js';
import {
  type Forward,
  placeForward,
  typedForHeld,
} from '../../../../../../bots/staff/features/operators/call/forwards.js';
import { type FilingContext, moveToMissingStep } from '../../../../../../src/filing/draft.js';
import { readCity } from '../../../../../../src/organization/city-file.js';
import { createOrganization } from '../../../../../../src/organization/organization.js';
import { packageRoot } from '../../../../../../src/package-root.js';
import { createTrackingCode } from '../../../../../../src/text/tracking-code.js';

let context: FilingContext;
let nextMessage = 1;

beforeAll(async () => {
  const { city } = await readCity(`${packageRoot}/city/mashhad/city.json`);
  context = createOrganization({ city, holdings: {}, defaultAnswerHours: 72 });
});

const POTHOLE = 'وسط خیابان چاله بزرگی است';
const ADDRESS = 'منطقه ۹، خیابان صیاد شیرازی، روبه‌روی نانوایی';
const KNOWN = [createTrackingCode(() => 0.1), createTrackingCode(() => 0.2)] as const;
const [FIRST, SECOND] = KNOWN;

function turnOf(call: Call, input: string | CallInput): CallTurn {
  const messageId = nextMessage++;
  return takeCall(
    call,
    typeof input === 'string' ? { kind: 'typed', text: input, messageId } : input,
    context,
  );
}

/** Goes on with a call; whoever calls is met as the bot meets him. */
function goOn(call: Call, ...inputs: readonly (string | CallInput)[]): Call {
  return inputs.reduce<Call>((before, input) => {
    const turn = turnOf(before, input);
    if (turn.kind === 'meet') {
      const met = withCaller(before, turn.caller, []);
      return { ...met, step: moveToMissingStep(met.draft, context).step };
    }
    if (!('call' in turn) || turn.call === undefined) throw new Error(`It ended in ${JSON.stringify(turn)}.`);
    return turn.call;
  }, call);
}

const upTo = (...inputs: readonly (string | CallInput)[]) => goOn(beginCall(0), ...inputs);
const forwarded = (text: string): CallInput => ({
  kind: 'typed',
  text,
  messageId: nextMessage++,
  isForwarded: true,
});

describe('a caller', () => {
  it.each([
    ['۰۹۱۵ ۱۲۳ ۴۵۶۷', '+989151234567', undefined],
    ['+98 915 123 4567 علی رضایی', '+989151234567', 'علی رضایی'],
    ['خانم کریمی، ٠٩١٥١٢٣٤٥٦٧', '+989151234567', 'خانم کریمی'],
    ['9151234567', '+989151234567', undefined],
    ['051-3800 0000 - شرکت نور', '+985138000000', 'شرکت نور'],
    ['00989151234567', '+989151234567', undefined],
  ])('is read from «%s»', (text, phone, name) => {
    const caller = { phone, ...(name === undefined ? {} : { name }) };
    expect(readCaller(text, { areaCode: '051' })).toEqual({ kind: 'caller', caller });
  });

  it.each(['0915123456', '08123', 'علی رضایی', '', '137'])('is not read from «%s»', (text) => {
    expect(readCaller(text, { areaCode: '051' }).kind).toBe('none');
  });

  it('whose number exists in two countries is asked which one is meant, and nobody is met', () => {
    expect(turnOf(beginCall(0), '07701234567 أبو علي')).toEqual({
      kind: 'whichNumber',
      candidates: [
        { country: 'IR', phone: '+987701234567' },
        { country: 'IQ', phone: '+9647701234567' },
      ],
    });
  });

  it('whose contact card has such a number is asked too', () => {
    const card = { phone: '07701234567', name: 'أبو علي' };
    const read = callerInContact(card, { areaCode: '051' });
    expect(read.kind).toBe('doubtful');
    const candidates = read.kind === 'doubtful' ? read.candidates : [];
    expect(turnOf(beginCall(0), { kind: 'doubtfulNumber', candidates })).toEqual({
      kind: 'whichNumber',
      candidates,
    });
  });

  it('whose contact card names the country is known', () => {
    const card = { phone: '9647701234567', name: 'أبو علي' };
    expect(callerInContact(card, {})).toEqual({
      kind: 'caller',
      caller: { phone: '+9647701234567', name: 'أبو علي' },
    });
  });

  it('whose number is too short is asked for the rest of it', () => {
    expect(turnOf(beginCall(0), '۰۹۱۵۳۳')).toEqual({ kind: 'stay', problem: 'numberTooShort' });
    expect(turnOf(beginCall(0), '۰۹۱۵۱۲۳۴۵۶۷۰۹۱۵۱۲۳')).toEqual({ kind: 'stay', problem: 'numberTooLong' });
  });
});

describe('a call', () => {
  it('takes a number, words, two letters and an address, and is ready to be registered', () => {
    const call = upTo('۰۹۱۵۱۲۳۴۵۶۷ رضایی', POTHOLE, 'چاله', ADDRESS);
    expect(call.step).toBe('review');
    expect(call.caller).toEqual({ phone: '+989151234567', name: 'رضایی' });
    expect(call.draft).toMatchObject({ category: 'pothole', place: { district: 'district-9' } });
    expect(turnOf(call, 'ثبت')).toEqual({ kind: 'register' });
    expect(readCall(keepCall(call))).toEqual(call);
  });

  it('lists what two letters find, to be chosen by number; a few letters that find nothing are not the caller’s words', () => {
    const call = upTo('بدون شماره', 'مزاحمت دارد');
    const found = goOn(call, 'چا');
    expect(found.draft.choices).toMatchObject({ kind: 'found' });
    expect(goOn(found, '۱').draft.category).toEqual(
      found.draft.choices?.kind === 'found' ? found.draft.choices.categories[0] : undefined,
    );
    expect(turnOf(call, 'قق')).toEqual({ kind: 'stay', problem: 'noSuchTopic' });
    expect(goOn(found, { kind: 'back' }).draft.choices).toEqual({ kind: 'groups' });
    expect(goOn(call, 'سر کوچه هشتم است').draft.texts).toHaveLength(2);
  });

  it('keeps words that come before the number for the request, and then asks for what is missing', () => {
    const begun = upTo(forwarded(POTHOLE), {
      kind: 'file',
      attachment: { id: 'p1', kind: 'photo' },
      messageId: 77,
    });
    expect(begun.step).toBe('number');
    expect(begun.draft.attachments).toHaveLength(1);
    expect(turnOf(begun, 'چاله')).toEqual({ kind: 'stay', problem: 'noNumber' });
    expect(goOn(begun, '09151234567').step).toBe('category');
  });

  it('takes a forwarded text at every step as what the caller says, whatever it says', () => {
    const call = goOn(upTo('بدون شماره', POTHOLE), forwarded('چاله'));
    expect(call.step).toBe('category');
    expect(call.draft.texts).toHaveLength(2);
  });

  it('knows which of the caller’s requests is meant, and asks where it may be several', () => {
    const call = { ...withCaller(beginCall(0), { phone: '+989151234567' }, KNOWN), step: 'words' } as const;
    expect(turnOf(call, '۲')).toEqual({ kind: 'same', code: SECOND });
    expect(turnOf(call, 'همین است')).toEqual({ kind: 'stay', problem: 'whichRequest' });
    expect(turnOf({ ...call, known: [FIRST] }, 'همین است')).toEqual({ kind: 'same', code: FIRST });
    const foreign = createTrackingCode(() => 0.3);
    expect(turnOf(call, { kind: 'same', code: foreign })).toEqual({ kind: 'stay', problem: 'whichRequest' });
  });

  it('goes back to the number from the words, and from there out of the call', () => {
    const call = goOn(upTo('بدون شماره'), { kind: 'back' });
    expect(call.step).toBe('number');
    expect(turnOf(call, { kind: 'back' })).toEqual({ kind: 'leave' });
  });

  it('asks for a number where nobody may ask namelessly', () => {
    const usual = context;
    context = {
      ...usual,
      category(code) {
        const found = usual.category(code);
        return found === undefined ? undefined : { ...found, anonymous: false };
      },
    };
    const call = upTo('بدون شماره', POTHOLE, 'چاله', ADDRESS);
    const turn = turnOf(call, { kind: 'register' });
    expect(turn).toMatchObject({ kind: 'stay', problem: 'numberNeeded', call: { step: 'number' } });
    const asked = turn.kind === 'stay' ? turn.call : undefined;
    if (asked === undefined) throw new Error('No number is asked for.');
    expect(turnOf(goOn(asked, '09151234567'), { kind: 'register' })).toEqual({ kind: 'register' });
    context = usual;
  });
});

describe('what operators pass on', () => {
  const of = (writer: string, at: number): Forward => ({ writer, at });

  it('is one description as long as one person wrote it and two minutes have not passed since the last of it', () => {
    expect(placeForward({}, of('user:1', 0))).toEqual({ kind: 'call', isAtOnce: false });
    const forwarded = of('user:1', 0);
    expect(placeForward({ forwarded }, of('user:1', 2))).toEqual({ kind: 'call', isAtOnce: true });
    expect(placeForward({ forwarded }, of('user:1', 120))).toEqual({ kind: 'call', isAtOnce: false });
    expect(placeForward({ forwarded }, of('user:1', 121))).toEqual({ kind: 'unknown', because: 'later' });
    expect(placeForward({ forwarded }, of('user:2', 1))).toEqual({ kind: 'unknown', because: 'otherWriter' });
  });

  it('asks about one stranger at a time', () => {
    const held = { forward: of('user:2', 5), draft: beginCall(9).draft };
    const call = { forwarded: of('user:1', 0), held };
    expect(placeForward(call, of('user:2', 6))).toEqual({ kind: 'held' });
    expect(placeForward(call, of('user:3', 6))).toEqual({ kind: 'tooMany' });
    expect(placeForward(call, of('user:1', 6))).toEqual({ kind: 'call', isAtOnce: false });
  });

  it('joins the call in the order in which it came, words and files, or begins one of its own', () => {
    const photo = (id: string): CallInput => ({
      kind: 'file',
      attachment: { id, kind: 'photo' },
      messageId: nextMessage++,
    });
    const begun = { ...upTo(forwarded('یک'), photo('p1')), forwarded: of('user:1', 0) };
    const stranger = upTo(forwarded('دو'), photo('p2'), forwarded('سه'));
    const call = { ...begun, held: { draft: stranger.draft, forward: of('user:2', 4) } };
    expect(readCall(keepCall(call))).toEqual(call);
    const joined = joinHeld(call, context);
    expect(joined.draft.texts.map(({ text }) => text)).toEqual(['یک', 'دو', 'سه']);
    expect(joined.draft.attachments.map(({ id }) => id)).toEqual(['p1', 'p2']);
    expect(joined).toMatchObject({ step: 'number', forwarded: of('user:2', 4) });
    expect(joined.held).toBeUndefined();
    expect(beginWithHeld(call.held)).toMatchObject({ step: 'number', draft: stranger.draft });
  });

  it('is told apart by typed words, too', () => {
    expect(typedForHeld('بخشی از همین تماس')).toBe('join');
    expect(typedForHeld('تماس دیگری است')).toBe('anew');
    expect(typedForHeld('سر کوچه هشتم')).toBeUndefined();
  });
});
