import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { packageRoot } from '../../src/package-root.js';
import type { CityClient, Outgoing } from '../../src/story/city-client.js';
import type { Phone } from '../../src/story/phones.js';
import { codeSeenBy, fileRequest, IN_DISTRICT_9, pressNewest } from '../stories/filing.js';
import { openBrowser, openPage, takeScreenshot } from '../support/browser.js';
import { startCity } from '../support/city.js';
import { say } from '../support/command-line.js';
import { startDatabaseServer } from '../support/database-server.js';
import { ADMINISTRATOR, CITIZEN, holderOf } from '../support/people.js';
import { fillBalePhone } from './bale-phone.js';
import { fillKeypadPhone } from './keypad-phone.js';

// Draws the pictures of the documentation that show phones, from one request: its filing, its way up, its answer and
// the objection to it; and a cartable in which others wait.
const WORDS = 'چاله بزرگی جلوی دبستان است، دیروز یک موتور زمین خورد.';
/** As many as a phone shows at once. */
const POTHOLES = [
  'آسفالت کوچه نشست کرده و ماشین‌ها گیر می‌کنند.',
  'جلوی درمانگاه آسفالت ترک خورده و آب می‌ایستد.',
  'چاله‌ای وسط تقاطع است و شب‌ها دیده نمی‌شود.',
  'جای لوله‌گذاری را آسفالت نکرده‌اند.',
];
const ANSWER = 'چاله امروز صبح با آسفالت گرم پر شد و مسیر باز است.';
const OBJECTION = 'فقط نیمی از چاله پر شده و لبه آن هنوز تیز است.';
const OBJECTION_CAPTION = 'این عکس را امروز گرفتم.';
const HEAD: Phone = {
  person: holderOf('district-9-civil-works-head'),
  bot: 'staff',
  owner: 'رئیس اداره فنی و عمران منطقه ۹',
};
const DEPUTY: Phone = {
  person: holderOf('district-9-civil-works-deputy'),
  bot: 'staff',
  owner: 'معاون فنی و عمران منطقه ۹',
};
const FILER: Phone = { person: CITIZEN, bot: 'citizen', owner: 'شهروند نخست' };
const SETTLED_SECONDS = 5;
/** A machine with other work may take this long to show what has been sent. */
const PATIENCE_MS = 180_000;
const WAIT_HOURS = 72;
/** What of the page is left around a phone, in pixels: letters of its owner's name reach over its edge. */
const MARGIN = 8;
/** Large enough that every phone stands whole on the page. */
const PAGE = { width: 1440, height: 1100 };
/** An operator's screen. */
const SCREEN = { width: 1440, height: 800 };
const CALL = {
  name: 'مریم رضایی',
  phone: '09151234567',
  text: 'چاله بزرگی در خیابان امامت است و ماشین‌ها در آن می‌افتند.',
  category: 'pothole',
  district: 'district-9',
};
/** Wide enough for a citizen and the managers up to the one of the district. */
const WHOLE_PAGE = { width: 1600, height: 950 };

const stopServer = await startDatabaseServer();
const running = await startCity({
  environment: { RECALL_SECONDS: '0', SIMULATED_MESSENGERS: 'telegram,bale' },
  isInThisProcess: true,
});
const browser = await openBrowser();
try {
  await running.introduce(CITIZEN);
  const { page, close } = await openPage(browser, `${running.url}/simulator/`, PAGE);
  page.setDefaultTimeout(PATIENCE_MS);
  await drawFiling(running.city, page);
  await drawWayUp(running.city, page);
  await drawAnswer(running.city, page);
  await drawObjection(running.city, page);
  await drawCartable(running.city, page);
  await fillKeypadPhone(running.city, page, running.url);
  await drawBox(page, page.locator('.keypad-phone'), 'keypad-phone');
  await fillBalePhone(page, running.url);
  await drawBox(page, page.locator('.phone').first(), 'bale-phone');
  await close();
  await drawSystems(running.city);
} finally {
  await browser.close();
  await running.stop();
  await stopServer();
}

/** A pothole with a photo, looked at before it is registered. */
async function drawFiling(city: CityClient, page: Page): Promise<void> {
  await send(city, FILER, { photo: 'pothole', caption: WORDS });
  await send(city, FILER, { location: IN_DISTRICT_9 });
  await drawPhone(page, FILER, 'filing', 'پیش از ثبت');
  await press(city, FILER, 'ثبت');
}

/** Its manager does not answer; the citizen looks up where it is. */
async function drawWayUp(city: CityClient, page: Page): Promise<void> {
  await city.advance({ advanceHours: WAIT_HOURS });
  await drawPhone(page, FILER, 'escalation', 'و پاسخی نداد');
  await press(city, FILER, 'وضعیت درخواست');
  await drawPhone(page, FILER, 'timeline', 'تا حالا چه شده است');
}

/** The manager above answers with a photo of the finished work, and looks the request up again. */
async function drawAnswer(city: CityClient, page: Page): Promise<void> {
  await press(city, DEPUTY, 'پاسخ');
  await press(city, DEPUTY, 'انجام شد');
  await send(city, DEPUTY, { photo: 'street-light', caption: ANSWER });
  await drawPhone(page, DEPUTY, 'coloured-buttons', 'این را می‌خواند');
  await press(city, DEPUTY, 'ارسال');
  await drawPhone(page, FILER, 'answered-citizen', 'مشکل شما را حل کرد');
  // Looked up again, the card comes to the end of the chat.
  await send(city, DEPUTY, { text: await codeSeenBy(city, FILER) });
  await drawPhone(page, DEPUTY, 'answered-card', 'پاسخ داده شد');
}

/** An objection of two messages, looked at before it is sent; with it the whole page has something to show. */
async function drawObjection(city: CityClient, page: Page): Promise<void> {
  await press(city, FILER, 'نه، اعتراض دارم');
  await send(city, FILER, { text: OBJECTION });
  await send(city, FILER, { photo: 'pothole', caption: OBJECTION_CAPTION });
  await drawPhone(page, FILER, 'objection', 'این را می‌بیند');
  await press(city, FILER, 'ارسال');
  await page.setViewportSize(WHOLE_PAGE);
  await page.locator('.phone').nth(3).locator('.inline-keyboard').last().waitFor();
  const path = pathOf('page');
  await takeScreenshot(page, path);
  say(path);
  await page.setViewportSize(PAGE);
}

/** Some potholes within a day, and the cartable in which they wait. */
async function drawCartable(city: CityClient, page: Page): Promise<void> {
  for (const words of POTHOLES) {
    await fileRequest(city, FILER, words);
    await city.advance({ advanceHours: 5 });
  }
  await send(city, HEAD, { text: 'کارتابل من' });
  await drawPhone(page, HEAD, 'cartable', 'درخواست منتظر شماست');
}

/** The registry of calls and the office automation: a call that is registered, and its letter on the desk. */
async function drawSystems(city: CityClient): Promise<void> {
  const administrator = { person: ADMINISTRATOR, bot: 'staff', owner: 'راهبر سامانه' } as const;
  await send(city, administrator, { text: 'اتصال واحدها' });
  await send(city, administrator, { text: 'منطقه ۹' });
  await press(city, administrator, 'تلفن و گام');
  await city.registry.take(CALL);
  await settle(city);
  for (const [system, opened] of [
    ['saja', 'چاله و خرابی آسفالت'],
    ['gam', 'درخواست ۱۳۷'],
  ] as const) {
    const { page, close } = await openPage(browser, `${running.url}/simulator/${system}/`, SCREEN);
    page.setDefaultTimeout(PATIENCE_MS);
    await page.getByRole('button', { name: opened }).first().click();
    await page.locator('.head').waitFor();
    await page.setViewportSize(SCREEN);
    await takeScreenshot(page, pathOf(system));
    say(pathOf(system));
    await close();
  }
}

async function send(city: CityClient, { person, bot }: Phone, message: Outgoing): Promise<void> {
  await city.send(person, bot, message);
  await settle(city);
}

async function press(city: CityClient, phone: Phone, button: string): Promise<void> {
  await pressNewest(city, phone, button);
  await settle(city);
}

/** What became due has been done and delivered, however slow the machine is. */
async function settle(city: CityClient): Promise<void> {
  await city.advance({ advanceSeconds: SETTLED_SECONDS });
}

/** Takes a picture of a phone, once its newest message shows these words. */
async function drawPhone(page: Page, { owner }: Phone, name: string, words: string): Promise<void> {
  const phone = page.getByRole('article', { name: `گوشی ${owner}`, exact: true });
  await phone.locator('.message').last().filter({ hasText: words }).waitFor();
  await drawBox(page, phone, name);
}

async function drawBox(page: Page, phone: Locator, name: string): Promise<void> {
  await page.evaluate('document.fonts.ready');
  await phone.scrollIntoViewIfNeeded();
  const box = await phone.boundingBox();
  if (box === null) throw new Error(`What ${name} shows is not to be seen.`);
  const path = pathOf(name);
  const clip = {
    x: box.x - MARGIN,
    y: box.y - MARGIN,
    width: box.width + 2 * MARGIN,
    height: box.height + 2 * MARGIN,
  };
  await page.screenshot({ path, clip, animations: 'disabled' });
  say(path);
}

function pathOf(name: string): string {
  return join(packageRoot, 'docs', `${name}.png`);
}
