import type { Locale } from '../config.js';
import { layOutRow } from '../text/direction.js';
import { formatNumber } from '../text/numbers.js';
import { createWording, joinLines, joinParagraphs, type Speech, type Wording } from './wording.js';

/** Entries on one page of a list, as many as a phone shows at once. */
export const PAGE_SIZE = 5;

/** A button that carries data, as both bots' libraries take it. */
interface DataButton {
  readonly text: string;
  readonly callback_data: string;
}

/** One page of a list. */
export interface ListPage<Entry> {
  /** What the page shows, each with its place in the whole list, counted from 1. */
  readonly shown: readonly { readonly entry: Entry; readonly place: number }[];
  /** The page, counted from 0. */
  readonly page: number;
  /** How many pages there are; undefined where nobody has counted. */
  readonly pages?: number;
  readonly hasNext: boolean;
}

/** A page of entries that are all at hand; the last one where there are not so many pages any more. */
export function pageOf<Entry>(all: readonly Entry[], asked: number, size = PAGE_SIZE): ListPage<Entry> {
  const pages = Math.max(1, Math.ceil(all.length / size));
  const page = Math.min(asked, pages - 1);
  const shown = all.slice(page * size, (page + 1) * size);
  return { shown: placed(shown, page * size), page, pages, hasNext: page < pages - 1 };
}

/** A page of entries that are counted, and of which only those of the page are looked up; the last one likewise. */
export async function lookUpPage<Entry>(
  {
    count,
    asked,
    size = PAGE_SIZE,
  }: { readonly count: number; readonly asked: number; readonly size?: number },
  find: (part: { readonly skip: number; readonly limit: number }) => Promise<readonly Entry[]>,
): Promise<ListPage<Entry>> {
  const pages = Math.max(1, Math.ceil(count / size));
  const page = Math.min(asked, pages - 1);
  const skip = page * size;
  const found = count === 0 ? [] : await find({ skip, limit: size });
  return { shown: placed(found, skip), page, pages, hasNext: page < pages - 1 };
}

/**
 * A page of entries that are looked up page by page. `found` begins with the first entry of the page; where `hasNext` is
 * not known, one more than the page takes says that there is another page.
 */
export function uncountedPage<Entry>(
  found: readonly Entry[],
  page: number,
  hasNext = found.length > PAGE_SIZE,
): ListPage<Entry> {
  return { shown: placed(found.slice(0, PAGE_SIZE), page * PAGE_SIZE), page, hasNext };
}

function placed<Entry>(shown: readonly Entry[], before: number): ListPage<Entry>['shown'] {
  return shown.map((entry, index) => ({ entry, place: before + index + 1 }));
}

/** Which page of how many it is; undefined where there is one only, or nobody has counted. */
export function pageLine(
  { page, pages = 1 }: Pick<ListPage<unknown>, 'page' | 'pages'>,
  locale: Locale,
  wording: Pick<Wording, 'html'>,
): string | undefined {
  if (pages === 1) return undefined;
  return wording.html('common.page', {
    page: formatNumber(page + 1, locale),
    pages: formatNumber(pages, locale),
  });
}

/** The buttons to the pages before and after, where there are such; `dataOf` gives what the button of a page carries. */
export function turningRow(
  { page, hasNext }: Pick<ListPage<unknown>, 'page' | 'hasNext'>,
  wording: Pick<Wording, 'plain'>,
  dataOf: (page: number) => string,
): readonly DataButton[] {
  const to = (way: 'previous' | 'next', target: number) => ({
    text: wording.plain(`common.button.${way}`),
    callback_data: dataOf(target),
  });
  return [...(page > 0 ? [to('previous', page - 1)] : []), ...(hasNext ? [to('next', page + 1)] : [])];
}

/** Buttons in a row of those that only have a number. */
const NUMBERS_IN_A_ROW = 5;

/** A button with the number of each entry, the first one where the reader begins. */
export function numberRows<Entry>(
  entries: ListPage<Entry>['shown'],
  locale: Locale,
  dataOf: (entry: Entry) => string,
): DataButton[][] {
  const rows: DataButton[][] = [];
  for (let from = 0; from < entries.length; from += NUMBERS_IN_A_ROW) {
    const row = entries.slice(from, from + NUMBERS_IN_A_ROW).map(({ entry, place }) => ({
      text: formatNumber(place, locale),
      callback_data: dataOf(entry),
    }));
    rows.push(layOutRow(row, locale));
  }
  return rows;
}

/** How one list is worded. */
export interface ListWords<Entry> {
  /** The first line, in HTML. */
  readonly title: string;
  /** An entry in HTML; `number` is its place in the whole list, in the digits of the language. */
  readonly entry: (entry: Entry, number: string) => string;
  /** What the button of an entry says after its number, and what it carries. */
  readonly button: (entry: Entry) => { readonly topic: string; readonly data: string };
  /** What the button to another page carries. */
  readonly turn: (page: number) => string;
}

/** A page as a message: title, entries, a button for each of them, and below those the buttons to other pages. */
export function renderList<Entry>(
  page: ListPage<Entry>,
  speech: Speech,
  { title, entry: write, button, turn }: ListWords<Entry>,
): { readonly html: string; readonly rows: readonly (readonly DataButton[])[] } {
  const wording = createWording(speech);
  const numbered = page.shown.map(({ entry, place }) => ({
    entry,
    number: formatNumber(place, speech.locale),
  }));
  return {
    html: joinParagraphs(
      joinLines(title, pageLine(page, speech.locale, wording)),
      ...numbered.map(({ entry, number }) => write(entry, number)),
    ),
    rows: [
      ...numbered.map(({ entry, number }) => {
        const { topic, data } = button(entry);
        return [{ text: wording.plain('common.button.open', { number, topic }), callback_data: data }];
      }),
      turningRow(page, wording, turn),
    ],
  };
}
