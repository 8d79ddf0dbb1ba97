import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadTexts, type Texts } from '../../src/text/texts.js';

let folder: string;
let texts: Texts;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'texts-'));
  const samples = {
    fa: { hello: 'سلام <b>{{name}}</b>', wait_one: '{{count}} نفر', wait_other: '{{count}} نفر' },
    en: { hello: 'Hello <b>{{name}}</b>', wait_one: '{{count}} person', wait_other: '{{count}} people' },
    ar: {
      hello: 'مرحبًا <b>{{name}}</b>',
      wait_zero: '',
      wait_one: 'شخص',
      wait_two: 'شخصان',
      wait_few: '{{count}} أشخاص',
      wait_many: '{{count}} شخصًا',
      wait_other: '{{count}} شخص',
    },
  };
  for (const [locale, sample] of Object.entries(samples)) {
    await mkdir(join(folder, locale));
    await writeFile(join(folder, locale, 'sample.json'), JSON.stringify({ deep: sample }));
  }
  texts = await loadTexts({ folder, defaultLocale: 'fa' });
});
afterAll(() => rm(folder, { recursive: true }));

it('escapes what people typed in HTML and leaves it as it is in plain texts', () => {
  expect(texts.html('en', 'sample.deep.hello', { name: '<i>&"' })).toBe('Hello <b>&lt;i&gt;&amp;&quot;</b>');
  expect(texts.plain('en', 'sample.deep.hello', { name: 'Ali' })).toBe('Hello Ali');
});

it('chooses the plural of the language and writes the number in its digits', () => {
  expect(texts.plain('fa', 'sample.deep.wait', { count: 12 })).toBe('۱۲ نفر');
  expect(texts.plain('en', 'sample.deep.wait', { count: 1 })).toBe('1 person');
  expect(texts.plain('en', 'sample.deep.wait', { count: 2 })).toBe('2 people');
  expect(texts.plain('ar', 'sample.deep.wait', { count: 3 })).toBe('٣ أشخاص');
});

it('does not show a key to a person: a missing text is an error', () => {
  expect(() => texts.html('fa', 'sample.deep.nothing')).toThrow('sample.deep.nothing');
  expect(texts.has('sample.deep.nothing')).toBe(false);
  expect(texts.has('sample.deep.hello')).toBe(true);
});
