import type { Page } from 'playwright-core';
import { createCityClient } from '../../src/story/city-client.js';
import type { Phone } from '../../src/story/phones.js';
import { fileRequest } from '../stories/filing.js';
import { CITIZEN } from '../support/people.js';

const FILER: Phone = { person: CITIZEN, bot: 'citizen', owner: 'شهروند نخست' };
/** Bale reads these as marks. */
const WORDS = 'چاله *بزرگی* جلوی [دبستان](https://example.org) است.';

/** A citizen on Bale has filed a request to managers on Telegram, in words that Bale would read as marks. */
export async function fillBalePhone(page: Page, url: string): Promise<void> {
  const city = createCityClient(url, { citizen: 'bale', staff: 'telegram' });
  await fileRequest(city, FILER, WORDS);
  await page.goto(`${url}/simulator/bale/`);
  const phone = page.getByRole('article', { name: `گوشی ${FILER.owner}`, exact: true });
  await phone.locator('.message').last().filter({ hasText: 'کد پیگیری' }).waitFor();
}
