import type { Browser, Page } from 'playwright-core';
import { openBrowser, openPage, type WatchedPage } from '../../support/browser.js';
import { type RunningCity, startCity } from '../../support/city.js';
import { answerNewest } from '../saja-screens.js';

const WORDS = 'چاله بزرگی در خیابان امامت است.';
const ANSWER = 'چاله امروز صبح با آسفالت گرم پر شد و محل باز است.';

let running: RunningCity;
let browser: Browser;
let watched: WatchedPage;
let page: Page;
beforeAll(async () => {
  [running, browser] = await Promise.all([
    startCity({ environment: { RECALL_SECONDS: '0' } }),
    openBrowser(),
  ]);
  watched = await openPage(browser, `${running.url}/simulator/saja/`);
  page = watched.page;
});
afterAll(async () => {
  await watched.close();
  await browser.close();
  await running.stop();
});

it('takes a call whose number is wrong, has it corrected, and shows what comes of it while it happens', async () => {
  await page.getByText('هنوز تماسی ثبت نشده است.').waitFor();
  await page.getByLabel('شماره تلفن').fill('۰۸۱۲۳');
  await page.getByLabel('شرح درخواست').fill(WORDS);
  await page.getByLabel('منطقه').selectOption('district-9');
  await page.getByRole('button', { name: 'ثبت تماس' }).click();
  await page.getByText('ثبت نشد: شماره تلفن درست نیست.').waitFor();

  await page.getByRole('button', { name: 'اصلاح تماس' }).click();
  expect(await page.getByLabel('شرح درخواست').inputValue()).toBe(WORDS);
  await page.getByLabel('شماره تلفن').fill('۰۹۱۵۱۲۳۴۵۶۷');
  await page.getByRole('button', { name: 'ثبت دوباره' }).click();
  await page.locator('.standing', { hasText: 'در کارتابل مدیر' }).waitFor();
  await page.locator('.heard li', { hasText: 'به مدیر رسید' }).waitFor();
  expect(await page.locator('.head').textContent()).toContain('رئیس اداره فنی و عمران منطقه ۹');

  // What the operator is writing stays while the line changes above it.
  await page.getByLabel('چه می‌افزاید').fill('کنار دبستان است.');
  await page.getByRole('button', { name: 'فرستادن' }).click();
  await page.locator('.act', { hasText: 'در پاسخ ۱۳۷ ثبت شد' }).waitFor();

  await running.city.idle();
  await answerNewest(running.city, ANSWER);
  await page.getByText(ANSWER).waitFor();
  await page.getByRole('button', { name: 'برای تماس‌گیرنده خواندم' }).click();
  await page.getByText('برای تماس‌گیرنده خوانده شد:').waitFor();
  await page.getByRole('button', { name: '۵', exact: true }).click();
  await page.locator('.head', { hasText: '۵ از ۵' }).waitFor();
  await page.locator('.standing', { hasText: 'بسته شد' }).waitFor();
  expect(watched.errors).toEqual([]);
  expect(watched.foreignRequests).toEqual([]);
});

it('stands right to left, and has everything below each other on a phone', async () => {
  const [list, opened] = await Promise.all(
    ['.list', '.opened'].map((part) => page.locator(part).boundingBox()),
  );
  expect(list?.x).toBeGreaterThan(opened?.x ?? Number.POSITIVE_INFINITY);
  await page.setViewportSize({ width: 390, height: 844 });
  for (const path of ['saja', 'gam']) {
    await page.goto(`${running.url}/simulator/${path}/`);
    await page.locator('main').waitFor();
    const width = await page.evaluate('document.documentElement.scrollWidth');
    expect(width).toBe(390);
  }
});

it('switches faults on and off', async () => {
  await page.goto(`${running.url}/simulator/saja/`);
  await page.getByRole('button', { name: 'قطع است' }).click();
  await page.getByRole('button', { name: 'قطع است', pressed: true }).waitFor();
  await page.getByRole('button', { name: 'قطع است' }).click();
  await page.getByRole('button', { name: 'قطع است', pressed: false }).waitFor();
});
