import { LOCALES } from '../../src/config.js';
import { personName, visibleName } from '../../src/messages/person-name.js';
import { speechIn } from './samples.js';

/** Names that people have given themselves and of which nobody sees anything. */
const INVISIBLE = [
  '',
  ' ',
  '\u200B\u200C\u200D',
  '\u3164\u3164',
  '\u2800',
  '\u202E\u2066',
  '…',
  '\uFE0F',
  '\u{E0041}',
];

it.each(INVISIBLE)('recognises somebody called %j by what they are and the end of their number', (name) => {
  for (const locale of LOCALES) {
    const shown = personName({ name, number: '+989157771212', as: 'citizen' }, speechIn(locale));
    expect(shown.normalize('NFKC')).toMatch(/[1۱١][2۲٢][1۱١][2۲٢]/);
    expect(shown).not.toBe(personName({ name, number: '+989157771212', as: 'colleague' }, speechIn(locale)));
  }
});

it.each(['مریم', 'Ali 2', '🌹', '李'])('calls somebody by a name that can be seen: %s', (name) => {
  expect(visibleName(` ${name}\u200B `)).toBe(name);
  expect(personName({ name, number: '5', as: 'colleague' }, speechIn('fa'))).toContain(name);
});
