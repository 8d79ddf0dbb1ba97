import { queryIn } from '../../../../../../bots/staff/features/managers/cartable/flow.js';
import { createTrackingCode } from '../../../../../../src/text/tracking-code.js';

const CODE = createTrackingCode(() => 0.4);
const AREA = '51';

it.each([
  ['چاله کوهسنگی', { by: 'words', words: 'چاله کوهسنگی' }],
  ['مریم', { by: 'words', words: 'مریم' }],
  ['۰۹۱۵۱۱۱۲۲۳۳', { by: 'number', phone: '+989151112233' }],
  ['0915 111 2233', { by: 'number', phone: '+989151112233' }],
  ['38123456', { by: 'number', phone: '+985138123456' }],
  ['و', { by: 'tooShort' }],
])('looks for «%s» as %j', (text, query) => {
  expect(queryIn(text, AREA)).toEqual(query);
});

it.each([CODE, `کد ${CODE}`, `${CODE.slice(0, 9)}${(Number(CODE[9]) + 1) % 10}`])(
  'leaves the code %s to whoever looks codes up',
  (text) => {
    expect(queryIn(text, AREA)).toBeUndefined();
  },
);
