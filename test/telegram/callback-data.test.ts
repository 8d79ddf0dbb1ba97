import {
  codeArgument,
  defineCallbacks,
  numberArgument,
  wordArgument,
} from '../../src/telegram/callback-data.js';
import { citizenButtons } from '../../src/telegram/citizen-buttons.js';
import { staffButtons } from '../../src/telegram/staff-buttons.js';
import { createTrackingCode } from '../../src/text/tracking-code.js';
import { fc } from '../support/seeded.js';

const buttons = defineCallbacks({
  list: [numberArgument(0, 999)],
  rate: [codeArgument, numberArgument(1, 5)],
  change: [wordArgument('text', 'place')],
  cancel: [],
});
const CODE = createTrackingCode(() => 0.137);

describe('a button', () => {
  it('means what it was made for when it is pressed', () => {
    expect(buttons.parse(buttons.pack('rate', CODE, 5))).toEqual({ action: 'rate', values: [CODE, 5] });
    expect(buttons.parse(buttons.pack('list', 0))).toEqual({ action: 'list', values: [0] });
    expect(buttons.parse(buttons.pack('change', 'place'))).toEqual({ action: 'change', values: ['place'] });
    expect(buttons.parse(buttons.pack('cancel'))).toEqual({ action: 'cancel', values: [] });
  });

  it('carries 64 bytes and not one more, counted as Telegram counts', () => {
    const wide = defineCallbacks({ open: [{ write: (value: string) => value, read: (text) => text }] });
    expect(Buffer.byteLength(wide.pack('open', 'x'.repeat(59)))).toBe(64);
    expect(() => wide.pack('open', 'x'.repeat(60))).toThrow(RangeError);
    expect(() => wide.pack('open', 'چ'.repeat(30))).toThrow(RangeError);
  });

  it('of either bot has room for a tracking code in each of its arguments', () => {
    expect(Buffer.byteLength(staffButtons.pack('outcome', CODE, 'notPossible'))).toBeLessThanOrEqual(64);
    expect(Buffer.byteLength(citizenButtons.pack('rate', CODE, 5))).toBeLessThanOrEqual(64);
  });
});

describe('forged data', () => {
  it.each([
    ['an unknown action', `approve:${CODE}`],
    ['nothing', ''],
    ['only a separator', ':'],
    ['too few arguments', `rate:${CODE}`],
    ['too many arguments', `rate:${CODE}:5:5`],
    ['an argument for a button without', 'cancel:'],
    ['a name that every object has', 'constructor'],
    ['a name that every object has, with an argument', 'toString:1'],
    ['the prototype', '__proto__'],
    ['another case', 'CANCEL'],
    ['a number out of range', `rate:${CODE}:6`],
    ['a number below its range', `rate:${CODE}:0`],
    ['a negative number', 'list:-1'],
    ['a fraction', 'list:1.5'],
    ['a number with an exponent', 'list:1e2'],
    ['a number in Persian digits', 'list:۱'],
    ['a number that no machine holds', `list:${'9'.repeat(50)}`],
    ['an empty number', 'list:'],
    ['a word that is none of ours', 'change:owner'],
    ['a code with other characters', 'rate:{"$gt":""}:5'],
    ['a code with a line end', `rate:${CODE}\n:5`],
    ['an empty code', 'rate::5'],
    ['a code as long as the data', `rate:${'1'.repeat(57)}:5`],
    ['bytes that are no text', '\u0000\ufffd\u0001'],
  ])('is no press of ours: %s', (_what, data) => {
    expect(buttons.parse(data)).toBeUndefined();
  });

  it('never makes either bot throw, whatever the bytes', () => {
    const anything = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 64 }),
      fc
        .array(
          fc.oneof(fc.constantFrom('rate', 'show', 'open', 'outcome', '__proto__', CODE, '5'), fc.string()),
          {
            maxLength: 5,
          },
        )
        .map((parts) => parts.join(':')),
    );
    fc.assert(
      fc.property(anything, (data) => {
        for (const { parse } of [citizenButtons, staffButtons]) {
          const press = parse(data);
          expect(press === undefined || data.startsWith(press.action)).toBe(true);
        }
      }),
      { numRuns: 300 },
    );
  });
});
