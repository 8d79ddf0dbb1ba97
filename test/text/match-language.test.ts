import { matchLanguage } from '../../src/text/match-language.js';

const SUPPORTED = ['fa', 'en', 'fa-AF'] as const;

it.each([
  ['fa', 'fa'],
  ['fa-IR', 'fa'],
  ['fa-AF', 'fa-AF'],
  ['FA_af', 'fa-AF'],
  ['fa-Arab-AF', 'fa'],
  ['en-GB-oxendict', 'en'],
  ['de-AT', undefined],
  ['', undefined],
])('finds for an app in «%s» the language «%s»', (tag, language) => {
  expect(matchLanguage(tag, SUPPORTED)).toBe(language);
});

it('does not take a language for another one that begins alike', () => {
  expect(matchLanguage('fab', SUPPORTED)).toBeUndefined();
});
