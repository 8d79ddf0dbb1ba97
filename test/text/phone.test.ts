import { findPhone, formatCandidates, isPhone, parsePhone } from '../../src/text/phone.js';

describe('a typed phone number', () => {
  it.each([
    ['0915/111/2233', '+989151112233'],
    ['(0915) 111-2233', '+989151112233'],
    ['0915–111–2233', '+989151112233'],
    ['۰۹۱۵‑۱۱۱‑۲۲۳۳', '+989151112233'],
    ['０９１５１１１２２３３', '+989151112233'],
    ['\u200f۰۹۱۵۱۱۱۲۲۳۳\u200f', '+989151112233'],
    ['شماره من ۰۹۱۵۱۱۱۲۲۳۳ است', '+989151112233'],
    ['پلاک ۱۲، تلفن 0915.111.2233', '+989151112233'],
    ['38000000', '+985138000000'],
    ['۳۸۰۰ ۰۰۰۰', '+985138000000'],
    ['05138000000', '+985138000000'],
    ['+964 770 123 4567', '+9647701234567'],
    ['009647701234567', '+9647701234567'],
  ])('«%s» is %s', (typed, phone) => {
    expect(parsePhone(typed, { areaCode: '051' })).toEqual({ ok: true, phone });
  });

  it.each([
    ['۰۹۱۵۳۳', 'tooShort'],
    ['0915111223', 'tooShort'],
    ['+98915', 'tooShort'],
    ['0915 111 2233 0915 111 2244', 'tooLong'],
    ['09991', 'tooShort'],
    ['۱۲۳', 'notAPhone'],
    ['شماره ندارم', 'notAPhone'],
    ['', 'notAPhone'],
  ])('«%s» is refused: %s', (typed, because) => {
    expect(parsePhone(typed)).toEqual({ ok: false, because });
  });

  it.each(['07701234567', '٠٧٧٠ ١٢٣ ٤٥٦٧', '0770-123-4567'])(
    '«%s» may be of Bushehr or of Iraq, and is taken for neither',
    (typed) => {
      for (const locale of ['fa', 'en', 'ar'] as const) {
        expect(parsePhone(typed, { locale })).toEqual({
          ok: false,
          because: 'doubtful',
          candidates: [
            { country: 'IR', phone: '+987701234567' },
            { country: 'IQ', phone: '+9647701234567' },
          ],
        });
      }
    },
  );

  it('of another country only is asked back too', () => {
    expect(parsePhone('0501234567', { locale: 'ar' })).toMatchObject({ because: 'doubtful' });
  });

  it('of this country is never in doubt when it is a mobile number', () => {
    for (const locale of ['fa', 'en', 'ar'] as const) {
      expect(parsePhone('09151112233', { locale })).toEqual({ ok: true, phone: '+989151112233' });
    }
  });
});

it('takes eight digits for a number of the city only where the city names its area code', () => {
  expect(parsePhone('38000000', { areaCode: '021' })).toEqual({ ok: true, phone: '+982138000000' });
  expect(parsePhone('38000000')).toEqual({ ok: false, because: 'tooShort' });
});

it.each([
  ['٠٧٧٠ ١٢٣ ٤٥٦٧', true],
  ['۰۹۱۵۱۱۱۲۲۳۳', true],
  ['چاله', false],
])('hears in «%s» whether somebody types a number, also a doubtful one: %s', (typed, is) => {
  expect(isPhone(typed, { locale: 'ar' })).toBe(is);
});

it('shows what a doubtful number can be with its countries', () => {
  const parsed = parsePhone('07701234567');
  const candidates = parsed.ok || parsed.because !== 'doubtful' ? [] : parsed.candidates;
  expect(formatCandidates(candidates, 'fa')).toBe(
    'ایران \u2068+987701234567\u2069 یا عراق \u2068+9647701234567\u2069',
  );
});

it('finds the number in a text and leaves what stands around it', () => {
  expect(findPhone('خانم نمونه ۰۹۱۵/۱۱۱/۲۲۳۳ واحد ۳')).toEqual({
    parsed: { ok: true, phone: '+989151112233' },
    before: 'خانم نمونه ',
    after: ' واحد 3',
  });
});
