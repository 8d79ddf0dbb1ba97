import { createConfirmedTopicStore } from '../../../src/organization/confirmed-topic-store.js';
import type { TrackingCode } from '../../../src/text/tracking-code.js';
import { eventually } from '../../support/eventually.js';
import { ADMINISTRATOR, OPERATOR } from '../../support/people.js';
import { type Desk, HEAD, openDesk } from './staff-phones.js';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk.stop());

/** Opens a list of the topics of playgrounds. */
async function openPlaygrounds(): Promise<void> {
  await desk.send(ADMINISTRATOR, 'واژه‌ها');
  for (const button of ['موضوع‌ها', 'فضای سبز', 'وسایل بازی و ورزشی پارک']) {
    await desk.press(ADMINISTRATOR, button);
  }
}

/** What is said to an operator who asks why a request has its topic. */
async function why(code: TrackingCode): Promise<string> {
  await desk.send(OPERATOR, code);
  await desk.press(OPERATOR, 'چرا این دسته؟');
  return desk.last(OPERATOR);
}

it('recognises a topic by a sentence that an administrator added, without a restart', async () => {
  const code = await desk.file('زنبورک قلقلکی خراب است');
  expect(await why(code)).not.toContain('حدس: وسایل بازی');
  await openPlaygrounds();
  await desk.press(ADMINISTRATOR, 'افزودن');
  await desk.send(ADMINISTRATOR, 'زنبورک قلقلکی خراب است\nزنبورک قلقلکی شکسته');
  expect(await desk.last(ADMINISTRATOR)).toContain('۲ نمونه به «وسایل بازی و ورزشی پارک» افزوده شد');
  await eventually(async () => (await why(code)).includes('حدس: وسایل بازی و ورزشی پارک'));
  expect(await desk.audited(ADMINISTRATOR)).toContain('wordsChanged');
});

it('removes a sentence, which can be added again', async () => {
  await openPlaygrounds();
  const newest = /1\. (.+)/.exec((await desk.last(ADMINISTRATOR)).replace('۱. ', '1. '))?.[1] ?? '';
  await desk.press(ADMINISTRATOR, 'حذف ۱');
  expect(await desk.last(ADMINISTRATOR)).toContain('حذف شد');
  await eventually(async () => {
    await openPlaygrounds();
    return !(await desk.last(ADMINISTRATOR)).includes(newest);
  });
});

it('says what is wrong with a sentence and waits for another', async () => {
  await openPlaygrounds();
  await desk.press(ADMINISTRATOR, 'افزودن');
  await desk.send(ADMINISTRATOR, '۱۲۳');
  expect(await desk.last(ADMINISTRATOR)).toContain('نمونه‌ای نیست');
  await desk.send(ADMINISTRATOR, `تاب ${'خراب '.repeat(60)}`);
  expect(await desk.last(ADMINISTRATOR)).toContain('تا ۲۰۰ حرف');
  await desk.send(ADMINISTRATOR, 'لغو');
  expect(await desk.last(ADMINISTRATOR)).toContain('چیزی افزوده نشد');
});

it('shows what was learned from requests, and stops learning from one', async () => {
  const code = await desk.file('اسکوتر کنار چاله وسط کوچه رها شده است');
  const confirmed = { request: code, topic: 'street-furniture', confirmedAt: new Date(), guessed: 'pothole' };
  await createConfirmedTopicStore(desk.connection).add(confirmed);
  await desk.send(ADMINISTRATOR, 'واژه‌ها');
  await desk.press(ADMINISTRATOR, 'آموخته‌ها');
  const shown = await desk.last(ADMINISTRATOR);
  expect(shown).toContain('اسکوتر کنار چاله وسط کوچه رها شده است');
  expect(shown).toContain('موضوع: مبلمان شهری · حدس: چاله و خرابی آسفالت');
  await desk.press(ADMINISTRATOR, 'چرا؟ ۱');
  expect(await desk.last(ADMINISTRATOR)).toContain('موضوع ثبت‌شده: چاله و خرابی آسفالت');
  await desk.send(ADMINISTRATOR, 'واژه‌ها');
  await desk.press(ADMINISTRATOR, 'آموخته‌ها');
  await desk.press(ADMINISTRATOR, 'حذف ۱');
  expect(await desk.last(ADMINISTRATOR)).toContain('دیگر چیزی یاد نمی‌گیریم');
  await desk.send(ADMINISTRATOR, 'واژه‌ها');
  await desk.press(ADMINISTRATOR, 'آموخته‌ها');
  expect(await desk.last(ADMINISTRATOR)).toContain('هنوز چیزی نیست');
  expect(await desk.audited(ADMINISTRATOR)).toContain('exampleRemoved');
});

it('leaves the words to administrators', async () => {
  await desk.send(HEAD, '/words');
  expect(await desk.last(HEAD)).toContain('راهبر');
});
