import type { Browser, Page } from 'playwright-core';
import { createKavenegar } from '../../../src/sms/providers/kavenegar.js';
import { openBrowser } from '../../support/browser.js';
import { type CityPage, openCityPage } from './city-page.js';

const KEY = 'key-of-the-telephones';
const TEXT = 'درخواست شما در ۱۳۷ ثبت شد. کد پیگیری: ۱۲۳-۴۵۶-۷۸۹۴';

let browser: Browser;
let city: CityPage;
let page: Page;
beforeAll(async () => {
  browser = await openBrowser();
  city = await openCityPage(browser, { path: '/simulator/sms/', sms: { key: KEY } });
  page = city.page;
});
afterAll(async () => {
  await city.close();
  await browser.close();
  expect(city.errors).toEqual([]);
  expect(city.foreignRequests).toEqual([]);
});

/** Sends a short message as the product would. */
async function send(number: string, text: string): Promise<string> {
  const root = `${city.address}/simulator/sms/api/kavenegar`;
  const provider = createKavenegar({ key: KEY, line: '30001370', root });
  return (await provider.send({ id: '137', number, text })).kind;
}

it('says where messages come from while there are none', async () => {
  await page.getByText('هنوز پیامکی فرستاده نشده است.').waitFor();
  await page.getByText('«تماس تازه»').waitFor();
});

it('shows a message on the phone of its number as soon as it arrives, with its parts', async () => {
  expect(await send('+989151234567', TEXT)).toBe('accepted');
  const phone = page.getByRole('article', { name: /۰۹۱۵ ۱۲۳ ۴۵۶۷/ });
  await phone.getByText(TEXT).waitFor();
  await phone.getByText('۱ بخش').waitFor();
  await send('+989151234567', 'ی'.repeat(71));
  await phone.getByText('۲ بخش').waitFor();
});

it('lets somebody choose among the phones, and keeps the choice when another one rings', async () => {
  await send('+989159999999', TEXT);
  await page.getByRole('button', { name: '۰۹۱۵ ۱۲۳ ۴۵۶۷' }).click();
  await page.getByRole('article', { name: /۱۲۳ ۴۵۶۷/ }).waitFor();
  await send('+989158888888', TEXT);
  await page.getByRole('button', { name: '۰۹۱۵ ۸۸۸ ۸۸۸۸' }).waitFor();
  await page.getByRole('article', { name: /۱۲۳ ۴۵۶۷/ }).waitFor();
});

it('lets somebody write to the line, and keeps what they write while messages come in', async () => {
  const box = page.getByLabel('پیامک به ۱۳۷');
  await box.fill('1234567894');
  await send('+989157777777', TEXT);
  await page.getByRole('button', { name: '۰۹۱۵ ۷۷۷ ۷۷۷۷' }).waitFor();
  expect(await box.inputValue()).toBe('1234567894');
  await page.getByRole('button', { name: 'بفرست' }).click();
  await page.locator('.is-own', { hasText: '1234567894' }).waitFor();
  expect(await box.inputValue()).toBe('');
});

it('switches faults on and off, and shows no message that does not arrive', async () => {
  const fault = page.getByRole('button', { name: 'اعتبار تمام شده' });
  await fault.click();
  await page.locator('.fault[aria-pressed="true"]').waitFor();
  expect(await send('+989151234567', 'این نمی‌رسد.')).toBe('later');
  await fault.click();
  await page.locator('.fault[aria-pressed="true"]').waitFor({ state: 'detached' });
  expect(await send('+989151234567', 'این می‌رسد.')).toBe('accepted');
  await page.getByText('این می‌رسد.').waitFor();
  expect(await page.getByText('این نمی‌رسد.').count()).toBe(0);
});
