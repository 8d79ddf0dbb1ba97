import { cleanText, codePoints, isBlank } from '../../src/simulator/clean-text.js';

describe('cleanText', () => {
  it('takes away embeddings and overrides and keeps isolates and single marks', () => {
    expect(cleanText('\u202bالف\u202c \u2068123\u2069 \u200fب\u2028')).toBe('الف \u2068123\u2069 \u200fب');
  });

  it('turns all but the last of a run of direction marks into zero-width non-joiners', () => {
    expect(cleanText('a\u200e\u200f\u200fb')).toBe('a\u200c\u200c\u200fb');
  });

  it('makes spaces of control characters, keeps line feeds and drops carriage returns', () => {
    expect(cleanText('a\tb\r\nc\u0000d')).toBe('a b\nc d');
  });
});

describe('isBlank', () => {
  it('sees through joiners, marks and spaces', () => {
    expect(isBlank(' \n\u200c\u200f\u2068\u2069')).toBe(true);
    expect(isBlank('\u200cالف')).toBe(false);
  });
});

it('counts code points, not UTF-16 units', () => {
  expect(codePoints('😀ب')).toBe(2);
});
