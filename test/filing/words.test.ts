import { type FilingWord, filingWord } from '../../src/filing/words.js';
import { exitWord } from '../../src/flows/exit-words.js';
import { packageRoot } from '../../src/package-root.js';
import { loadTexts, type Texts } from '../../src/text/texts.js';

let texts: Texts;

beforeAll(async () => {
  texts = await loadTexts({ folder: `${packageRoot}/locales`, defaultLocale: 'fa' });
});

const LABELS: Readonly<Record<string, FilingWord>> = {
  allTopics: 'allTopics',
  sendLocation: 'sendLocation',
  noPlace: 'noPlace',
  unknownDistrict: 'unknown',
  changeText: 'changeText',
  changeCategory: 'changeCategory',
  changePlace: 'changePlace',
  register: 'register',
  goOn: 'goOn',
  beginAnew: 'beginAnew',
};

it.each(['fa', 'en', 'ar'] as const)(
  'understands what its own buttons say when it is typed, in %s',
  (locale) => {
    for (const [label, word] of Object.entries(LABELS)) {
      expect(filingWord(texts.plain(locale, `filing.button.${label}`))).toBe(word);
    }
    expect(filingWord(texts.plain(locale, 'talk.button.operator'))).toBe('operator');
    expect(exitWord(texts.plain(locale, 'common.button.cancel'))).toBe('cancel');
    expect(exitWord(texts.plain(locale, 'common.button.back'))).toBe('back');
  },
);
