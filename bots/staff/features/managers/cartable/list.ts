import type { InlineKeyboardButton, InlineKeyboardMarkup } from 'telegraf/types';
import { cartableOf } from '../../../../../src/cartables/cartable.js';
import { type ListPage, numberRows, pageLine, turningRow } from '../../../../../src/messages/paged-list.js';
import { requestLine, requestMarks, unitsOf } from '../../../../../src/messages/request-line.js';
import { joinLines, joinParagraphs } from '../../../../../src/messages/wording.js';
import type { Request } from '../../../../../src/requests/lifecycle/request.js';
import { staffButtons } from '../../../../../src/telegram/staff-buttons.js';
import { formatNumber } from '../../../../../src/text/numbers.js';
import type { Visit } from '../../../context.js';
import { inlineButton, inlineKeyboard } from '../../../keyboards.js';
import { PARTS, type Part } from './parts.js';
import { stateOf } from './state.js';

type Reader = Pick<Visit, 'wording' | 'speech' | 'positions'> & {
  /** When the reader is told the next time what falls due. */
  readonly soon: Date;
};

/** So many fit on a phone when each has two lines. */
export const LINES_A_PAGE = 10;

/** How many requests are in each part of a cartable. */
export type PartCounts = Readonly<Record<Part, number>>;

/** One page of a part of what waits. */
export function pageOfCartable(
  reader: Reader,
  counts: PartCounts,
  part: Part,
  page: ListPage<Request>,
): { readonly html: string; readonly markup?: InlineKeyboardMarkup } {
  const { wording, speech, soon } = reader;
  const until = wording.moment(soon);
  if (counts.all === 0) return { html: wording.html('cartable.empty') };
  const parts = partButtons(counts, part, reader);
  if (counts[part] === 0)
    return { html: wording.html(`cartable.none.${part}`, { until }), markup: inlineKeyboard(parts) };
  const html = joinParagraphs(
    joinLines(
      wording.html(`cartable.title.${part}`, { count: counts[part], until }),
      pageLine(page, speech.locale, wording),
    ),
    ...page.shown.map(({ entry, place }) => entryOf(entry, formatNumber(place, speech.locale), reader)),
  );
  const open = numberRows(page.shown, speech.locale, ({ code }) => staffButtons.pack('open', code));
  const turn = turningRow(page, wording, (target) => staffButtons.pack('cartablePart', part, target));
  return { html, markup: inlineKeyboard(...open, turn, parts) };
}

function entryOf(request: Request, number: string, { wording, speech, positions }: Reader): string {
  const position = cartableOf(request);
  const state = [stateOf(request, speech, wording), requestMarks(request, speech)];
  return joinLines(
    wording.html('cartable.line', {
      number,
      state: state.filter((part) => part !== '').join(' '),
    }),
    requestLine(request, unitsOf(positions, speech), speech, wording),
    positions.length === 1 || position === undefined
      ? undefined
      : wording.html('cartable.as', { position: wording.name(position) }),
  );
}

/** The other parts of the cartable in which something waits, all of it at the right. */
function partButtons(counts: PartCounts, present: Part, { wording, soon }: Reader): InlineKeyboardButton[] {
  const until = wording.moment(soon);
  return PARTS.toReversed().flatMap((part) => {
    const count = counts[part];
    if (part === present || count === 0 || (present === 'all' && count === counts.all)) return [];
    const text = wording.plain(`cartable.part.${part}`, { count, until });
    return [inlineButton(text, staffButtons.pack('cartablePart', part, 0))];
  });
}
