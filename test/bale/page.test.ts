import type { Browser } from 'playwright-core';
import { BALE } from '../../src/channel/bot.js';
import { TOKENS } from '../simulator/harness.js';
import { openCityPage } from '../simulator/page/city-page.js';
import { openBrowser } from '../support/browser.js';

const PERSON = 1001;

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

it('has a page for the phones of Bale, where texts look as Bale shows them', async () => {
  const city = await openCityPage(browser, {
    hasBale: true,
    path: '/simulator/bale/',
    prepare({ simulator }) {
      simulator.addPerson({ id: PERSON, name: 'زهرا کریمی', bot: 'citizen', started: true }, BALE);
      simulator.addPerson({ id: PERSON, name: 'رضا محمدی', bot: 'citizen', started: true });
    },
  });
  try {
    const phone = city.page.getByRole('article', { name: 'گوشی زهرا کریمی' });
    await phone.getByRole('textbox').fill('سلام');
    await phone.getByRole('textbox').press('Enter');
    await phone.getByText('سلام').waitFor();
    await fetch(`${city.address}/bale/bot${TOKENS.citizen}/sendMessage`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ chat_id: PERSON, text: ' *ثبت* شد' }),
    });
    await phone.locator('b, strong', { hasText: 'ثبت' }).waitFor();
    expect(await city.page.getByText('بله در شهر آزمایشی').count()).toBe(1);
    expect(await city.page.getByText('رضا محمدی').count()).toBe(0);
    expect(await city.running.chat(PERSON)).toEqual([]);
  } finally {
    await city.close();
  }
  expect(city.errors).toEqual([]);
  expect(city.foreignRequests).toEqual([]);
});

it('has none where there is no Bale', async () => {
  const city = await openCityPage(browser);
  const answer = await fetch(`${city.address}/simulator/bale/`);
  await city.close();
  expect(answer.status).toBe(404);
});
