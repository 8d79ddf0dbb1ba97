import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { type Clock, createMovableClock, systemClock } from '../../../src/clock.js';
import type { Role, SimulatedProduct } from '../../../src/simulator/index.js';
import { openBrowser, takeScreenshot } from '../../support/browser.js';
import { until } from '../harness.js';
import { type CityPage, type CityPageOptions, openCityPage } from './city-page.js';

const CITIZEN = 1001;
const NEIGHBOUR = 1002;
const OPERATOR = 2001;
const HEAD = 3001;
const MAYOR = 3003;
const HOUR_MS = 3_600_000;
const START = new Date('2026-11-24T10:40:00Z');

const ROLES: readonly (readonly [
  number,
  { roles: readonly Role[]; position?: string; positionTitle?: string },
])[] = [
  [OPERATOR, { roles: ['operator'] }],
  [HEAD, { roles: ['manager'], position: 'head', positionTitle: 'رئیس اداره فنی و عمران منطقه ۹' }],
  [MAYOR, { roles: ['manager'], position: 'mayor', positionTitle: 'شهردار مشهد' }],
];

const REQUEST = {
  code: '1234567894',
  citizen: String(CITIZEN),
  status: 'referred',
  category: 'چاله و خرابی آسفالت',
  text: 'جلوی دبستان چاله است',
  dueAt: new Date(START.getTime() + 53 * HOUR_MS),
  chain: [
    { position: 'expert', title: 'کارشناس مسئول', state: 'passed', vacant: false },
    { position: 'head', title: 'رئیس اداره فنی و عمران منطقه ۹', state: 'now', vacant: false },
    { position: 'deputy', title: 'معاون فنی و عمران منطقه ۹', state: 'above', vacant: true },
    { position: 'mayor', title: 'شهردار مشهد', state: 'above', vacant: false },
  ],
};
/** Positions further up, so that the chain is wider than a small window. */
const CHAIN_OF_MANY = [1, 2, 3].map((number) => ({
  position: `further-${number}`,
  title: `معاون حمل‌ونقل و ترافیک شهرداری مشهد ${number}`,
  state: 'passed',
  vacant: true,
}));
const OTHER_REQUEST = {
  ...REQUEST,
  code: '4810392751',
  citizen: String(NEIGHBOUR),
  status: 'answered',
  chain: [{ position: 'mayor', title: 'شهردار مشهد', state: 'answered', vacant: false }],
};

/** The machine's clock, as if it were this moment now. */
function startingAt(moment: Date): Clock {
  const ahead = moment.getTime() - systemClock.now().getTime();
  return { ...systemClock, now: () => new Date(systemClock.now().getTime() + ahead) };
}

describe('the page of the city', () => {
  let browser: Browser;
  let city: CityPage;
  let expectedErrors: RegExp | undefined;

  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser.close());
  beforeEach(() => {
    expectedErrors = undefined;
  });
  afterEach(async () => {
    await city.close();
    expect(city.errors.filter((error) => !expectedErrors?.test(error))).toEqual([]);
    expect(city.foreignRequests).toEqual([]);
  });

  async function open(requests: readonly unknown[] = [], options: CityPageOptions = {}) {
    const product: Partial<SimulatedProduct> = {
      describePeople: async () => new Map(ROLES),
      requests: async () => requests,
      ...options.product,
    };
    city = await openCityPage(browser, {
      ...options,
      clock: createMovableClock(startingAt(START)),
      product,
      prepare: ({ simulator }) => {
        simulator.addPerson({
          id: CITIZEN,
          name: 'زهرا کریمی',
          phone: '+989151112233',
          bot: 'citizen',
          started: true,
        });
        simulator.addPerson({ id: NEIGHBOUR, name: 'علی رضایی', bot: 'citizen', started: true });
        simulator.addPerson({ id: OPERATOR, name: 'کارشناس دریافت', bot: 'staff', started: true });
        simulator.addPerson({ id: HEAD, name: 'رئیس اداره', bot: 'staff', started: true });
        simulator.addPerson({ id: MAYOR, name: 'شهردار', bot: 'staff', started: true });
      },
    });
    await city.page.locator('.phone').first().waitFor();
  }

  const phoneNames = () => city.page.locator('.nameplate h2').allTextContents();
  /** Where the right edges of these elements are, in the order of the document. */
  async function placesOf(selector: string): Promise<number[]> {
    const places = `[...document.querySelectorAll("${selector}")].map((one) => one.getBoundingClientRect().right)`;
    // The expression gives a list of numbers.
    return (await city.page.evaluate(places)) as number[];
  }
  const expectFromRightToLeft = (places: number[]) =>
    expect(places).toEqual([...places].sort((a, b) => b - a));
  const button = (name: string) => city.page.getByRole('button', { name });

  it('reads from right to left in Vazirmatn', async () => {
    await open();
    const { page } = city;
    await page.evaluate('document.fonts.ready');
    expect(
      await page.evaluate('[document.documentElement.lang, getComputedStyle(document.body).direction]'),
    ).toEqual(['fa', 'rtl']);
    expect(await page.evaluate('getComputedStyle(document.querySelector(".clock-day")).fontFamily')).toMatch(
      /^"?Vazirmatn/,
    );
    expect(await page.evaluate('document.fonts.check("14px Vazirmatn", "سلام")')).toBe(true);
    expect(await page.evaluate('[...document.fonts].map(({ status }) => status)')).toEqual(['loaded']);
    const [own, other] = (await page.evaluate(`["Vazirmatn", "monospace"].map((font) => {
      const canvas = document.createElement("canvas").getContext("2d");
      canvas.font = "14px " + font;
      return canvas.measureText("سلام شهر").width;
    })`)) as number[];
    expect(own).not.toBe(other);
  });

  it('is served under a policy that allows no inline script', async () => {
    await open();
    const response = await fetch(`${city.address}/simulator/`);
    expect(response.headers.get('content-security-policy')).toContain("script-src 'self';");
    expect(await response.text()).not.toMatch(/<script(?![^>]*\bsrc=)|\son\w+=/);
  });

  it('shows the date and time of the city, and moves them by 72 hours', async () => {
    await open();
    const clock = city.page.locator('.clock');
    await clock.getByText('سه‌شنبه ۳ آذر ۱۴۰۵').waitFor();
    expect(await clock.locator('strong').textContent()).toBe('۱۴:۱۰');
    const before = city.running.clock.offset;
    await button('۷۲ ساعت بعد').click();
    await clock.getByText('جمعه ۶ آذر ۱۴۰۵').waitFor();
    expect(city.running.clock.offset - before).toBe(72 * HOUR_MS);
  });

  it('is busy until everything that came due is done', async () => {
    let finish = () => {};
    const finished = new Promise<boolean>((resolve) => {
      finish = () => resolve(false);
    });
    await open([], { product: { runDue: () => finished } });
    await button('۱ ساعت بعد').click();
    await city.page.getByText('ساعت شهر جلو می‌رود…').waitFor();
    expect(await button('یک روز بعد').isDisabled()).toBe(true);
    finish();
    await city.page.locator('button:enabled', { hasText: 'یک روز بعد' }).waitFor();
  });

  it('draws the chain of the newest request with its deadline', async () => {
    await open([REQUEST]);
    const { page } = city;
    await page.locator('.station').first().waitFor();
    expect(await page.locator('.station-title').allTextContents()).toEqual(
      REQUEST.chain.map(({ title }) => title),
    );
    const now = page.locator('[aria-current=step]');
    expect(await now.locator('.deadline').textContent()).toBe('تا پنجشنبه ۵ آذر، ۱۹:۱۰۲ روز و ۵ ساعت مانده');
    expect(await page.locator('.station.is-vacant').textContent()).toContain('خالی');
    expect(await page.locator('.station.is-passed .station-title').textContent()).toBe('کارشناس مسئول');
    expect(await page.locator('.request-chooser').textContent()).toMatch(
      /\u2068۱۲۳-۴۵۶-۷۸۹۴\u2069\s*منتظر پاسخ مدیر\s*چاله و خرابی آسفالت/,
    );
    expectFromRightToLeft(await placesOf('.station'));
  });

  it('fits into windows from 360 to 1600 pixels, with the phone of whoever has the request in sight', async () => {
    await open([{ ...REQUEST, chain: [...CHAIN_OF_MANY, ...REQUEST.chain] }]);
    const { page } = city;
    for (const width of [360, 768, 1180, 1600]) {
      await page.setViewportSize({ width, height: 740 });
      await page.reload();
      const holder = page.getByRole('article', { name: /گوشی رئیس اداره فنی و عمران منطقه ۹/ });
      await holder.waitFor();
      await until(async () => {
        const box = await holder.boundingBox();
        return box !== null && box.x >= 0 && box.x + box.width <= width ? true : undefined;
      });
      const sizes = '[document.documentElement.scrollWidth, Math.abs(document.documentElement.scrollLeft)]';
      expect([width, await page.evaluate(sizes)]).toEqual([width, [width, 0]]);
    }
  });

  it('leads from a request to what everybody sees of it', async () => {
    await open([REQUEST]);
    const link = city.page.getByRole('link', { name: 'آنچه همه می‌بینند' });
    expect(await link.getAttribute('href')).toBe(`/t/${REQUEST.code}`);
  });

  it('puts the citizen at the right and the mayor at the left', async () => {
    await open([REQUEST]);
    await city.page.locator('.phone').nth(2).waitFor();
    expect(await phoneNames()).toEqual(['زهرا کریمی', 'رئیس اداره فنی و عمران منطقه ۹', 'شهردار مشهد']);
    expectFromRightToLeft(await placesOf('.phone'));
  });

  it('follows another request when it is chosen, and keeps what is pinned', async () => {
    await open([REQUEST, OTHER_REQUEST]);
    const { page } = city;
    const head = page.locator('.phone', { hasText: 'رئیس اداره فنی' });
    await head.getByRole('button', { name: 'ثابت نگه داشتن' }).click();
    await page.locator('.request-chooser').click();
    await page.locator('.request-list .request', { hasText: '۴۸۱-۰۳۹-۲۷۵۱' }).click();
    await page.locator('.station.is-answered').waitFor();
    expect(await phoneNames()).toEqual(['علی رضایی', 'شهردار مشهد', 'رئیس اداره فنی و عمران منطقه ۹']);
    await page.reload();
    await page.locator('.phone').nth(2).waitFor();
    expect(await phoneNames()).toEqual(['علی رضایی', 'شهردار مشهد', 'رئیس اداره فنی و عمران منطقه ۹']);
  });

  it('keeps the phone with which a request of a caller was filed', async () => {
    const requests: unknown[] = [];
    await open(requests);
    const { page } = city;
    const desk = page.locator('.phone', { hasText: 'کارشناس دریافت' });
    await desk.getByRole('textbox', { name: 'پیام' }).fill('تماس تازه');
    await desk.getByRole('button', { name: 'فرستادن' }).click();
    await desk.locator('.bubble', { hasText: 'تماس تازه' }).waitFor();
    requests.push({ ...REQUEST, citizen: 'phone:+989151234567' });
    await button('۱ ساعت بعد').click();
    await page.locator('.station').first().waitFor();
    expect(await phoneNames()).toEqual(['کارشناس دریافت', 'رئیس اداره فنی و عمران منطقه ۹', 'شهردار مشهد']);
  });

  it('works where the browser remembers nothing', async () => {
    const initScript =
      'Object.defineProperty(window, "localStorage", { get() { throw new Error("blocked"); } });';
    await open([], { initScript });
    await button('بستن گوشی زهرا کریمی').click();
    await until(async () => !(await phoneNames()).includes('زهرا کریمی'));
  });

  it('finds people by name or position and opens their phones', async () => {
    await open();
    const { page } = city;
    await button('گوشی‌ها').click();
    expect(await page.locator('.picker h3').allInnerTexts()).toEqual([
      expect.stringContaining('شهروندان'),
      expect.stringContaining('کارشناسان دریافت ۱۳۷'),
      expect.stringContaining('مدیران'),
    ]);
    await page.getByPlaceholder('جست‌وجوی نام یا سمت').fill('شهردار مشهد');
    expect(await page.locator('.picker-row').count()).toBe(1);
    await page.locator('.picker-row').click();
    await until(async () => (await phoneNames()).includes('شهردار مشهد'));
  });

  it('marks who has got a message out of sight, until the phone is seen', async () => {
    await open();
    const { page } = city;
    await city.botWrites(NEIGHBOUR, 'خبر تازه');
    await page.locator('.picker-place .unread-dot:visible').waitFor();
    await button('گوشی‌ها').click();
    await page.locator('.picker-row', { hasText: 'علی رضایی' }).locator('.unread-dot').waitFor();
    await page.locator('.picker-row', { hasText: 'علی رضایی' }).click();
    await page.locator('.phone', { hasText: 'خبر تازه' }).waitFor();
    await page.locator('.unread-dot:visible').waitFor({ state: 'detached' });
  });

  it('adds a person, who starts the bot', async () => {
    await open();
    const { page } = city;
    await button('شهروند تازه').click();
    await page.getByLabel('نام و نام خانوادگی').fill('مینا احمدی');
    await page.getByLabel('شماره همراه').fill('09157778899');
    await button('افزودن و باز کردن گوشی').click();
    const phone = page.getByRole('article', { name: 'گوشی مینا احمدی' });
    await phone.getByRole('button', { name: 'شروع', exact: true }).click();
    await phone.locator('.from-person', { hasText: '/start' }).waitFor();
    await phone.getByRole('textbox').waitFor();
  });

  it('switches faults on and off', async () => {
    await open();
    const { page } = city;
    await button('خطاهای ساختگی').click();
    await page.locator('select[name=kind]').selectOption('500');
    await page.getByLabel('چند بار').fill('۲');
    await button('روشن کردن').click();
    await page.locator('.faults-active', { hasText: 'خرابی تلگرام' }).waitFor();
    expect((await city.running.control('GET', '/faults')).body).toMatchObject([{ kind: '500', times: 2 }]);
    await button('خاموش کردن همه').click();
    await page.getByText('هیچ خطایی روشن نیست.').waitFor();
  });

  it('says in a sentence that a call failed', async () => {
    await open();
    expectedErrors = /Failed to load resource/;
    await city.page.route('**/messages', (route) => route.abort());
    await city.page.getByRole('textbox').first().fill('سلام');
    await city.page.keyboard.press('Enter');
    await city.page.getByRole('alert').getByText('شهر آزمایشی در دسترس نیست.').waitFor();
    expect(await city.page.getByRole('textbox').first().inputValue()).toBe('سلام');
  });

  it('learns after a lost connection what happened meanwhile', async () => {
    await open();
    expectedErrors = /Failed to load resource|ERR_/;
    const { page } = city;
    await page.getByText('زنده').waitFor();
    city.cutConnections();
    await page.getByText('ارتباط قطع شد').waitFor();
    await city.botWrites(CITIZEN, 'در این میان');
    await page.getByText('در این میان').waitFor();
    await page.getByText('زنده').waitFor();
  });

  it('can be photographed whole', async () => {
    await open([REQUEST]);
    const folder = await mkdtemp(join(tmpdir(), 'pasokh-page-'));
    const path = join(folder, 'page.png');
    await takeScreenshot(city.page, path);
    const picture = await readFile(path);
    await rm(folder, { recursive: true });
    expect([picture.readUInt32BE(16), picture.readUInt32BE(20)]).toEqual([1440, 900]);
  });
});
