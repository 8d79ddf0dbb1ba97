import type { RequestEvent } from '../../requests/lifecycle/events.js';
import { formatNumber } from '../../text/numbers.js';
import { codePoints, truncateText } from '../../text/persian.js';
import { outcomeLine } from '../answer/outcome.js';
import { answerWords } from '../answer/spoken.js';
import { filesFromCitizen, OLDER_WORDS_ON_A_CARD, objectionUntil } from '../message-parts.js';
import { joinLines, joinParagraphs, type Wording } from '../wording.js';
import { describeClimb } from './climb.js';
import { draftsOnCard } from './drafts.js';
import type { CardView } from './head.js';

/** Earlier events that the reader has to know about: an answer, an objection, a reply, a reason. */
export function describeHistory(view: CardView): string {
  const { request, events = [], wording, locale } = view;
  const answer = request.answers.at(-1);
  return joinParagraphs(
    describeClimb(view),
    answer === undefined
      ? undefined
      : joinLines(
          wording.html('card.lastAnswer', { by: wording.answerer(answer.by) }),
          outcomeLine(answer.outcome, wording),
          short(answerWords(answer, locale, wording), wording),
          answer.rating === undefined
            ? undefined
            : wording.html('card.rating', { score: formatNumber(answer.rating, locale) }),
        ),
    objection(events, wording),
    disapproval(events, wording),
    reply(events, wording),
    additions(events, wording),
    reason(events, wording),
    withdrawal(events, wording),
    draftsOnCard(view),
  );
}

function objection(events: readonly RequestEvent[], wording: Wording): string | undefined {
  const event = objectionUntil(events, Number.POSITIVE_INFINITY);
  const count = event === undefined ? 0 : filesFromCitizen(event).length;
  // The words of somebody who withdrew the request are gone.
  if (event === undefined || (event.reason === '' && count === 0)) return undefined;
  return joinLines(
    wording.html('card.objection'),
    short(event.reason, wording),
    codePoints(event.reason) > OLDER_WORDS_ON_A_CARD ? wording.html('card.more') : undefined,
    count === 0 ? undefined : wording.html('common.preview.files', { count }),
  );
}

/** Why a supervisor disapproved of the last answer, for whoever has to give a better one. */
function disapproval(events: readonly RequestEvent[], wording: Wording): string | undefined {
  const event = events.findLast(({ type }) => type === 'answered' || type === 'escalated');
  return event?.type === 'escalated' && event.reason !== undefined
    ? joinLines(wording.html('card.disapproval'), short(event.reason, wording))
    : undefined;
}

function reply(events: readonly RequestEvent[], wording: Wording): string | undefined {
  const asked = events.findLast((event) => event.type === 'asked');
  // The words of somebody who withdrew the request are gone.
  if (asked?.type !== 'asked' || asked.question === '') return undefined;
  const replied = events.findLast((event) => event.type === 'replied' && event.seq > asked.seq);
  return joinLines(
    wording.html('card.question'),
    short(asked.question, wording),
    replied?.type === 'replied'
      ? joinLines(wording.html('card.reply'), short(replied.text, wording))
      : undefined,
  );
}

/** The citizen's later additions, one per line. */
function additions(events: readonly RequestEvent[], wording: Wording): string | undefined {
  const texts = events.flatMap((event) => (event.type === 'added' && event.text !== '' ? [event.text] : []));
  return texts.length === 0
    ? undefined
    : joinLines(wording.html('addition.onCard'), short(texts.join('\n'), wording));
}

function reason(events: readonly RequestEvent[], wording: Wording): string | undefined {
  const event = events.findLast(({ type }) => type === 'referred' || type === 'escalated');
  if (event?.type !== 'referred' || event.reason === undefined) return undefined;
  return joinLines(wording.html('card.reason'), short(event.reason, wording));
}

/** Why the citizen withdrew it. */
function withdrawal(events: readonly RequestEvent[], wording: Wording): string | undefined {
  const event = events.findLast(
    ({ type, ...rest }) =>
      type === 'carriedOn' || ((type === 'withdrawn' || type === 'leftToFollowers') && 'reason' in rest),
  );
  if (event === undefined || event.type === 'carriedOn' || !('reason' in event)) return undefined;
  return joinLines(wording.html('withdrawing.onCard'), short(event.reason ?? '', wording));
}

function short(text: string, wording: Wording): string {
  return wording.quote(truncateText(text, OLDER_WORDS_ON_A_CARD));
}
