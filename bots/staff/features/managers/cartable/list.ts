import type { InlineKeyboardButton, InlineKeyboardMarkup } from 'telegraf/types';
import { numberRows, pageLine, pageOf, turningRow } from '../../../../../src/messages/paged-list.js';
import { requestLine, requestMarks, unitsOf } from '../../../../../src/messages/request-line.js';
import { joinLines, joinParagraphs } from '../../../../../src/messages/wording.js';
import { staffButtons } from '../../../../../src/telegram/staff-buttons.js';
import { formatNumber } from '../../../../../src/text/numbers.js';
import type { Visit } from '../../../context.js';
import { inlineButton, inlineKeyboard } from '../../../keyboards.js';
import { PARTS, type Part, partOf, stateOf, type Waiting } from './order.js';

type Reader = Pick<Visit, 'wording' | 'speech' | 'positions'> & {
  /** When the reader is told the next time what falls due. */
  readonly soon: Date;
};

/** So many fit on a phone when each has two lines. */
const LINES_A_PAGE = 10;

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
  const page = pageOf(waiting, asked, LINES_A_PAGE);
  const html = joinParagraphs(
    joinLines(
      wording.html(`cartable.title.${part}`, { count: waiting.length, until }),
      pageLine(page, speech.locale, wording),
    ),
    ...page.shown.map(({ entry, place }) => entryOf(entry, formatNumber(place, speech.locale), reader)),
  );
  const open = numberRows(page.shown, speech.locale, ({ request }) =>
    staffButtons.pack('open', request.code),
  );
  const turn = turningRow(page, wording, (target) => staffButtons.pack('cartablePart', part, target));
  return { html, markup: inlineKeyboard(...open, turn, parts) };
}

function entryOf(
  { request, position }: Waiting,
  number: string,
  { wording, speech, positions }: Reader,
): string {
  const state = [stateOf(request, speech, wording), requestMarks(request, speech)];
  return joinLines(
    wording.html('cartable.line', {
      number,
      state: state.filter((part) => part !== '').join(' '),
    }),
    requestLine(request, unitsOf(positions, speech), speech, wording),
    positions.length === 1 ? undefined : wording.html('cartable.as', { position: wording.name(position) }),
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
