import { promisify } from 'node:util';
import { gzip as compress } from 'node:zlib';
import type { Locale } from '../config.js';
import type { Organization } from '../organization/organization.js';
import type { Request } from '../requests/lifecycle/request.js';

const gzip = promisify(compress);
const A_MINUTE_MS = 60_000;

/** A whole page as it is sent. */
export interface WrittenPage {
  readonly html: Buffer;
  /** The same, compressed with gzip. */
  gzipped(): Promise<Buffer>;
}

/** What a page of a request is written from. */
export interface PageSource {
  readonly request: Request;
  readonly organization: Organization;
  readonly locale: Locale;
  readonly now: Date;
}

interface KeptPage extends WrittenPage {
  readonly organization: Organization;
  readonly minute: number;
}

/** Pages of requests, each written once for all who read it. */
export interface WrittenPages {
  /** The page that was written from the same within this minute, else the one that `write` gives. */
  pageOf(source: PageSource, write: () => string): WrittenPage;
}

/**
 * Keeps pages as long as their requests are remembered, which are never changed but replaced: a page goes with its
 * request, so nothing is shown of one that has changed, was withdrawn or deleted. A request that is read anew each time,
 * as with several processes, is written anew.
 */
export function createWrittenPages(): WrittenPages {
  const pages = new WeakMap<Request, Map<Locale, KeptPage>>();
  return {
    pageOf({ request, organization, locale, now }, write) {
      const minute = Math.floor(now.getTime() / A_MINUTE_MS);
      const ofRequest = pages.get(request) ?? new Map<Locale, KeptPage>();
      const kept = ofRequest.get(locale);
      if (kept?.organization === organization && kept.minute === minute) return kept;
      const page = { ...writtenAs(write()), organization, minute };
      pages.set(request, ofRequest.set(locale, page));
      return page;
    },
  };
}

function writtenAs(text: string): WrittenPage {
  const html = Buffer.from(text);
  let compressed: Promise<Buffer> | undefined;
  return {
    html,
    gzipped() {
      compressed ??= gzip(html);
      return compressed;
    },
  };
}
