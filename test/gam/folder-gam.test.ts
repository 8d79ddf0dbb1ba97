import { mkdir, mkdtemp, readdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GamAway, type GamPort } from '../../src/gam/gam-port.js';
import { createFolderGam } from '../../src/gam/letter-files/folder-gam.js';
import { fileMapping } from '../../src/gam/letter-files/mapping.js';
import { readGamMapping } from '../../src/gam/mapping.js';
import { packageRoot } from '../../src/package-root.js';
import { LETTER } from './letters.js';

const EXAMPLE = 'city/mashhad/gam-files.json';
const WHOLE = '<Letter><LetterNo>7</LetterNo><LetterKind>استعلام</LetterKind></Letter>';

let folder: string;
let gam: GamPort;
let now: Date;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pasokh-letters-'));
  await mkdir(join(folder, 'in'));
  await mkdir(join(folder, 'out'));
  now = new Date('2026-12-01T06:30:00Z');
  await connect();
});
afterEach(() => rm(folder, { recursive: true }));

/** The product after a start. */
async function connect(): Promise<void> {
  const mapping = await readGamMapping(join(packageRoot, EXAMPLE), { schema: fileMapping, example: EXAMPLE });
  const clock = { now: () => now };
  gam = createFolderGam({ folder, mapping, clock, machineClock: clock });
}

const out = async () => (await readdir(join(folder, 'out'))).toSorted();
const lay = (name: string, text: string) => writeFile(join(folder, 'in', name), text);
const kinds = async () => (await gam.fetchActs()).map(({ content }) => content.kind);
const pass = (seconds: number) => {
  now = new Date(now.getTime() + seconds * 1_000);
};

it('lays each letter and change down as a file of its own, in order, also where the clock went back', async () => {
  await gam.put(LETTER);
  await gam.update({ ...LETTER, version: 4 });
  pass(-3_600);
  await connect();
  await gam.put({ ...LETTER, id: '1234567894-5' });
  await gam.withdraw({ ...LETTER, version: 5 });
  expect((await out()).map((name) => name.replace(/^\d{15}-/, ''))).toEqual([
    '1234567894-2-3-put.xml',
    '1234567894-2-4-update.xml',
    '1234567894-5-3-put.xml',
    '1234567894-2-5-withdraw.xml',
  ]);
});

it('lays a letter down once, however often it is put', async () => {
  await gam.put(LETTER);
  await connect();
  pass(60);
  expect(await gam.put(LETTER)).toEqual({ kind: 'taken' });
  expect(await out()).toHaveLength(1);
});

it('writes nothing for nobody: without the folders, or room, Gam is away, and nothing half is there', async () => {
  await rename(join(folder, 'out'), join(folder, 'elsewhere'));
  await expect(gam.put(LETTER)).rejects.toThrow(GamAway);
  await rename(join(folder, 'in'), join(folder, 'gone'));
  await expect(gam.fetchActs()).rejects.toThrow(GamAway);
  expect((await readdir(folder)).toSorted()).toEqual(['elsewhere', 'gone']);
  await rename(join(folder, 'elsewhere'), join(folder, 'out'));
  // Nothing can be written under the name of what is not finished, as on a full disk.
  const unfinished = `.unfinished-${String(now.getTime()).padStart(15, '0')}-1234567894-2-3-put.xml`;
  await mkdir(join(folder, 'out', unfinished));
  await expect(gam.put(LETTER)).rejects.toThrow(GamAway);
  expect(await out()).toEqual([unfinished]);
  pass(1);
  await gam.put(LETTER);
  expect(await out()).toHaveLength(2);
});

it('takes an answer once, however many files it lies in, and takes them away after the receipt', async () => {
  await lay('b.xml', WHOLE);
  await lay('a.XML', WHOLE);
  expect((await gam.fetchActs()).map(({ id }) => id)).toEqual(['7', '7']);
  await gam.giveReceipt('7', { kind: 'refused', sentence: 'دیر شد.' });
  expect(await readdir(join(folder, 'in'))).toEqual([]);
  const [receipt = ''] = await out();
  expect(await readFile(join(folder, 'out', receipt), 'utf8')).toContain('<Sentence>دیر شد.</Sentence>');
  await lay('c.xml', WHOLE);
  await gam.fetchActs();
  await gam.giveReceipt('7', { kind: 'refused', sentence: 'دیر شد.' });
  expect(await out()).toEqual([receipt]);
});

it('leaves the answers there if their receipt cannot be written', async () => {
  await lay('a.xml', WHOLE);
  await gam.fetchActs();
  await rename(join(folder, 'out'), join(folder, 'elsewhere'));
  await expect(gam.giveReceipt('7', { kind: 'accepted' })).rejects.toThrow(GamAway);
  expect(await kinds()).toEqual(['question']);
});

it('gives no receipt for a receipt', async () => {
  await lay(
    'a.xml',
    '<Letter><LetterNo>8</LetterNo><LetterKind>رسید</LetterKind><Result>پذیرفته شد</Result></Letter>',
  );
  expect(await kinds()).toEqual(['letterReceipt']);
  await gam.giveReceipt('8', { kind: 'accepted' });
  expect([await out(), await readdir(join(folder, 'in'))]).toEqual([[], []]);
});

it('leaves a file that is still being written, and sets it aside once it is not any more', async () => {
  await lay('a.xml', WHOLE.slice(0, 30));
  expect(await kinds()).toEqual([]);
  pass(50);
  await lay('a.xml', WHOLE.slice(0, 40));
  expect(await kinds()).toEqual([]);
  pass(50);
  expect(await kinds()).toEqual([]);
  await lay('a.xml', WHOLE);
  expect(await kinds()).toEqual(['question']);
  await lay('a.xml', WHOLE.slice(0, 30));
  expect(await kinds()).toEqual([]);
  pass(61);
  expect(await gam.fetchActs()).toMatchObject([
    { content: { kind: 'brokenFile', file: 'a.xml', because: 'cutShort' } },
  ]);
});

it('sets a broken file aside with a sentence, each by itself, and takes the next all the same', async () => {
  await lay('a.xml', '<!DOCTYPE a><Letter/>');
  await lay('b.xml', WHOLE);
  for (const content of ['<Letter></Brief>', '<Brief/>']) {
    const [broken] = await gam.fetchActs();
    expect(broken).toMatchObject({ letter: '', content: { kind: 'brokenFile', file: 'a.xml' } });
    await gam.giveReceipt(broken?.id ?? '', { kind: 'refused', sentence: 'خوانده نشد.' });
    await lay('a.xml', content);
  }
  const aside = await readdir(join(folder, 'aside'));
  expect(aside.filter((name) => name.endsWith('a.xml'))).toHaveLength(2);
  const sentences = aside.filter((name) => name.endsWith('a.xml.txt'));
  expect(sentences).toHaveLength(2);
  expect(await readFile(join(folder, 'aside', sentences[0] ?? ''), 'utf8')).toBe('خوانده نشد.\n');
  expect(await out()).toEqual([]);
  expect(await kinds()).toEqual(['brokenFile', 'question']);
});

it('reads files of letters only, and none from elsewhere', async () => {
  for (const name of ['.a.xml', 'a.xml.part', 'a.tmp', 'Thumbs.db']) await lay(name, WHOLE);
  await mkdir(join(folder, 'in', 'b.xml'));
  await writeFile(join(folder, 'secret'), WHOLE);
  await symlink(join(folder, 'secret'), join(folder, 'in', 'c.xml'));
  await writeFile(join(folder, 'in', 'd.xml'), Buffer.alloc(17 * 1024 * 1024, 'a'));
  expect(await gam.fetchActs()).toMatchObject([{ content: { kind: 'brokenFile', because: 'tooBig' } }]);
});
