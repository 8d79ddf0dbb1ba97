import type { InlineKeyboardMarkup } from 'telegraf/types';
import type { Callback } from '../../../../src/callbacks/callback-store.js';
import { lines, paragraphs } from '../../../../src/messages/wording.js';
import { staffButtons } from '../../../../src/telegram/staff-buttons.js';
import { formatDuration } from '../../../../src/text/dates.js';
import { formatNumber } from '../../../../src/text/numbers.js';
import type { TrackingCode } from '../../../../src/text/tracking-code.js';
import type { Visit } from '../../context.js';
import { button, inline } from '../../keyboards.js';

const A_PAGE = 5;

/** One page of what has to be told by phone, the oldest first; the last one where there are not so many any more. */
export function pageOfCallbacks(
  { wording, speech }: Visit,
  callbacks: readonly Callback[],
  inHand: ReadonlySet<TrackingCode>,
  asked: number,
): { readonly html: string; readonly markup: InlineKeyboardMarkup } {
  const number = (value: number) => formatNumber(value, speech.locale);
  const again = (page: number) => [
    button(wording.plain('queue.button.again'), staffButtons.pack('callbacks', page)),
  ];
  if (callbacks.length === 0) return { html: wording.html('callbacks.empty'), markup: inline(again(0)) };
  const pages = Math.ceil(callbacks.length / A_PAGE);
  const page = Math.min(asked, pages - 1);
  const shown = callbacks
    .slice(page * A_PAGE, (page + 1) * A_PAGE)
    .map((callback, index) => ({ callback, at: number(page * A_PAGE + index + 1) }));
  const what = (callback: Callback) => wording.plain(`callbacks.what.${callback.what}`);
  const to = (name: 'previous' | 'next', target: number) =>
    button(wording.plain(`cartable.button.${name}`), staffButtons.pack('callbacks', target));
  return {
    html: paragraphs(
      wording.html('callbacks.title', { count: number(callbacks.length) }),
      ...shown.map(({ callback, at }) =>
        lines(
          wording.html('callbacks.line', {
            number: at,
            what: what(callback),
            age: formatDuration(speech.now.getTime() - callback.at.getTime(), speech.locale),
            code: wording.code(callback.code),
          }),
          callback.tries === 0
            ? undefined
            : wording.html('callbacks.tried', { count: number(callback.tries) }),
          inHand.has(callback.code) ? wording.html('queue.inHand') : undefined,
        ),
      ),
    ),
    markup: inline(
      ...shown.map(({ callback, at }) => [
        button(
          wording.plain('cartable.button.open', { number: at, topic: what(callback) }),
          staffButtons.pack('callback', callback.id),
        ),
      ]),
      [...(page > 0 ? [to('previous', page - 1)] : []), ...(page < pages - 1 ? [to('next', page + 1)] : [])],
      again(page),
    ),
  };
}
