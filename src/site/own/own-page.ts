import { assertNever } from '../../assert-never.js';
import { LONGEST_WORDS } from '../../filing/draft.js';
import { outcomeLine } from '../../messages/answer/outcome.js';
import { answerWords } from '../../messages/answer/spoken.js';
import { renderStatus } from '../../messages/status/status.js';
import { renderTimeline } from '../../messages/status/timeline.js';
import { topicLine } from '../../messages/topic.js';
import { createWording, type Speech } from '../../messages/wording.js';
import { isCaller } from '../../requests/lifecycle/callers.js';
import type { Request } from '../../requests/lifecycle/request.js';
import type { StoredRequest } from '../../requests/request-store.js';
import { formatTimeLeft } from '../../text/dates.js';
import { isolateDirection } from '../../text/direction.js';
import { formatNumber } from '../../text/numbers.js';
import type { TextValues } from '../../text/texts.js';
import { Html, html, ofMessage } from '../html.js';
import type { PageContent, Reading } from '../page.js';
import { mayBeCarriedOn, type NotTaken, OWN_ACTS, type OwnAct, ownActs, takesPhotos } from './own-act.js';
import { MOST_PHOTOS, MOST_UPLOAD_MIB } from './sent-form.js';

/** What has just come of a form. */
export type OwnNews =
  | { readonly kind: 'done'; readonly act: OwnAct }
  | {
      readonly kind: 'notTaken';
      readonly because: NotTaken;
      readonly act: OwnAct | undefined;
      readonly words: string;
    };

/** What a page of a secret link is made of. */
export interface OwnPage {
  readonly stored: Pick<StoredRequest, 'request' | 'events'>;
  readonly speech: Speech;
  readonly token: string;
  /** Names what is sent next, so that it counts once however often it is sent. */
  readonly key: string;
  readonly news?: OwnNews | undefined;
  /** Whom to call now, as HTML of a message: the words that were sent tell of danger. */
  readonly warning?: string | undefined;
}

const SCORES = [5, 4, 3, 2, 1];
const PHOTO_LIMITS = { most: MOST_PHOTOS, size: MOST_UPLOAD_MIB };
/** What phones are asked for, so that one that has another format sends these. */
const PHOTO_TYPES = 'image/jpeg,image/png,image/webp';

/** The page of a secret link: who has the request until when, the answer, what can be done, and what has been. */
export function renderOwnPage(page: OwnPage, reading: Reading): PageContent {
  const { stored, speech, token, news } = page;
  const { request, events } = stored;
  const say = sayIn(reading);
  const wording = createWording(speech);
  const title = say('title', { code: wording.code(request.code) });
  const lines = renderTimeline({ ...speech, request, events, reader: 'filer' }).split('\n');
  return {
    title,
    path: `/r/${token}`,
    isIndexed: false,
    body: html`<h1>${title}</h1>
${renderNews(news, page.warning, say)}
<article class="status">
<p>${ofMessage(topicLine(request, speech, wording))}</p>
<p>${ofMessage(renderStatus({ ...speech, request, reader: 'filer' }))}</p>
${renderTimeLeft(request, speech, say)}
</article>
${renderAnswer(request, speech, say)}
${ownActs(request).map((act) => renderForm(act, page, reading))}
<section aria-labelledby="life"><h2 id="life">${say('life')}</h2>
<ol class="life">${lines.map((line) => html`<li>${new Html(line)}</li>`)}</ol></section>
<p class="hint">${say('secret')}</p>`,
  };
}

/** What was sent while it could not be taken, and where to. */
export interface UnsentForm {
  readonly token: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

/**
 * The page after a withdrawal, and the one for a link that opens nothing: the same for whatever reason it does not. A form
 * that could not be taken can be sent again from it.
 */
export function renderClosedLink(
  because: 'withdrawn' | 'old' | 'tooMany' | 'away',
  reading: Reading,
  unsent?: UnsentForm,
): PageContent {
  const say = sayIn(reading);
  const title = reading.texts.plain(reading.locale, 'site.track');
  return {
    title,
    path: '/t',
    isIndexed: false,
    body: html`<h1>${title}</h1>
<p role="${because === 'withdrawn' ? 'status' : 'alert'}">${say(`closed.${because}`)}</p>
${unsent === undefined ? undefined : renderUnsent(unsent, reading)}
<p><a class="button" href="${reading.addressOf('/', reading.locale)}">${say('toFront')}</a></p>`,
  };
}

const HIDDEN = ['act', 'key', 'score', 'sure', 'keepsWords'] as const;

function renderUnsent({ token, fields }: UnsentForm, reading: Reading): Html {
  const say = sayIn(reading);
  const textOf = (name: string) => (typeof fields[name] === 'string' ? fields[name] : undefined);
  const act = OWN_ACTS.find((known) => known === fields['act']);
  return html`<form ${formTo(token, act, reading)}>
${HIDDEN.map((name) => (textOf(name) === undefined ? '' : html`<input type="hidden" name="${name}" value="${textOf(name)}">`))}
<label for="words">${say('words.again')}</label>
<textarea id="words" name="words" rows="4" maxlength="${LONGEST_WORDS}">${textOf('words')}</textarea>
${act !== undefined && takesPhotos(act) ? photosField(act, say) : undefined}
<button type="submit">${say('send.again')}</button>
</form>`;
}

type Say = (key: string, values?: TextValues) => string;

function sayIn({ texts, locale }: Reading): Say {
  return (key, values) => texts.plain(locale, `own.${key}`, values);
}

function renderNews(news: OwnNews | undefined, warning: string | undefined, say: Say): Html {
  const said =
    news === undefined
      ? undefined
      : news.kind === 'done'
        ? html`<p class="news" role="status">${say(`done.${news.act}`)}</p>`
        : html`<p class="problem" role="alert" id="problem">${say(`notTaken.${keyOf(news.because)}`, PHOTO_LIMITS)}</p>`;
  return html`${warning === undefined ? undefined : html`<div class="problem" role="alert">${ofMessage(warning)}</div>`}${said}`;
}

/** The key of the text about a refusal: what the page itself finds, and what the lifecycle says. */
function keyOf(because: NotTaken): string {
  switch (because) {
    case 'noScore':
    case 'noWords':
    case 'tooLong':
    case 'notSure':
    case 'alreadyRated':
    case 'alreadyObjected':
    case 'promiseOpen':
    case 'tooManyAdditions':
    case 'photosTooBig':
    case 'tooManyPhotos':
    case 'photosCutOff':
    case 'photosBusy':
    case 'photosLater':
    case 'photosTooOften':
    case 'notAPhoto':
      return because;
    case 'emptyText':
      return 'noWords';
    case 'badScore':
      return 'noScore';
    default:
      return 'changed';
  }
}

/** How long whoever it waits for still has, as it is while the page is read. */
function renderTimeLeft({ stage }: Request, { now, locale }: Speech, say: Say): Html | undefined {
  const until = untilOf(stage);
  if (until === undefined) return undefined;
  const left = until.getTime() - now.getTime();
  const text = left <= 0 ? say('left.none') : say('left.some', { time: formatTimeLeft(left, locale) });
  return html`<p class="left"><time datetime="${until.toISOString()}">${text}</time></p>`;
}

function untilOf(stage: Request['stage']): Date | undefined {
  switch (stage.status) {
    case 'referred':
      return stage.referral.overdue === undefined ? stage.referral.dueAt : undefined;
    case 'waiting':
      return stage.replyBy;
    case 'answered':
      return stage.objectBy;
    case 'intake':
    case 'followUp':
    case 'closed':
      return undefined;
    default:
      return assertNever(stage);
  }
}

/** The latest answer in full, with what it says has happened. */
function renderAnswer({ answers }: Request, speech: Speech, say: Say): Html | undefined {
  const answer = answers.at(-1);
  if (answer === undefined) return undefined;
  const wording = createWording(speech);
  const by = wording.answerer(answer.by);
  return html`<section aria-labelledby="answer"><h2 id="answer">${say('answer', { by })}</h2>
<blockquote><p><b>${ofMessage(outcomeLine(answer.outcome, wording))}</b></p>
<p class="words" dir="auto">${isolateDirection(answerWords(answer, speech.locale, wording))}</p></blockquote>
${answer.attachments.length === 0 ? undefined : html`<p class="hint">${say('files', { count: answer.attachments.length })}</p>`}</section>`;
}

function renderForm(act: OwnAct, page: OwnPage, reading: Reading): Html {
  const { token, key, news } = page;
  const say = sayIn(reading);
  const failed = news?.kind === 'notTaken' && news.act === act ? news : undefined;
  return html`<section aria-labelledby="do-${act}"><h2 id="do-${act}">${say(`act.${act}`)}</h2>
<form ${formTo(token, act, reading)}>
<input type="hidden" name="act" value="${act}"><input type="hidden" name="key" value="${key}">
${fieldsOf(act, page, failed?.words ?? '', reading)}
<button type="submit">${say(`send.${act}`)}</button>
</form></section>`;
}

/** Where a form goes, and how: as it has to for photos, if they can be sent with it. */
function formTo(token: string, act: OwnAct | undefined, { addressOf, locale }: Reading): Html {
  const withFiles = act !== undefined && takesPhotos(act);
  return html`action="${addressOf(`/r/${token}`, locale)}" method="post"${withFiles ? html` enctype="multipart/form-data"` : undefined}`;
}

function photosField(act: OwnAct, say: Say): Html {
  return html`<label for="${act}-photos">${say('photos', PHOTO_LIMITS)}</label>
<input id="${act}-photos" type="file" name="photos" accept="${PHOTO_TYPES}" multiple>`;
}

function fieldsOf(act: OwnAct, { stored }: OwnPage, words: string, { locale, texts }: Reading): Html {
  const say: Say = (key, values) => texts.plain(locale, `own.${key}`, values);
  const area = () => html`<label for="${act}-words">${say(`words.${act}`)}</label>
<textarea id="${act}-words" name="words" rows="4" maxlength="${LONGEST_WORDS}">${words}</textarea>`;
  switch (act) {
    case 'rate':
      return html`<fieldset><legend>${say('score')}</legend>${SCORES.map(
        (score) =>
          html`<label class="choice"><input type="radio" name="score" value="${score}" required> ${say(`scores.${score}`, { score: formatNumber(score, locale) })}</label>`,
      )}</fieldset>`;
    case 'object':
    case 'reply':
    case 'add':
      return html`${area()}
${photosField(act, say)}`;
    case 'withdraw':
      return html`${area()}
${mayBeCarriedOn(stored.request, isCaller) ? html`<label class="choice"><input type="checkbox" name="keepsWords" value="yes"> ${say('keepsWords')}</label>` : undefined}
<label class="choice"><input type="checkbox" name="sure" value="yes" required> ${say('sure')}</label>`;
    default:
      return assertNever(act);
  }
}
