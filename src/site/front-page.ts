import { renderSVG } from 'uqr';
import type { PublishedFigures } from '../reports/city/published.js';
import { renderCityLine } from './city-page.js';
import { Html, html } from './html.js';
import type { PageContent, Reading } from './page.js';
import { renderCodeBox } from './tracking-page.js';

/** A bot to which citizens can write. */
export interface BotLink {
  readonly messenger: string;
  readonly url: string;
}

/** What 137 is, how to ask for something, and the box for a tracking code. */
export function renderFrontPage(
  {
    bots,
    answerHours,
    week,
  }: {
    readonly bots: readonly BotLink[];
    readonly answerHours: number;
    /** The figures of this week, if there are any. */
    readonly week?: PublishedFigures | undefined;
  },
  reading: Reading,
): PageContent {
  const { locale, texts } = reading;
  const say = (key: string, values?: Record<string, string | number>) =>
    texts.plain(locale, `site.${key}`, values);
  const ways = bots.map(
    ({ messenger, url }) => html`<li>
<a class="button" href="${url}">${say(`by.${messenger}`)}</a>
${url.startsWith('https:') ? html`<figure>${new Html(renderSVG(url, { border: 2 }))}<figcaption>${say('scan')}</figcaption></figure>` : undefined}
</li>`,
  );
  return {
    title: say('title'),
    path: '/',
    isIndexed: true,
    body: html`<h1>${say('title')}</h1>
<p class="lead">${say('lead', { hours: answerHours })}</p>
${renderCityLine(week, reading)}
<section aria-labelledby="ask">
<h2 id="ask">${say('ask')}</h2>
<ul class="ways">${ways}
<li><a class="button" href="tel:137">${say('by.phone')}</a><p>${say('byPhone')}</p></li>
</ul>
</section>
<section aria-labelledby="track">
<h2 id="track">${say('track')}</h2>
${renderCodeBox({}, reading)}
</section>`,
  };
}
