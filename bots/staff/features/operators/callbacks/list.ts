import type { InlineKeyboardMarkup } from 'telegraf/types';
import type { Callback } from '../../../../../src/callbacks/callback-store.js';
import { pageOf, renderList } from '../../../../../src/messages/paged-list.js';
import { joinLines } from '../../../../../src/messages/wording.js';
import { staffButtons } from '../../../../../src/telegram/staff-buttons.js';
import { formatDuration } from '../../../../../src/text/dates.js';
import type { TrackingCode } from '../../../../../src/text/tracking-code.js';
import type { Visit } from '../../../context.js';
import { inlineButton, inlineKeyboard } from '../../../keyboards.js';

/** One page of the callbacks, oldest first; the last page if there are fewer by now. */
export function pageOfCallbacks(
  { wording, speech }: Pick<Visit, 'wording' | 'speech'>,
  callbacks: readonly Callback[],
  inHand: ReadonlySet<TrackingCode>,
  asked: number,
): { readonly html: string; readonly markup: InlineKeyboardMarkup } {
  const again = (page: number) => [
    inlineButton(wording.plain('common.button.again'), staffButtons.pack('callbacks', page)),
  ];
  if (callbacks.length === 0)
    return { html: wording.html('callbacks.empty'), markup: inlineKeyboard(again(0)) };
  const page = pageOf(callbacks, asked);
  const whatOf = (callback: Callback) => wording.plain(`callbacks.what.${callback.what}`);
  const { html, rows } = renderList(page, speech, {
    title: wording.html('callbacks.title', { count: callbacks.length }),
    entry: (callback, number) =>
      joinLines(
        wording.html('callbacks.line', {
          number,
          what: whatOf(callback),
          age: formatDuration(speech.now.getTime() - callback.at.getTime(), speech.locale),
          code: wording.code(callback.code),
        }),
        callback.tries === 0 ? undefined : wording.html('callbacks.tried', { count: callback.tries }),
        inHand.has(callback.code) ? wording.html('common.inHand') : undefined,
      ),
    button: (callback) => ({ topic: whatOf(callback), data: staffButtons.pack('callback', callback.id) }),
    turn: (target) => staffButtons.pack('callbacks', target),
  });
  return { html, markup: inlineKeyboard(...rows, again(page.page)) };
}
