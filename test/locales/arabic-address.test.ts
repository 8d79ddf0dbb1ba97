import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { packageRoot } from '../../src/package-root.js';

/** Words that end in «ك» without addressing anybody. */
const NOBODY = new Set(
  'ذلك لذلك بذلك كذلك ذاك تلك هناك وهناك أولئك هنالك ترك يترك بنك السكك السلك'.split(' '),
);
/** The commonest commands to one person; to more than one they end in «وا» or «وه». */
const TO_ONE = new Set(
  'اكتب اكتبه اكتبها فاكتب واكتب اضغط فاضغط واضغط أرسل أرسله فأرسله اختر انظر اتصل فاتصل واتصل احذف تابع افتح فافتح أنت اقرأ اسأل ابدأ أجب'.split(
    ' ',
  ),
);
/** Texts about other people: what they did reads like a command. */
const ABOUT_OTHERS = new Set(['trace', 'timeline', 'addition']);

/** The words with which a text addresses one person. */
function wordsToOne(text: string): readonly string[] {
  // With its marks: «أُرسل» says that something was sent.
  const words = text.match(/[\u0621-\u0652]+/g) ?? [];
  return words.filter((word) => TO_ONE.has(word) || (word.endsWith('ك') && !NOBODY.has(word)));
}

function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

async function textsOf(path: string): Promise<readonly string[]> {
  return textsIn(JSON.parse(await readFile(join(packageRoot, path), 'utf8')));
}

it('notices an address to one person', () => {
  expect(wordsToOne('طلبك عندنا، اكتب رمزه.')).toEqual(['طلبك', 'اكتب']);
  expect(wordsToOne('طلبكم عندنا وهناك غيره، اكتبوا رمزه.')).toEqual([]);
});

it('addresses everybody in Arabic formally, with «كم», in every text of the bots', async () => {
  const names = (await readdir(join(packageRoot, 'locales/ar'))).filter((name) => name.endsWith('.json'));
  for (const name of names) {
    if (ABOUT_OTHERS.has(name.replace('.json', ''))) continue;
    for (const text of await textsOf(`locales/ar/${name}`)) {
      expect([name, text, wordsToOne(text)]).toEqual([name, text, []]);
    }
  }
});

it.each(['answers', 'danger', 'bodies'])('does so in what the shipped city says: %s', async (file) => {
  const city: unknown = JSON.parse(await readFile(join(packageRoot, `city/mashhad/${file}.json`), 'utf8'));
  const said = arabicTexts(city);
  expect(said.length).toBeGreaterThan(5);
  for (const text of said) expect([text, wordsToOne(text)]).toEqual([text, []]);
});

/** The Arabic sentences that a file of the city says to people; the words by which it recognises them are lists. */
function arabicTexts(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(arabicTexts);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    key === 'ar' && typeof inner === 'string' ? [inner] : arabicTexts(inner),
  );
}
