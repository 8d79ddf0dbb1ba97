import type { Request, Response } from 'express';
import type { Locale } from '../config.js';
import type { Texts } from '../text/texts.js';
import { type PageContent, type Reading, renderPage } from './page.js';
import type { WrittenPage } from './written-pages.js';

/** What pages may load: our own style and font, and nothing that runs; and who may show them inside their own. */
const contentSecurityPolicy = (isFrame: boolean) =>
  [
    "default-src 'none'",
    "style-src 'self'",
    "font-src 'self'",
    'img-src data:',
    "form-action 'self'",
    "base-uri 'none'",
    `frame-ancestors ${isFrame ? '*' : "'none'"}`,
  ].join('; ');

/** How pages are addressed and sent, in every language. */
export interface SitePages {
  /** What stands before the path of a page in a language: nothing in the city's own. */
  prefixOf(locale: Locale): string;
  readingIn(locale: Locale): Reading;
  send(response: Response, status: number, page: PageContent, locale: Locale): void;
  /** Sends a page that search engines leave out, compressed where the browser takes it so. */
  sendWritten(request: Request, response: Response, page: WrittenPage, locale: Locale): Promise<void>;
}

/** The pages of a site. `basePath`: where people reach this server, without a slash at its end; empty for its root. */
export function createSitePages({
  texts,
  defaultLocale,
  basePath,
}: {
  readonly texts: Texts;
  readonly defaultLocale: Locale;
  readonly basePath: string;
}): SitePages {
  const prefixOf = (locale: Locale) => (locale === defaultLocale ? '' : `/${locale}`);

  function readingIn(locale: Locale): Reading {
    const addressOf = (path: string, other: Locale) =>
      `${basePath}${path.startsWith('/site/') ? '' : prefixOf(other)}${path}`;
    return { locale, texts, addressOf };
  }

  /** What is said of a page besides its text. */
  function headersOf(page: Pick<PageContent, 'isFrame' | 'isIndexed'>, locale: Locale) {
    return {
      'Content-Security-Policy': contentSecurityPolicy(page.isFrame === true),
      'Content-Language': locale,
      'Cache-Control': page.isIndexed ? 'public, max-age=300' : 'no-store',
      ...(page.isIndexed ? {} : { 'X-Robots-Tag': 'noindex' }),
    };
  }

  return {
    prefixOf,
    readingIn,
    send(response, status, page, locale) {
      // The older header knows no «everybody».
      if (page.isFrame === true) response.removeHeader('X-Frame-Options');
      response
        .status(status)
        .set(headersOf(page, locale))
        .type('html')
        .send(renderPage(page, readingIn(locale)));
    },
    async sendWritten(request, response, page, locale) {
      const isCompressed = request.acceptsEncodings('gzip') !== false;
      const body = isCompressed ? await page.gzipped() : page.html;
      response
        .set({
          ...headersOf({ isIndexed: false }, locale),
          ...(isCompressed ? { 'Content-Encoding': 'gzip' } : {}),
          'Content-Length': String(body.length),
          'Content-Type': 'text/html; charset=utf-8',
          Vary: 'Accept-Encoding',
        })
        .end(body);
    },
  };
}
