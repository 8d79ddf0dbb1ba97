import chromium from '@sparticuz/chromium';
import { type Browser, type Page, chromium as playwright } from 'playwright-core';

/** It often runs in containers, which have neither a sandbox nor a graphics card. */
const ARGUMENTS = ['--no-sandbox', '--disable-gpu', '--font-render-hinting=none'];

/** A Chromium without a window, which the development dependencies bring along. */
export async function openBrowser(): Promise<Browser> {
  return playwright.launch({ args: ARGUMENTS, executablePath: await chromium.executablePath() });
}

/** A page, and a record of what must not happen on it. */
export interface WatchedPage {
  readonly page: Page;
  /** Errors of scripts and of the console, refused content included. */
  readonly errors: readonly string[];
  /** Addresses at other hosts than the page's own that were asked for. */
  readonly foreignRequests: readonly string[];
  close(): Promise<void>;
}

export interface PageOptions {
  readonly width?: number;
  readonly height?: number;
  /** Runs in the browser before the scripts of the page. */
  readonly initScript?: string;
}

/** Opens an address in a context of its own: nothing is remembered from other pages. */
export async function openPage(
  browser: Browser,
  address: string,
  { width = 1440, height = 900, initScript }: PageOptions = {},
): Promise<WatchedPage> {
  const context = await browser.newContext({ viewport: { width, height } });
  if (initScript !== undefined) await context.addInitScript(initScript);
  const page = await context.newPage();
  const errors: string[] = [];
  const foreignRequests: string[] = [];
  const { origin } = new URL(address);
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text());
  });
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('request', (request) => {
    const asked = new URL(request.url());
    if (/^https?:$/.test(asked.protocol) && asked.origin !== origin) foreignRequests.push(request.url());
  });
  await page.goto(address);
  return { page, errors, foreignRequests, close: () => context.close() };
}

/** Takes a picture of the whole page, once its fonts are there. */
export async function takeScreenshot(page: Page, path: string): Promise<void> {
  await page.evaluate('document.fonts.ready');
  await page.screenshot({ path, fullPage: true, animations: 'disabled' });
}
