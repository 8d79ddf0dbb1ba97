import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { OfficeLetter } from '../../src/simulator/gam/office.js';
import {
  DEPUTY,
  DEPUTY_TITLE,
  type Desk,
  HEAD,
  HEAD_POSITION,
  openDesk,
} from '../bots/staff/staff-phones.js';
import { eventually } from '../support/eventually.js';
import { ADMINISTRATOR, OPERATOR } from '../support/people.js';
import { type GamDesks, gamDesksAt } from './gam-desks.js';

const DONE = 'چاله امروز صبح با آسفالت گرم پر شد و محل باز است.';

let folder: string;
let desk: Desk;
let gam: GamDesks;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pasokh-letters-'));
  desk = await openDesk({ environment: { RECALL_SECONDS: '0', GAM_FOLDER: folder } });
  gam = gamDesksAt(() => desk.url);
  await desk.send(ADMINISTRATOR, 'اتصال واحدها');
  await desk.send(ADMINISTRATOR, 'منطقه ۹');
  await desk.press(ADMINISTRATOR, 'تلفن و گام');
});
afterAll(async () => {
  await desk.stop();
  await rm(folder, { recursive: true });
});
afterEach(() => gam.mend());

/** The newest letter of the head, once there is one for which that is so. */
async function newest(isSo: (letter: OfficeLetter) => boolean = () => true): Promise<OfficeLetter> {
  let found: OfficeLetter | undefined;
  await eventually(async () => {
    const letter = (await gam.letters(HEAD_POSITION)).at(-1);
    found = letter !== undefined && isSo(letter) ? letter : undefined;
    return found !== undefined;
  });
  if (found === undefined) throw new Error('The head has no such letter.');
  return found;
}

const isOver = ({ withdrawnAt, acts }: OfficeLetter) =>
  withdrawnAt !== undefined && acts.every(({ receipt }) => receipt !== undefined);
const about = (words: string) => (letter: OfficeLetter) => letter.text.includes(words);
const heard = (words: string) => async () => (await desk.toCitizen()).some((text) => text.includes(words));

it('is answered in Gam by file: citizen, card and letter know it, and no file is left', async () => {
  const code = await desk.file('چاله بزرگی جلوی درمانگاه است.');
  const letter = await newest(about('درمانگاه'));
  expect(letter).toMatchObject({ trackingCode: code, kind: 'داخلی', priority: 'عادی' });
  expect(letter.standing).toContain('مهلت پاسخ: تا');
  await gam.act(letter.id, { kind: 'answer', outcome: 'done', text: DONE });
  await eventually(heard(DONE));
  const over = await newest(isOver);
  expect(over.acts.map(({ receipt }) => receipt?.accepted)).toEqual([true]);
  expect((await desk.saying(HEAD, 'درمانگاه')).text).toContain('پاسخ داده شد');
  await eventually(async () => (await readdir(join(folder, 'out'))).length === 0);
  const letters = desk.connection.collection<{ _id: string; indicator?: string; isDue: boolean }>(
    'gamLetters',
  );
  await eventually(async () => {
    const stored = await letters.findOne({ _id: letter.id });
    return stored?.indicator === letter.indicator && stored.isDue === false;
  });
});

it('refuses the answer of a position that has lost the request meanwhile, and operators read both texts', async () => {
  await desk.file('چاله‌ای جلوی کتابخانه است.');
  const { id } = await newest(about('کتابخانه'));
  await gam.fault('away');
  await gam.act(id, { kind: 'answer', outcome: 'done', text: 'دیروز لکه‌گیری شد و تمام است.' });
  await desk.city.advance({ advanceHours: 73 });
  expect((await desk.saying(DEPUTY, 'کتابخانه')).text).toContain('چرا به شما رسید');
  await gam.mend();
  const late = await newest((letter) => letter.id === id && isOver(letter));
  expect(late.acts[0]?.receipt).toEqual({
    accepted: false,
    sentence: `این درخواست حالا پیش ${DEPUTY_TITLE} است.`,
  });
  await eventually(async () =>
    (await desk.fromBot(OPERATOR)).some(({ text }) => text?.includes('دیروز لکه‌گیری شد')),
  );
});

it('loses and doubles nothing while the folder is away, whatever Gam does with its files afterwards', async () => {
  await gam.fault('away');
  const known = (await gam.letters(HEAD_POSITION)).length;
  const codes = [await desk.file('چاله‌ای کنار پل است.'), await desk.file('چاله‌ای کنار باغ ملی است.')];
  await desk.city.advance({ advanceHours: 24 });
  expect(await gam.letters(HEAD_POSITION)).toHaveLength(known);
  for (const kind of ['slow', 'twice', 'outOfOrder'] as const) await gam.fault(kind);
  await gam.fault('halfWritten', 3);
  await gam.mend('away');
  const { id } = await newest(about('باغ ملی'));
  expect((await gam.letters(HEAD_POSITION)).slice(known).map(({ trackingCode }) => trackingCode)).toEqual(
    codes,
  );
  await gam.act(id, { kind: 'question', text: 'کدام در باغ؟' });
  await gam.act(id, { kind: 'answer', outcome: 'done', text: DONE });
  const answered = await newest(
    ({ acts }) => acts.length === 2 && acts.every((act) => act.receipt !== undefined),
  );
  expect(answered.acts.map(({ receipt }) => receipt?.accepted)).toEqual([true, false]);
  expect((await desk.toCitizen()).filter((text) => text.includes('کدام در باغ؟'))).toHaveLength(1);
});

it('sets a file that cannot be read aside, with a sentence, and tells the administrators of it once', async () => {
  await desk.file('چاله‌ای جلوی گلخانه است.');
  const { id } = await newest(about('گلخانه'));
  await gam.fault('broken', 1);
  await gam.act(id, { kind: 'answer', outcome: 'done', text: 'گلخانه تمام شد و راه باز است.' });
  await eventually(heard('گلخانه تمام شد'));
  const told = async () =>
    (await desk.fromBot(ADMINISTRATOR)).filter(({ text }) => text?.includes('فایلی از گام خوانده نشد'));
  await eventually(async () => (await told()).length > 0);
  await desk.city.advance({ advanceHours: 1 });
  expect(await told()).toHaveLength(1);
  expect((await told())[0]?.text).toContain('DOCTYPE');
  const aside = await readdir(join(folder, 'aside'));
  expect(aside).toHaveLength(2);
  const sentence = aside.find((name) => name.endsWith('.txt')) ?? '';
  expect(await readFile(join(folder, 'aside', sentence), 'utf8')).toContain('DOCTYPE');
});

it('tells the administrators once of a letter that Gam refuses by file, and lays it down again later', async () => {
  await gam.fault('refuses');
  await desk.file('چاله‌ای جلوی داروخانه است.');
  const told = async () =>
    (await desk.fromBot(ADMINISTRATOR)).filter(({ text }) => text?.includes('گام یک نامه را نپذیرفت'));
  await eventually(async () => {
    await gam.letters(HEAD_POSITION);
    return (await told()).length > 0;
  });
  expect((await told())[0]?.text).toContain('دبیرخانه این نامه را نپذیرفت.');
  await gam.mend();
  await desk.city.advance({ advanceHours: 1 });
  await newest(about('داروخانه'));
  expect(await told()).toHaveLength(1);
});
