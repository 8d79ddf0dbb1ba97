import { readFiling } from '../../../src/filing/filing.js';
import { Anyone } from './anyone.js';
import { isAtHome } from './at-home.js';
import { type BotAlone, startBotAlone } from './bot-alone.js';
import { type FileFields, takeFiles } from './contents.js';
import type { Content } from './deeds.js';

const POTHOLE = 'چاله بزرگی جلوی دبستان است';
/** Texts that lead to each step of filing. */
const STEPS = {
  category: ['جلوی دبستان ما خراب است'],
  place: [POTHOLE],
  district: [POTHOLE, 'خیابان نمونه'],
  review: [POTHOLE, 'منطقه ۹'],
} as const;
type Step = keyof typeof STEPS;

let alone: BotAlone;
let files: readonly FileFields[];
beforeAll(async () => {
  alone = await startBotAlone();
  files = await takeFiles(alone);
});
afterAll(() => alone?.stop());

/** Somebody known to the bot who has come to a step. */
async function at(step?: Step): Promise<Anyone> {
  const anyone = new Anyone(alone, await alone.simulator.startedPerson('citizen'), files);
  await alone.introduce(anyone.person);
  for (const text of step === undefined ? [] : STEPS[step]) expect(await anyone.say(text)).toEqual([]);
  if (step !== undefined) expect(anyone.conversation?.step).toBe(step);
  return anyone;
}

const draftOf = ({ conversation }: Anyone) => readFiling(conversation)?.draft;
const last = ({ messages }: Anyone) => messages.at(-1)?.text ?? '';
const send = (anyone: Anyone, content: Content, more: { album?: string; caption?: string } = {}) =>
  anyone.does({ does: 'sends', content, ...more });

it('says so where a request was begun with an older version, and begins anew', async () => {
  const anyone = await at();
  anyone.conversation = { flow: 'filing', step: 'topic', version: 0, data: { text: POTHOLE } };
  await anyone.say('زباله‌ها را نمی‌برند');
  expect(anyone.messages.map(({ text = '' }) => text).join()).toContain('تازه شده است');
  expect(draftOf(anyone)?.texts).toMatchObject([{ text: 'زباله‌ها را نمی‌برند' }]);
});

it.each(Object.keys(STEPS) as Step[])(
  'takes /start, /help and «لغو» at the step %s, whatever stands behind /start',
  async (step) => {
    const anyone = await at(step);
    const draft = draftOf(anyone);
    for (const text of ['/start', '/start <b>&"', `/start ${'x'.repeat(64)}`, '/help', 'راهنما']) {
      expect(await anyone.say(text)).toEqual([]);
      expect(draftOf(anyone)).toEqual(draft);
    }
    await anyone.say('لغو');
    expect(isAtHome(anyone.conversation)).toBe(true);
    expect(last(anyone)).toContain('چیزی ثبت نشد');
  },
);

it('makes one draft of an album of five, whatever comes between and however often', async () => {
  const anyone = await at();
  await send(anyone, 'photo', { album: '7', caption: 'جلوی دبستان ما خراب است' });
  expect(last(anyone)).toContain('موضوع کدام است');
  const asked = anyone.messages.length;
  for (let item = 2; item <= 3; item += 1) {
    await send(anyone, 'photo', { album: '7' });
    await anyone.again();
  }
  expect(anyone.messages).toHaveLength(asked);
  await anyone.say('دیروز یک موتور زمین خورد');
  for (let item = 4; item <= 5; item += 1) await send(anyone, 'photo', { album: '7' });
  const draft = draftOf(anyone);
  expect(draft?.texts.map(({ text }) => text)).toEqual([
    'جلوی دبستان ما خراب است',
    'دیروز یک موتور زمین خورد',
  ]);
  expect(new Set(draft?.attachments.map(({ id }) => id)).size).toBe(5);
  expect(draft?.attachments).toHaveLength(5);
});

it.each([
  ['here', { latitude: 36.38, longitude: 59.48 }],
  ['liveLocation', { latitude: 36.38, longitude: 59.48 }],
  ['venue', { latitude: 36.38, address: 'پارک ملت، بلوار وکیل‌آباد' }],
] as const)('takes a point that comes as %s', async (content, place) => {
  const anyone = await at('place');
  await send(anyone, content);
  expect(draftOf(anyone)?.place).toMatchObject({ ...place, district: expect.stringMatching(/^district-/) });
});

it('refuses a point outside the city, and takes the address instead', async () => {
  const anyone = await at('place');
  await send(anyone, 'elsewhere');
  expect(last(anyone)).toContain('بیرون از شهر');
  await anyone.say('خیابان صیاد شیرازی، منطقه ۹');
  expect(draftOf(anyone)?.place).toEqual({ address: 'خیابان صیاد شیرازی، منطقه ۹', district: 'district-9' });
});

it('keeps codes in their order, and the main action at the right', async () => {
  const anyone = await at('review');
  const review = anyone.messages.findLast(({ keyboard }) => keyboard !== undefined);
  expect(review?.keyboard?.at(-1)?.map(({ text }) => text)).toEqual(['لغو', 'ثبت']);
  await anyone.say('ثبت');
  await anyone.say('درخواست‌های من');
  const shown = anyone.messages.map(({ text = '' }) => text);
  const codes = shown.filter((text) => /[۰-۹]{3}-[۰-۹]{3}-[۰-۹]{4}/.test(text));
  expect(codes.length).toBeGreaterThanOrEqual(2);
  for (const text of codes) {
    expect(text).toMatch(/\u2068[۰-۹]{3}-[۰-۹]{3}-[۰-۹]{4}\u2069/);
    expect(text).not.toMatch(/[\u202A-\u202E]/);
  }
});

it.each(['a press', 'a word'])(
  'goes on after the consent by %s also where the first try failed',
  async (by) => {
    const anyone = new Anyone(alone, await alone.simulator.startedPerson('citizen'), files);
    await anyone.say(POTHOLE);
    const question = anyone.messages.at(-1);
    await alone.simulator.control('POST', '/faults', {
      kind: '500',
      bot: 'citizen',
      method: 'sendMessage',
      times: 1,
    });
    const agreeing =
      by === 'a word' ? anyone.say('می‌پذیرم') : anyone.press('agree', question?.messageId ?? 0);
    await expect(agreeing).rejects.toThrow();
    await anyone.again();
    expect(last(anyone)).not.toBe(question?.text);
    expect(anyone.messages.length).toBeGreaterThan(1);
    expect(anyone.conversation?.step).toBe('place');
  },
);

it('answers a press once, and acts on it even if Telegram no longer takes the answer', async () => {
  const anyone = await at('review');
  const calls = await alone.simulator.calls('answerCallbackQuery');
  const data = `register:${draftOf(anyone)?.code ?? ''}`;
  const messageId = draftOf(anyone)?.asked?.messageId ?? 0;
  // The simulator knows nothing of this press and says that the query is too old.
  expect(await anyone.press(data, messageId)).toEqual([]);
  expect((await alone.simulator.calls('answerCallbackQuery')) - calls).toBe(1);
  expect(await alone.codesOf(anyone.person)).toHaveLength(1);
});
