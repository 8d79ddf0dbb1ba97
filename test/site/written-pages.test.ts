import { gunzipSync } from 'node:zlib';
import { createWrittenPages, type PageSource } from '../../src/site/written-pages.js';
import { NOW, requestIn, STAGES, speechIn } from '../messages/samples.js';

const [STAGE = { status: 'intake', because: 'noUnit' } as const] = STAGES.referred;
const { organization } = speechIn('fa');
const source: PageSource = { request: requestIn(STAGE), organization, locale: 'fa', now: NOW };
let written: string[];
let pages: ReturnType<typeof createWrittenPages>;

beforeEach(() => {
  written = [];
  pages = createWrittenPages();
});

/** The text of a page, and how many have been written by then. */
function read(changed: Partial<PageSource> = {}) {
  const write = () => {
    written.push(`page ${written.length + 1}`);
    return written.at(-1) ?? '';
  };
  return pages.pageOf({ ...source, ...changed }, write);
}

it('writes a page once for all who read it', async () => {
  const page = read();
  expect(read()).toBe(page);
  expect(page.html.toString()).toBe('page 1');
  expect(gunzipSync(await page.gzipped()).toString()).toBe('page 1');
  expect(await read().gzipped()).toBe(await page.gzipped());
});

it.each<[string, Partial<PageSource>]>([
  ['the request has changed', { request: requestIn(STAGE) }],
  ['the city has changed', { organization: { ...organization } }],
  ['it is another language', { locale: 'ar' }],
  ['it is another minute', { now: new Date(NOW.getTime() + 60_000) }],
])('writes it anew where %s', (_what, changed) => {
  read();
  expect(read(changed).html.toString()).toBe('page 2');
});
