import { once } from 'node:events';
import { get } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { gunzipSync } from 'node:zlib';
import axe from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { LOCALES } from '../../src/config.js';
import { openBrowser, openPage } from '../support/browser.js';
import { IS_THOROUGH } from '../support/thorough.js';
import { openSite } from './open-site.js';

/** Every page, language and width with `THOROUGH=1`; else the fullest pages at their narrowest, in the city's own language. */
const NARROWEST = 360;
const SIZES = IS_THOROUGH ? [NARROWEST, 768, 1440] : [NARROWEST];
const LANGUAGES = IS_THOROUGH ? LOCALES : (['fa'] as const);
const LEAST_CONTRAST = 4.5;
const MOST_BYTES = 60_000;

let browser: Browser;
let site: Awaited<ReturnType<typeof openSite>>;
beforeAll(async () => {
  [browser, site] = await Promise.all([openBrowser(), openSite()]);
});
afterAll(async () => {
  await browser.close();
  await site.server.stop();
});

/** Whatever is wrong with a page, in words. */
async function problemsOf(page: Page, width: number): Promise<readonly string[]> {
  await page.evaluate(axe.source);
  const violations = await page.evaluate<readonly string[]>(
    `axe.run(document, { rules: { 'color-contrast': { enabled: false } } })
      .then(({ violations }) => violations.map(({ id, nodes }) => id + ': ' + nodes.map(({ html }) => html).join(' ')))`,
  );
  return [
    ...violations,
    ...(await page.evaluate<readonly string[]>(`(${findOverflow})()`)),
    ...(await page.evaluate<readonly string[]>(`(${findFaintText})(${LEAST_CONTRAST})`)),
    // The order of the keyboard is the same at every width.
    ...(width === NARROWEST ? await unreachableByKeyboard(page) : []),
  ];
}

/** Runs in the browser: what makes the whole page wider than the window. Tables have a scroll of their own. */
const findOverflow = `function () {
  const { scrollWidth, clientWidth } = document.documentElement;
  return scrollWidth > clientWidth ? ['the page is ' + scrollWidth + ' wide in ' + clientWidth] : [];
}`;

/** Runs in the browser: text with too little contrast, reckoned from its colour and the nearest ground below it. */
const findFaintText = `function (least) {
  const channels = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => [r, g, b]
    .map((value) => value / 255)
    .map((value) => (value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4))
    .reduce((sum, value, index) => sum + value * [0.2126, 0.7152, 0.0722][index], 0);
  const groundOf = (element) => {
    for (let one = element; one; one = one.parentElement) {
      const colour = channels(getComputedStyle(one).backgroundColor);
      if (colour.length < 4 || colour[3] > 0) return colour;
    }
    return [255, 255, 255];
  };
  const hasText = (element) => [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim() !== '');
  return [...document.body.querySelectorAll('*')].filter(hasText).flatMap((element) => {
    const [one, other] = [light(channels(getComputedStyle(element).color)), light(groundOf(element))];
    const contrast = (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
    return contrast < least ? ['contrast ' + contrast.toFixed(2) + ': ' + element.textContent.slice(0, 40)] : [];
  });
}`;

/** What can be used with a mouse and not with the key Tab, or is not seen to have the focus. */
async function unreachableByKeyboard(page: Page): Promise<readonly string[]> {
  const wanted = await page.evaluate<number>(
    `[...document.querySelectorAll('a[href], button, input:not([type=hidden]):not([type=radio]), select, textarea, summary, [tabindex="0"]')].filter((one) => one.checkVisibility()).length
      + new Set([...document.querySelectorAll('input[type=radio]')].map(({ name, form }) => [...document.forms].indexOf(form) + name)).size`,
  );
  const problems: string[] = [];
  for (let stop = 0; stop < wanted; stop += 1) {
    await page.keyboard.press('Tab');
    const focus = await page.evaluate<string>(
      `document.activeElement === document.body ? 'lost' : getComputedStyle(document.activeElement).outlineStyle === 'none' ? 'unseen: ' + document.activeElement.outerHTML.slice(0, 80) : ''`,
    );
    if (focus !== '') problems.push(`stop ${stop + 1} of ${wanted} by the keyboard is ${focus}`);
  }
  return problems;
}

it.each(LANGUAGES.flatMap((locale) => SIZES.map((width) => [locale, width] as const)))(
  'has in %s at %i pixels no page that is too wide, faint, out of reach of the keyboard or of a reader',
  async (locale, width) => {
    for (const path of IS_THOROUGH ? site.pathsIn(locale) : site.fullestIn(locale)) {
      const { page, errors, foreignRequests, close } = await openPage(browser, `${site.server.url}${path}`, {
        width,
      });
      const problems = await problemsOf(page, width);
      // A page that is refused says so in its status, which a browser notes as an error.
      const unexpected = errors.filter((error) => !/status of 40[04]/.test(error));
      expect({ path, problems, errors: unexpected, foreignRequests }).toEqual({
        path,
        problems: [],
        errors: [],
        foreignRequests: [],
      });
      await close();
    }
  },
);

/** The width of a sheet of A4 with the margins of a browser, in pixels. */
const SHEET = 718;

/** Runs in the browser: what paper cannot show, since it neither scrolls nor has the grounds of a screen. */
const findUnprintable = `function (least) {
  const light = (colour) => colour.match(/[\\d.]+/g).map(Number).slice(0, 3)
    .map((value) => value / 255)
    .map((value) => (value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4))
    .reduce((sum, value, index) => sum + value * [0.2126, 0.7152, 0.0722][index], 0);
  const hasText = (one) => [...one.childNodes].some((node) => node.nodeType === 3 && node.data.trim() !== '');
  const shown = [...document.body.querySelectorAll('*')].filter((one) => one.checkVisibility());
  const faint = shown.filter((one) => hasText(one) && 1.05 / (light(getComputedStyle(one).color) + 0.05) < least);
  const cut = shown.filter((one) => one.getBoundingClientRect().width > 0
    && (one.getBoundingClientRect().left < -1 || one.getBoundingClientRect().right > innerWidth + 1
      || (getComputedStyle(one).overflowX !== 'visible' && one.scrollWidth > one.clientWidth + 1)));
  return [
    ...faint.map((one) => 'faint: ' + one.textContent.slice(0, 40)),
    ...cut.map((one) => 'cut off: ' + one.outerHTML.slice(0, 60)),
    ...shown.filter((one) => one.matches('form, nav')).map((one) => 'of no use: ' + one.outerHTML.slice(0, 60)),
  ];
}`;

it.each(LANGUAGES)(
  'prints every page in %s whole, dark on white and without what can only be pressed',
  async (locale) => {
    const { page, close } = await openPage(browser, `${site.server.url}/`, { width: SHEET });
    await page.emulateMedia({ media: 'print' });
    const problems: Record<string, readonly string[]> = {};
    for (const path of site.pathsIn(locale)) {
      await page.goto(`${site.server.url}${path}`);
      const found = await page.evaluate<readonly string[]>(`(${findUnprintable})(${LEAST_CONTRAST})`);
      if (found.length > 0) problems[path] = found;
    }
    await close();
    expect(problems).toEqual({});
  },
);

/** Bytes of an answer as they come over the wire, to a browser that takes compressed ones; and what is in it. */
async function weigh(path: string): Promise<{ readonly bytes: number; readonly text: string }> {
  const [response] = await once(
    get(`${site.server.url}${path}`, { headers: { 'accept-encoding': 'gzip' } }),
    'response',
  );
  const body = await buffer(response);
  const text = (response.headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body).toString('utf8');
  return { bytes: body.length, text };
}

it('weighs 60 kB at most over the wire, with its style and its font', async () => {
  const style = await weigh('/site/style.css');
  const fonts = [...style.text.matchAll(/url\("([^"]+)"\)/g)].map(([, font]) => `/site/${font}`);
  const shared = await Promise.all(fonts.map(weigh));
  expect(shared).toHaveLength(1);
  const around = style.bytes + shared.reduce((sum, { bytes }) => sum + bytes, 0);
  const weights = await Promise.all(
    LOCALES.flatMap((locale) => site.pathsIn(locale)).map(
      async (path) => [path, around + (await weigh(path)).bytes] as const,
    ),
  );
  expect(weights.filter(([, bytes]) => bytes > MOST_BYTES)).toEqual([]);
});
