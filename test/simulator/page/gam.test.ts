import type { Browser, Page } from 'playwright-core';
import { openBrowser } from '../../support/browser.js';
import { type CityPage, openCityPage } from './city-page.js';

const TOKEN = 'token-of-the-office-137';
const HEAD = { code: 'head', title: 'رئیس اداره فنی و عمران منطقه ۹' };
const PARKS = { code: 'parks', title: 'رئیس فضای سبز منطقه ۹' };
const LETTER = {
  ClientId: '1234567894-2',
  Version: 2,
  LetterKind: 'داخلی',
  Priority: 'عادی',
  ReceiverCode: HEAD.code,
  ReceiverTitle: HEAD.title,
  Subject: 'درخواست ۱۳۷: چاله و خرابی آسفالت',
  Body: 'چاله و خرابی آسفالت — منطقه ۹\n\nچاله‌ای جلوی دبستان است.',
  State: 'مهلت پاسخ: تا جمعه ۱۳ آذر ساعت ۱۰:۰۰',
  MarginNotes: ['درخواست ثبت شد.', 'به رئیس اداره فنی و عمران منطقه ۹ رسید.'],
  TrackingNo: '1234567894',
  Deadline: '2026-12-04T06:30:00.000Z',
  Links: [],
};
const ANSWER = 'چاله امروز صبح پر شد و محل باز است.';

let browser: Browser;
let city: CityPage;
let page: Page;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());
beforeEach(async () => {
  city = await openCityPage(browser, {
    path: '/simulator/gam/',
    // Nobody listens there: the page does not depend on whether the product hears of an act.
    gam: { token: TOKEN, callback: 'http://127.0.0.1:9/gam/wake', positions: async () => [HEAD, PARKS] },
  });
  page = city.page;
});
afterEach(async () => {
  await city.close();
  expect(city.errors).toEqual([]);
  expect(city.foreignRequests).toEqual([]);
});

/** A call of the system that sends letters. */
async function system(method: string, path: string, body: object): Promise<number> {
  const { status } = await fetch(`${city.address}/simulator/gam/api/system${path}`, {
    method,
    headers: { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return status;
}

it('says where letters come from while there are none, and shows one as soon as it arrives', async () => {
  await page.getByText('نامه‌ای در این کارتابل نیست.').waitFor();
  await page.getByText('«تلفن و گام»').waitFor();
  expect(await system('POST', '/letters', LETTER)).toBe(201);
  await page.getByRole('button', { name: LETTER.Subject }).click();
  await page.getByText('چاله‌ای جلوی دبستان است.').waitFor();
  await page.getByText(LETTER.State).waitFor();
  const margin = page.locator('.margin li');
  expect(await margin.allTextContents()).toEqual(LETTER.MarginNotes);
  expect(await page.locator('.head').textContent()).toContain('۱۳۷/۰۰۰۰۱');
  // Right to left: the cartables stand at the right edge.
  const [cartables, opened] = [
    await page.locator('.cartables').boundingBox(),
    await page.locator('.opened').boundingBox(),
  ];
  expect(cartables?.x).toBeGreaterThan(opened?.x ?? Number.POSITIVE_INFINITY);
});

it('keeps what somebody writes while the letter changes, and shows what became of it', async () => {
  await system('POST', '/letters', LETTER);
  await page.getByRole('button', { name: LETTER.Subject }).click();
  await page.getByLabel('متن پاسخ').fill(ANSWER);
  await system('PUT', `/letters/${LETTER.ClientId}`, {
    ...LETTER,
    Version: 3,
    MarginNotes: [...LETTER.MarginNotes, 'شهروند توضیحی افزود.'],
  });
  await page.getByText('شهروند توضیحی افزود.').waitFor();
  expect(await page.getByLabel('متن پاسخ').inputValue()).toBe(ANSWER);
  await page.getByRole('button', { name: 'ثبت پاسخ' }).click();
  await page.getByText('در راه پاسخ ۱۳۷').waitFor();
  await system('POST', `/acts/${LETTER.ClientId}.1/receipt`, {
    Accepted: false,
    Note: 'این درخواست بسته شده است.',
  });
  await page.getByText('پذیرفته نشد: این درخواست بسته شده است.').waitFor();
  await system('POST', `/letters/${LETTER.ClientId}/withdraw`, {
    ...LETTER,
    Version: 4,
    State: 'پاسخ داده شد',
  });
  await page.getByText('پاسخ داده شد').waitFor();
  await page.getByLabel('متن پاسخ').waitFor({ state: 'detached' });
});

it('asks for what an act needs, and switches faults on and off', async () => {
  await system('POST', '/letters', LETTER);
  await page.getByRole('button', { name: LETTER.Subject }).click();
  await page.getByLabel('نتیجه').selectOption('planned');
  await page.getByLabel('تا چه روزی').waitFor();
  await page.getByRole('button', { name: 'ارجاع', exact: true }).click();
  await page.getByLabel('ارجاع به').selectOption(PARKS.code);
  await page.getByLabel('هامش').fill('درخت است.');
  await page.getByRole('button', { name: 'ثبت ارجاع' }).click();
  await page.locator('.act', { hasText: 'درخت است.' }).waitFor();
  await page.getByRole('button', { name: 'نامه نمی‌پذیرد' }).click();
  await page.getByRole('button', { name: 'نامه نمی‌پذیرد', pressed: true }).waitFor();
  expect(await system('POST', '/letters', { ...LETTER, ClientId: 'another' })).toBe(422);
  await page.getByRole('button', { name: 'نامه نمی‌پذیرد' }).click();
  await page.getByRole('button', { name: 'نامه نمی‌پذیرد', pressed: false }).waitFor();
});
