import type { Page } from 'playwright-core';
import { nextTimeOfDay } from '../../src/calendar.js';
import type { CityClient } from '../../src/story/city-client.js';
import type { Phone } from '../../src/story/phones.js';
import { pressNewest } from '../stories/filing.js';
import { holderOf, OPERATOR } from '../support/people.js';

const DESK: Phone = { person: OPERATOR, bot: 'staff', owner: 'کارشناس دریافت ۱۳۷' };
const DEPUTY: Phone = {
  person: holderOf('district-9-civil-works-deputy'),
  bot: 'staff',
  owner: 'معاون فنی و عمران منطقه ۹',
};
const CALL = [
  'تماس تازه',
  '۰۹۱۵ ۱۳۷ ۱۳۷۱',
  'چاله بزرگی جلوی دبستان است.',
  'چاله',
  'منطقه ۹، خیابان صیاد شیرازی ۴۰',
];
const ANSWER = 'چاله امروز صبح پر شد و راه باز است.';
const TIME_ZONE = 'Asia/Tehran';
const SETTLED_SECONDS = 5;

/** Somebody without a messenger calls about a pothole, which climbs and is answered; then their phone is on the page. */
export async function fillKeypadPhone(city: CityClient, page: Page, url: string): Promise<void> {
  const settle = () => city.advance({ advanceSeconds: SETTLED_SECONDS });
  const now = await settle();
  const toMorning = nextTimeOfDay(now, 10, TIME_ZONE).getTime() - now.getTime();
  await city.advance({ advanceSeconds: toMorning / 1_000 });
  for (const text of CALL) {
    await city.send(DESK.person, DESK.bot, { text });
    await settle();
  }
  await pressNewest(city, DESK, 'ثبت');
  await city.advance({ advanceHours: 73 });
  for (const button of ['پاسخ', 'انجام شد']) {
    await pressNewest(city, DEPUTY, button);
    await settle();
  }
  await city.send(DEPUTY.person, DEPUTY.bot, { text: ANSWER });
  await settle();
  await pressNewest(city, DEPUTY, 'ارسال');
  await settle();
  await page.goto(`${url}/simulator/sms/`);
  await page.locator('.screen li').nth(2).waitFor();
}
