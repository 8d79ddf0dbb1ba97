import { LOCALES, type Locale } from '../config.js';
import { writingDirection } from '../text/direction.js';
import type { Texts } from '../text/texts.js';
import { Html, html } from './html.js';

/** Who reads a page, and where it lies. */
export interface Reading {
  readonly locale: Locale;
  readonly texts: Texts;
  /** The address of a path of the site in a language. */
  readonly addressOf: (path: string, locale: Locale) => string;
}

/** What a page consists of. */
export interface PageContent {
  /** What its tab is called, without the name of the site. */
  readonly title: string;
  readonly body: Html;
  /** Its path without the language, for the links to the other languages. */
  readonly path: string;
  /** False for pages that search engines leave out. */
  readonly isIndexed: boolean;
  /** True for a page that others show inside theirs: without what stands around the pages of the site. */
  readonly isFrame?: boolean;
}

/** The whole document of a page: complete without JavaScript, cookies or anybody else's server. */
export function renderPage(
  { title, body, path, isIndexed, isFrame = false }: PageContent,
  reading: Reading,
): string {
  const { locale, texts, addressOf } = reading;
  const say = (key: string) => texts.plain(locale, `site.${key}`);
  const languages = LOCALES.filter((other) => other !== locale).map(
    (other) =>
      html`<a href="${addressOf(path, other)}" lang="${other}" hreflang="${other}">${texts.plain(other, 'site.language')}</a> `,
  );
  return html`<!doctype html>
<html lang="${locale}" dir="${writingDirection(locale)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · ${say('name')}</title>
<meta name="description" content="${say('summary')}">
${isIndexed ? undefined : new Html('<meta name="robots" content="noindex">')}
<link rel="icon" href="data:,">
<link rel="stylesheet" href="${addressOf('/site/style.css', 'fa')}">
</head>
<body>
${isFrame ? undefined : html`<header><a class="name" href="${addressOf('/', locale)}">${say('name')}</a><nav aria-label="${say('languages')}">${languages}</nav></header>`}
<main>
${body}
</main>
${isFrame ? undefined : html`<footer><p>${say('footer')}</p></footer>`}
</body>
</html>
`.text;
}
