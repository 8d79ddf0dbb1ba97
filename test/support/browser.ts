import chromium from '@sparticuz/chromium';
import { type Browser, type BrowserContext, type Page, chromium as playwright } from 'playwright-core';

/** A Chromium without a window, which the development dependencies bring along. */
export async function openBrowser(): Promise<Browser> {
  return playwright.launch({ args: chromium.args, executablePath: await chromium.executablePath() });
}

/** A page that writes down what must not happen on it. */
export interface WatchedPage {
  readonly page: Page;
  /** Errors of scripts and of the console, refused content included. */
  readonly errors: readonly string[];
  /** Addresses that were asked for at other hosts than the page's own. */
  readonly foreignRequests: readonly string[];
  close(): Promise<void>;
}

/** Opens an address in a context of its own: nothing is remembered from other pages. */
export async function openPage(
  browser: Browser,
  address: string,
  { width = 1440, height = 900 }: { width?: number; height?: number } = {},
): Promise<WatchedPage> {
  const context: BrowserContext = await browser.newContext({ viewport: { width, height }, locale: 'fa-IR' });
  const page = await context.newPage();
  const errors: string[] = [];
  const foreignRequests: string[] = [];
  const { origin } = new URL(address);
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text());
  });
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('request', (request) => {
    const { protocol, origin: asked } = new URL(request.url());
    if (/^https?:$/.test(protocol) && asked !== origin) foreignRequests.push(request.url());
  });
  await page.goto(address);
  return { page, errors, foreignRequests, close: () => context.close() };
}

/** Takes a picture of the whole page, once its fonts are there. */
export async function takeScreenshot(page: Page, path: string): Promise<void> {
  await page.evaluate('document.fonts.ready');
  await page.screenshot({ path, fullPage: true, animations: 'disabled' });
}
