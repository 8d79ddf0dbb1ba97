import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { packageRoot } from '../../src/package-root.js';
import type { CityClient } from '../../src/story/city-client.js';
import { codeSeenBy, fileRequest, IN_DISTRICT_9, pressNewest } from '../stories/filing.js';
import { openBrowser, openPage } from '../support/browser.js';
import { startCity } from '../support/city.js';
import { say } from '../support/command-line.js';
import { startDatabaseServer } from '../support/database-server.js';
import { CITIZEN, holderOf } from '../support/people.js';

// Draws the pictures of the documentation that show phones: a manager's cartable, and an answered request, as its manager
// and its citizen see it.
const WORDS = 'چاله بزرگی جلوی دبستان است، دیروز یک موتور زمین خورد.';
/** As many as a phone shows at once. */
const POTHOLES = [
  'آسفالت کوچه نشست کرده و ماشین‌ها گیر می‌کنند.',
  'جلوی درمانگاه آسفالت ترک خورده و آب می‌ایستد.',
  'چاله‌ای وسط تقاطع است و شب‌ها دیده نمی‌شود.',
  'جای لوله‌گذاری را آسفالت نکرده‌اند.',
];
const ANSWER = 'چاله امروز صبح با آسفالت گرم پر شد و مسیر باز است.';
const MANAGER = { person: holderOf('district-9-civil-works-head'), bot: 'staff' } as const;
const FILER = { person: CITIZEN, bot: 'citizen' } as const;
const SETTLED_SECONDS = 5;
/** Large enough that every phone stands whole on the page. */
const PAGE = { width: 1440, height: 1100 };

const stopServer = await startDatabaseServer();
const running = await startCity({ environment: { RECALL_SECONDS: '0' }, isInThisProcess: true });
const browser = await openBrowser();
try {
  await running.introduce(CITIZEN);
  await answerWithPictures(running.city);
  const { page, close } = await openPage(browser, `${running.url}/simulator/`, PAGE);
  await page.getByText(ANSWER).first().waitFor();
  await page.evaluate('document.fonts.ready');
  for (const [name, says] of [
    ['answered-card', 'پاسخ داده شد'],
    ['answered-citizen', 'مشکل شما را حل کرد'],
  ] as const) {
    const phone = page.getByRole('article').filter({ hasText: ANSWER }).filter({ hasText: says }).first();
    await photograph(phone, name);
  }
  await openCartable(running.city);
  const cartable = page.getByRole('article').filter({ hasText: 'درخواست منتظر شماست' }).first();
  await cartable.waitFor();
  await photograph(cartable, 'cartable');
  await close();
} finally {
  await browser.close();
  await running.stop();
  await stopServer();
}

async function photograph(phone: Locator, name: string): Promise<void> {
  const path = join(packageRoot, 'docs', `${name}.png`);
  await phone.screenshot({ path, animations: 'disabled' });
  say(path);
}

/** Some potholes within a day, and the cartable in which they wait. */
async function openCartable(city: CityClient): Promise<void> {
  for (const words of POTHOLES) {
    await fileRequest(city, { owner: 'شهروند', ...FILER }, words);
    await city.advance({ advanceHours: 5 });
  }
  await city.send(MANAGER.person, MANAGER.bot, { text: 'کارتابل من' });
  await city.passMoment(SETTLED_SECONDS);
}

/** A pothole with a photo, and the answer with a photo of the finished work. */
async function answerWithPictures(city: CityClient): Promise<void> {
  await city.send(CITIZEN, 'citizen', { photo: 'pothole', caption: WORDS });
  await city.passMoment(SETTLED_SECONDS);
  await city.send(CITIZEN, 'citizen', { location: IN_DISTRICT_9 });
  await city.passMoment(SETTLED_SECONDS);
  await pressNewest(city, FILER, 'ثبت');
  await city.passMoment(SETTLED_SECONDS);
  await pressNewest(city, MANAGER, 'پاسخ');
  await pressNewest(city, MANAGER, 'انجام شد');
  await city.send(MANAGER.person, MANAGER.bot, { photo: 'street-light', caption: ANSWER });
  await city.passMoment(SETTLED_SECONDS);
  await pressNewest(city, MANAGER, 'ارسال');
  await city.passMoment(SETTLED_SECONDS);
  // Looked up again, the card comes to the end of the chat.
  await city.send(MANAGER.person, MANAGER.bot, { text: await codeSeenBy(city, FILER) });
  await city.passMoment(SETTLED_SECONDS);
}
