import type { InlineKeyboardButton, InlineKeyboardMarkup } from 'telegraf/types';
import { pageOf, renderList } from '../../../../../src/messages/paged-list.js';
import { staffTopicLine, topicOnButton } from '../../../../../src/messages/topic.js';
import { joinLines } from '../../../../../src/messages/wording.js';
import { staffButtons } from '../../../../../src/telegram/staff-buttons.js';
import type { Visit } from '../../../context.js';
import { inlineButton, inlineKeyboard } from '../../../keyboards.js';
import { PARTS, type Part, partOf, stateOf, type Waiting } from './order.js';

type Reader = Pick<Visit, 'wording' | 'speech' | 'positions'> & {
  /** When the reader is told the next time what falls due. */
  readonly soon: Date;
};

/** One page of a part of what waits; the last one where there are not so many any more. */
export function pageOfCartable(
  reader: Reader,
  all: readonly Waiting[],
  part: Part,
  asked: number,
): { readonly html: string; readonly markup?: InlineKeyboardMarkup } {
  const { wording, speech, soon } = reader;
  const times = { ...speech, soon };
  const until = wording.moment(soon);
  if (all.length === 0) return { html: wording.html('cartable.empty') };
  const waiting = partOf(all, part, times);
  const parts = partButtons(all, part, reader);
  if (waiting.length === 0)
    return { html: wording.html(`cartable.none.${part}`, { until }), markup: inlineKeyboard(parts) };
  const { html, rows } = renderList(pageOf(waiting, asked), speech, {
    title: wording.html(`cartable.title.${part}`, { count: waiting.length, until }),
    entry: (entry, number) => entryOf(entry, number, reader),
    button: ({ request }) => ({
      topic: topicOnButton(request, speech, wording),
      data: staffButtons.pack('open', request.code),
    }),
    turn: (target) => staffButtons.pack('cartablePart', part, target),
  });
  return { html, markup: inlineKeyboard(...rows, parts) };
}

function entryOf(
  { request, position }: Waiting,
  number: string,
  { wording, speech, positions }: Reader,
): string {
  const code = wording.code(request.code);
  const state = stateOf(request, speech, wording);
  return joinLines(
    wording.html('cartable.line', { number, state }),
    staffTopicLine(request, speech, wording),
    positions.length === 1
      ? wording.html('cartable.code', { code })
      : wording.html('cartable.codeAs', { code, position: wording.name(position) }),
  );
}

/** The other parts of the cartable in which something waits, all of it at the right. */
function partButtons(
  all: readonly Waiting[],
  present: Part,
  { wording, speech, soon }: Reader,
): InlineKeyboardButton[] {
  const until = wording.moment(soon);
  return PARTS.toReversed().flatMap((part) => {
    const count = partOf(all, part, { ...speech, soon }).length;
    if (part === present || count === 0 || (present === 'all' && count === all.length)) return [];
    const text = wording.plain(`cartable.part.${part}`, { count, until });
    return [inlineButton(text, staffButtons.pack('cartablePart', part, 0))];
  });
}
