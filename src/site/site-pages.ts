import type { Response } from 'express';
import type { Locale } from '../config.js';
import type { Texts } from '../text/texts.js';
import { type PageContent, type Reading, renderPage } from './page.js';

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

  return {
    prefixOf,
    readingIn,
    send(response, status, page, locale) {
      // The older header knows no «everybody».
      if (page.isFrame === true) response.removeHeader('X-Frame-Options');
      response
        .status(status)
        .set({
          'Content-Security-Policy': contentSecurityPolicy(page.isFrame === true),
          'Content-Language': locale,
          'Cache-Control': page.isIndexed ? 'public, max-age=300' : 'no-store',
          ...(page.isIndexed ? {} : { 'X-Robots-Tag': 'noindex' }),
        })
        .type('html')
        .send(renderPage(page, readingIn(locale)));
    },
  };
}
