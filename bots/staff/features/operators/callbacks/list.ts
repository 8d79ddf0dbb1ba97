import type { InlineKeyboardMarkup } from 'telegraf/types';
import type { Callback } from '../../../../../src/callbacks/callback-store.js';
import { outcomeLine } from '../../../../../src/messages/answer/outcome.js';
import { filesLine } from '../../../../../src/messages/files-line.js';
import { wordsOf } from '../../../../../src/messages/message-parts.js';
import { pageOf, renderList } from '../../../../../src/messages/paged-list.js';
import { staffTopicLine } from '../../../../../src/messages/topic.js';
import { joinLines } from '../../../../../src/messages/wording.js';
import type { RequestEvent } from '../../../../../src/requests/lifecycle/events.js';
import type { Request } from '../../../../../src/requests/lifecycle/request.js';
import { staffButtons } from '../../../../../src/telegram/staff-buttons.js';
import { formatDuration } from '../../../../../src/text/dates.js';
import type { TrackingCode } from '../../../../../src/text/tracking-code.js';
import type { Visit } from '../../../context.js';
import { inlineButton, inlineKeyboard } from '../../../keyboards.js';

/** Code points of a manager's words in a line of the list: the card has the rest. */
const MOST_OF_WORDS = 100;

/** Whom a callback is for, and what they are told. */
export interface CallbackDetails {
  /** The caller's name, or what they are recognised by without one. */
  readonly caller: string;
  readonly request: Request;
  readonly event: RequestEvent;
}

/** One page of the callbacks, oldest first; the last page if there are fewer by now. `details` has those of the page. */
export function pageOfCallbacks(
  { wording, speech }: Pick<Visit, 'wording' | 'speech'>,
  callbacks: readonly Callback[],
  inHand: ReadonlySet<TrackingCode>,
  asked: number,
  details: ReadonlyMap<string, CallbackDetails> = new Map(),
): { readonly html: string; readonly markup: InlineKeyboardMarkup } {
  const again = (page: number) => [
    inlineButton(wording.plain('common.button.again'), staffButtons.pack('callbacks', page)),
  ];
  if (callbacks.length === 0)
    return { html: wording.html('callbacks.empty'), markup: inlineKeyboard(again(0)) };
  const page = pageOf(callbacks, asked);
  const whatOf = (callback: Callback) => wording.plain(`callbacks.what.${callback.what}`);
  const nameOf = (callback: Callback) => {
    const caller = details.get(callback.id)?.caller;
    const what = whatOf(callback);
    return caller === undefined ? what : wording.plain('callbacks.whoAndWhat', { caller, what });
  };
  const { html, rows } = renderList(page, speech, {
    title: wording.html('callbacks.title', { count: callbacks.length }),
    entry: (callback, number) =>
      joinLines(
        wording.html('callbacks.line', {
          number,
          what: nameOf(callback),
          age: formatDuration(speech.now.getTime() - callback.at.getTime(), speech.locale),
          code: wording.code(callback.code),
        }),
        ...sayingOf(details.get(callback.id), { wording, speech }),
        callback.tries === 0 ? undefined : wording.html('callbacks.tried', { count: callback.tries }),
        inHand.has(callback.code) ? wording.html('common.inHand') : undefined,
      ),
    button: (callback) => ({ topic: nameOf(callback), data: staffButtons.pack('callback', callback.id) }),
    turn: (target) => staffButtons.pack('callbacks', target),
  });
  return { html, markup: inlineKeyboard(...rows, again(page.page)) };
}

/** What it is about, and what the caller is told: what an answer comes to stands first. */
function sayingOf(
  details: CallbackDetails | undefined,
  { wording, speech }: Pick<Visit, 'wording' | 'speech'>,
): readonly string[] {
  if (details === undefined) return [];
  const { request, event } = details;
  const words = wordsOf(event);
  return [
    staffTopicLine(request, speech, wording),
    ...(event.type === 'answered' ? [outcomeLine(event.outcome, wording)] : []),
    ...(event.type === 'answered' && event.attachments.length > 0
      ? [filesLine(event.attachments, speech.locale, wording)]
      : []),
    ...(event.type === 'promiseMoved' ? [outcomeLine({ kind: 'planned', day: event.day }, wording)] : []),
    ...(event.type === 'promiseKept' ? [outcomeLine({ kind: 'done' }, wording)] : []),
    ...(event.type === 'rejected' ? [wording.html('callbacks.rejected')] : []),
    ...(words === '' ? [] : [wording.html('common.words', { words: wording.words(words, MOST_OF_WORDS) })]),
  ];
}
