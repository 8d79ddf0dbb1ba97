import { buttonsOf, COLLEAGUE, type Desk, HEAD, openDesk } from './staff-phones.js';

const ANSWER = 'چاله امروز با آسفالت گرم پر شد.';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk({ environment: { RECALL_SECONDS: '60' } });
});
afterAll(() => desk.stop());

async function answer(place: string): Promise<void> {
  await desk.file(`چاله‌ای در ${place} باز شده است.`);
  await desk.press(HEAD, 'پاسخ');
  await desk.press(HEAD, 'انجام شد');
  await desk.send(HEAD, ANSWER);
  await desk.press(HEAD, 'ارسال');
}

async function heardAnswers(): Promise<number> {
  return (await desk.toCitizen()).filter((text) => text.includes(ANSWER)).length;
}

it('lets nobody read an answer for a minute, and then the citizen, once', async () => {
  await answer('خیابان راه‌آهن');
  const sent = await desk.saying(HEAD, 'می‌توانید آن را پس بگیرید');
  expect(sent.text).toContain('۱ دقیقه');
  expect(buttonsOf(sent)).toEqual(['پس‌گرفتن']);
  const card = await desk.saying(HEAD, 'خیابان راه‌آهن');
  expect(buttonsOf(card)).toContain('پس‌گرفتن');
  expect(await heardAnswers()).toBe(0);

  await desk.city.advance({ advanceSeconds: 61 });
  expect(await heardAnswers()).toBe(1);
  const given = (await desk.fromBot(HEAD)).find(({ messageId }) => messageId === card.messageId);
  expect(given?.text).toContain('پاسخ داده شد');
  const over = (await desk.fromBot(HEAD)).find(({ messageId }) => messageId === sent.messageId);
  expect(over?.text).toContain('برای شهروند می‌رود');
  expect(over?.text).toContain(ANSWER);
  expect(over === undefined ? ['gone'] : buttonsOf(over)).toEqual([]);
  const data = sent.keyboard?.flat()[0]?.data ?? '';
  expect(await desk.pressOn(HEAD, sent.messageId, { data })).toContain('دیگر پس گرفته نمی‌شود');
  await desk.city.advance({ advanceSeconds: 61 });
  expect(await heardAnswers()).toBe(1);
});

it('takes an answer back before anybody reads it, and goes on with its words', async () => {
  const before = await heardAnswers();
  await answer('میدان شهدا');
  const sent = await desk.saying(HEAD, 'می‌توانید آن را پس بگیرید');
  const recall = sent.keyboard?.flat().find(({ text }) => text === 'پس‌گرفتن')?.data ?? '';
  const foreign = await desk.saying(COLLEAGUE, '').catch(() => undefined);
  if (foreign !== undefined) await desk.pressOn(COLLEAGUE, foreign.messageId, { data: recall });
  await desk.press(HEAD, 'پس‌گرفتن');
  expect((await desk.saying(HEAD, 'را پس گرفتید')).text).toContain('مهلت شما');
  const preview = (await desk.fromBot(HEAD)).at(-1);
  expect(preview?.text).toContain(ANSWER);
  expect(preview === undefined ? [] : buttonsOf(preview)).toEqual(expect.arrayContaining(['ارسال', 'تغییر']));
  await desk.city.advance({ advanceSeconds: 120 });
  expect(await heardAnswers()).toBe(before);
  expect(await desk.audited(HEAD)).toContain('answerRecalled');

  await desk.press(HEAD, 'ارسال');
  await desk.city.advance({ advanceSeconds: 61 });
  expect(await heardAnswers()).toBe(before + 1);
});

it('goes to the citizen when the product was away meanwhile', async () => {
  const before = await heardAnswers();
  await answer('خیابان پاسداران');
  await desk.city.advance({ advanceHours: 5 });
  expect(await heardAnswers()).toBe(before + 1);
});

it('leaves no button on the message when the answer was taken back on the card', async () => {
  await answer('بلوار وکیل‌آباد');
  const sent = await desk.saying(HEAD, 'می‌توانید آن را پس بگیرید');
  const card = await desk.saying(HEAD, 'بلوار وکیل‌آباد');
  await desk.pressOn(HEAD, card.messageId, { button: 'پس‌گرفتن' });
  const shown = await desk.fromBot(HEAD);
  const over = shown.find(({ messageId }) => messageId === sent.messageId);
  expect(over?.text).toContain('برای شهروند نرفت');
  expect(over === undefined ? ['gone'] : buttonsOf(over)).toEqual([]);
  const live = shown.find(({ messageId }) => messageId === card.messageId);
  expect(live === undefined ? [] : buttonsOf(live)).toContain('پاسخ');
});
