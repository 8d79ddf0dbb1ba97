import { renderPublicStatus } from '../messages/status/public-status.js';
import type { Speech } from '../messages/wording.js';
import type { Request } from '../requests/lifecycle/request.js';
import { type Html, html, ofMessage } from './html.js';
import type { PageContent, Reading } from './page.js';

/** Why nothing is shown for what was typed. */
export type NotShown = 'notACode' | 'checkDigit' | 'unknown' | 'tooMany' | 'away';

/** The box for a code, with what was typed and why it led nowhere, if it did. */
export function renderCodeBox(
  { typed = '', because }: { readonly typed?: string; readonly because?: NotShown },
  { locale, texts, addressOf }: Reading,
): Html {
  const say = (key: string) => texts.plain(locale, `site.${key}`);
  const problem =
    because === undefined
      ? undefined
      : html`<p class="problem" id="problem" role="alert">${say(`notShown.${because}`)}</p>`;
  return html`<form action="${addressOf('/t', locale)}" method="get">
${problem}<label for="code">${say('code')}</label>
<div class="row"><input id="code" name="code" value="${typed}" inputmode="numeric" autocomplete="off" dir="ltr" maxlength="40" required${because === undefined ? undefined : html` aria-describedby="problem" aria-invalid="true"`}>
<button type="submit">${say('look')}</button></div>
<p class="hint">${say('codeHint')}</p>
</form>`;
}

/** The page of a box for a code, after one that led nowhere or before the first one. */
export function renderBoxPage(
  box: { readonly typed?: string; readonly because?: NotShown },
  reading: Reading,
): PageContent {
  const title = reading.texts.plain(reading.locale, 'site.track');
  return {
    title,
    path: '/t',
    isIndexed: false,
    body: html`<h1>${title}</h1>
${renderCodeBox(box, reading)}`,
  };
}

/** What everybody who has the code of a request may know: the very words of the bot. */
export function renderTrackingPage(
  { request, speech }: { readonly request: Request; readonly speech: Speech },
  reading: Reading,
): PageContent {
  const { code } = request;
  return {
    title: reading.texts.plain(reading.locale, 'site.track'),
    path: `/t/${code}`,
    isIndexed: false,
    body: html`<h1>${reading.texts.plain(reading.locale, 'site.track')}</h1>
<article class="status"><p>${ofMessage(renderPublicStatus({ ...speech, request }))}</p></article>
<p>${reading.texts.plain(reading.locale, 'site.ownRequest')}</p>
${renderCodeBox({}, reading)}`,
  };
}
