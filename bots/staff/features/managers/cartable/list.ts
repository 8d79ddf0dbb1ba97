import type { InlineKeyboardButton, InlineKeyboardMarkup } from 'telegraf/types';
import { cartableOf } from '../../../../../src/cartables/cartable.js';
import { stateOf } from '../../../../../src/messages/cartable-state.js';
import { type ListPage, numberRows, pageLine, turningRow } from '../../../../../src/messages/paged-list.js';
import { requestLine, requestMarks, unitsOf } from '../../../../../src/messages/request-line.js';
import { joinLines, joinParagraphs } from '../../../../../src/messages/wording.js';
import type { Request } from '../../../../../src/requests/lifecycle/request.js';
import { CARTABLE_PARTS, staffButtons } from '../../../../../src/telegram/staff-buttons.js';
import { formatNumber } from '../../../../../src/text/numbers.js';
import type { Visit } from '../../../context.js';
import type { Page } from '../../../edit-message.js';
import { inlineButton, inlineKeyboard, inRows } from '../../../keyboards.js';
import type { Part, View } from './parts.js';

/** Who reads a list of requests. */
export type Reader = Pick<Visit, 'wording' | 'speech' | 'positions'>;

type CartableReader = Reader & {
  /** When the reader is told the next time what falls due. */
  readonly soon: Date;
};

/** So many fit on a phone when each has two lines. */
export const LINES_A_PAGE = 10;
/** Buttons of parts and of topics in a row. */
const PARTS_IN_A_ROW = 3;
const TOPICS_IN_A_ROW = 1;
/** The most topics that are offered. */
const MOST_TOPICS = 30;

/** How many requests are in each part of a cartable. */
export type PartCounts = Readonly<Record<Part, number>>;

/** One page of what is viewed of a cartable, in which so many requests are. */
export function pageOfCartable(
  reader: CartableReader,
  counts: PartCounts,
  { view, count, page }: { readonly view: View; readonly count: number; readonly page: ListPage<Request> },
): Page {
  const { wording, soon } = reader;
  const until = wording.moment(soon);
  if (counts.all === 0) return { html: wording.html('cartable.empty') };
  const rows = [...partRows(counts, view, reader), ...searchRows(counts, view, reader)];
  const about = { count, until, ...('category' in view ? { topic: titleOf(view.category, reader) } : {}) };
  const name = 'category' in view ? 'topic' : view.part;
  if (count === 0)
    return { html: wording.html(`cartable.none.${name}`, about), markup: inlineKeyboard(...rows) };
  const title = wording.html(`cartable.title.${name}`, about);
  const turn = (target: number) =>
    'category' in view
      ? staffButtons.pack('cartableTopic', view.category, target)
      : staffButtons.pack('cartablePart', view.part, target);
  const { html, markup } = pageOfLines(reader, title, page, turn);
  return { html, markup: inlineKeyboard(...markup.inline_keyboard, ...rows) };
}

/** A page of requests, each with two lines and a button with its number. */
export function pageOfLines(
  reader: Reader,
  title: string,
  page: ListPage<Request>,
  turn: (page: number) => string,
): Page & { readonly markup: InlineKeyboardMarkup } {
  const { wording, speech } = reader;
  return {
    html: joinParagraphs(
      joinLines(title, pageLine(page, speech.locale, wording)),
      ...page.shown.map(({ entry, place }) => entryOf(entry, formatNumber(place, speech.locale), reader)),
    ),
    markup: inlineKeyboard(
      ...numberRows(page.shown, speech.locale, ({ code }) => staffButtons.pack('open', code)),
      turningRow(page, wording, turn).map((button) => inlineButton(button.text, button.callback_data)),
    ),
  };
}

/** The topics of what waits, those with the most requests first. */
export function topicsOfCartable(
  { wording, ...reader }: Reader,
  counts: ReadonlyMap<string, number>,
  all: number,
): Page {
  const topics = [...counts]
    .toSorted(([, one], [, other]) => other - one)
    .slice(0, MOST_TOPICS)
    .map(([category, count]) =>
      inlineButton(
        wording.plain('cartable.topic', { topic: titleOf(category, { wording, ...reader }), count }),
        staffButtons.pack('cartableTopic', category, 0),
      ),
    );
  const back = inlineButton(
    wording.plain('cartable.part.all', { count: all }),
    staffButtons.pack('cartablePart', 'all', 0),
  );
  return {
    html: wording.html('cartable.topics'),
    markup: inlineKeyboard(...inRows(topics, TOPICS_IN_A_ROW), [back]),
  };
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

/** The other parts of the cartable in which some of it waits, all of it at the right. */
function partRows(
  counts: PartCounts,
  view: View,
  { wording, soon }: CartableReader,
): readonly (readonly InlineKeyboardButton[])[] {
  const until = wording.moment(soon);
  const present = 'part' in view ? view.part : undefined;
  const buttons = CARTABLE_PARTS.flatMap((part) => {
    const count = counts[part];
    const isWhole = part !== 'all' && count === counts.all;
    if (part === present || count === 0 || (present === 'all' && isWhole)) return [];
    const text = wording.plain(`cartable.part.${part}`, { count, until });
    return [inlineButton(text, staffButtons.pack('cartablePart', part, 0))];
  });
  return inRows(buttons, PARTS_IN_A_ROW);
}

/** By topic, by words, and answering several; there is nothing to choose from where one request waits. */
function searchRows(
  counts: PartCounts,
  view: View,
  { wording }: Reader,
): readonly (readonly InlineKeyboardButton[])[] {
  if (counts.all < 2) return [];
  const many =
    'category' in view ? staffButtons.pack('answerManyOf', view.category) : staffButtons.pack('answerMany');
  return [
    [
      inlineButton(wording.plain('cartable.button.topics'), staffButtons.pack('cartableTopics')),
      inlineButton(wording.plain('cartable.button.search'), staffButtons.pack('cartableSearch')),
    ],
    [inlineButton(wording.plain('cartable.button.answerMany'), many)],
  ];
}

function titleOf(category: string, { speech, wording }: Pick<Reader, 'speech' | 'wording'>): string {
  const topic = speech.organization.category(category);
  return topic === undefined
    ? wording.plain('card.noCategory')
    : speech.organization.title(topic, speech.locale);
}
