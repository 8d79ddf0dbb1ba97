import { cartableOf } from '../../../../../src/cartables/cartable.js';
import { categoryOf, type FilingDraft, wordsOf } from '../../../../../src/filing/draft.js';
import { renderCard } from '../../../../../src/messages/card/card.js';
import { joinLines, joinParagraphs } from '../../../../../src/messages/wording.js';
import type { Register } from '../../../../../src/requests/lifecycle/commands.js';
import type { Request } from '../../../../../src/requests/lifecycle/request.js';
import { staffButtons } from '../../../../../src/telegram/staff-buttons.js';
import { truncateHtml } from '../../../../../src/text/html.js';
import { formatPhone } from '../../../../../src/text/phone.js';
import type { TrackingCode } from '../../../../../src/text/tracking-code.js';
import type { Visit } from '../../../context.js';
import { inlineButton, inlineKeyboard, leavingRow } from '../../../keyboards.js';
import { dryRunFiling } from '../../../requests/dry-run.js';
import { queueCard } from '../queue/queue-card.js';
import type { Caller } from './caller.js';
import type { Call } from './conversation.js';
import type { Question } from './questions.js';

/** Code points of the card in the review, which has a title and a question around it. */
const MOST_OF_CARD = 3_500;

/** The command of a complete draft. */
export function registerCommand(draft: FilingDraft, code: TrackingCode, citizen: string): Register {
  const { category, place, attachments } = draft;
  return {
    type: 'register',
    code,
    citizen,
    channel: 'phone',
    text: wordsOf(draft),
    attachments,
    ...(typeof category === 'string' ? { category } : {}),
    ...(place === undefined || place === null ? {} : { place }),
  };
}

/**
 * The request as its recipient will see it, for confirmation; `code` is the one it will be registered under.
 */
export function reviewOf(visit: Visit, { draft, caller }: Call, code: TrackingCode): Question {
  const { wording, organization } = visit;
  const request = dryRunFiling(visit, registerCommand(draft, code, ''));
  const count = draft.attachments.length;
  const change = (field: 'text' | 'category' | 'place', text: string) =>
    inlineButton(wording.plain(`filing.button.${text}`), staffButtons.pack('callChange', field));
  return {
    html: joinParagraphs(
      wording.html('call.review.title'),
      request === undefined ? undefined : truncateHtml(cardOf(visit, request), MOST_OF_CARD),
      joinLines(
        caller === undefined ? undefined : callerLine(visit, caller),
        draft.attachments.length === 0 ? undefined : wording.html('common.preview.files', { count }),
        categoryOf(draft, organization)?.urgent === true ? wording.html('call.review.urgent') : undefined,
        wording.html('call.review.ask'),
      ),
    ),
    markup: inlineKeyboard(
      [change('place', 'changePlace'), change('category', 'changeCategory'), change('text', 'changeText')],
      [inlineButton(wording.plain('filing.button.register'), staffButtons.pack('callRegister', code))],
      leavingRow(visit),
    ),
  };
}

/** Who calls, with the number as it was understood, so that a slip is seen before anything is registered. */
export function callerLine({ wording, speech }: Visit, { phone, name }: Caller): string {
  if (phone === null) return wording.html('call.review.noNumber');
  const number = formatPhone(phone, speech.locale);
  return name === undefined
    ? wording.html('call.review.number', { number })
    : wording.html('call.review.numberOf', { number, name });
}

function cardOf(visit: Visit, request: Request): string {
  const position = cartableOf(request);
  if (position === undefined) return queueCard(visit, request).html;
  const to = visit.wording.html('call.review.to', { to: visit.wording.name(position) });
  return joinParagraphs(to, renderCard({ ...visit.speech, request, position }).html);
}
