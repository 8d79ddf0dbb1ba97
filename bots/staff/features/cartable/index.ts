import type { InlineKeyboardButton, InlineKeyboardMarkup } from 'telegraf/types';
import { keepConversation } from '../../../../src/flows/flow.js';
import { topicLine } from '../../../../src/messages/topic.js';
import { lines, paragraphs } from '../../../../src/messages/wording.js';
import type { Request } from '../../../../src/requests/lifecycle/request.js';
import { staffButtons } from '../../../../src/telegram/staff-buttons.js';
import { stripHtml } from '../../../../src/text/html.js';
import { formatNumber } from '../../../../src/text/numbers.js';
import { truncate } from '../../../../src/text/persian.js';
import type { Visit } from '../../context.js';
import { showInPlace } from '../../edit-message.js';
import type { StaffFeature } from '../../feature.js';
import { stillOpen } from '../../interruption.js';
import { button, inline, mainKeyboard } from '../../keyboards.js';
import type { FeatureOptions } from '../../options.js';
import { welcome } from '../greeting.js';
import { byUrgency, PARTS, type Part, partOf, stateOf, type Waiting } from './order.js';

const A_PAGE = 5;
/** Code points of a topic on a button. */
const MOST_OF_TOPIC = 30;

/** «کارتابل من»: whatever waits for a manager, the most urgent first. */
export function cartable(options: Pick<FeatureOptions, 'cartables' | 'requests'>): StaffFeature {
  const { cartables, requests } = options;

  return {
    name: 'cartable',
    words: {
      cartable: keepConversation(async (visit) => {
        if (visit.positions.length === 0) {
          await visit.say(welcome(visit), mainKeyboard(visit));
          return;
        }
        const { html, markup } = pageOf(visit, await waitingFor(visit), 'all', 0);
        await visit.say(paragraphs(html, stillOpen(visit)), markup ?? mainKeyboard(visit));
      }),
    },
    presses: {
      cartable: keepConversation((visit, [page]) => turnTo(visit, 'all', page)),
      cartablePart: keepConversation((visit, [part, page]) => turnTo(visit, part, page)),
    },
  };

  async function turnTo(visit: Visit, part: Part, page: number): Promise<void> {
    await visit.answerPress();
    await showInPlace(visit, pageOf(visit, await waitingFor(visit), part, page));
  }

  /** The list of a cartable follows the requests a moment later, so each request says itself whose it is. */
  async function waitingFor({ positions }: Visit): Promise<readonly Waiting[]> {
    const codes = await Promise.all(positions.map((position) => cartables.codesOf(position)));
    return byUrgency(await requests.findMany([...new Set(codes.flat())]), positions);
  }
}

/** One page of a part of what waits; the last one where there are not so many any more. */
function pageOf(
  visit: Visit,
  all: readonly Waiting[],
  part: Part,
  asked: number,
): { readonly html: string; readonly markup?: InlineKeyboardMarkup } {
  const { wording, speech } = visit;
  if (all.length === 0) return { html: wording.html('cartable.empty') };
  const waiting = partOf(all, part, speech);
  const parts = inline(partButtons(all, part, visit));
  if (waiting.length === 0) return { html: wording.html(`cartable.none.${part}`), markup: parts };
  const number = (value: number) => formatNumber(value, speech.locale);
  const pages = Math.ceil(waiting.length / A_PAGE);
  const page = Math.min(asked, pages - 1);
  const shown = waiting
    .slice(page * A_PAGE, (page + 1) * A_PAGE)
    .map((entry, index) => ({ ...entry, number: number(page * A_PAGE + index + 1) }));
  return {
    html: paragraphs(
      lines(
        wording.html(`cartable.title.${part}`, { count: number(waiting.length) }),
        pages === 1
          ? undefined
          : wording.html('cartable.page', { page: number(page + 1), pages: number(pages) }),
      ),
      ...shown.map((entry) => entryOf(entry, visit)),
    ),
    markup: inline(
      ...shown.map(({ request, number: at }) => [
        button(
          wording.plain('cartable.button.open', { number: at, topic: shortTopic(request, visit) }),
          staffButtons.pack('open', request.code),
        ),
      ]),
      pageButtons(part, page, pages, visit),
      partButtons(all, part, visit),
    ),
  };
}

function entryOf(
  { request, position, number }: Waiting & { readonly number: string },
  { wording, speech, positions }: Visit,
): string {
  const code = wording.code(request.code);
  const state = stateOf(request, speech, wording);
  return lines(
    wording.html('cartable.line', { number, state }),
    topicLine(request, speech, wording),
    positions.length === 1
      ? wording.html('cartable.code', { code })
      : wording.html('cartable.codeAs', { code, position: wording.name(position) }),
  );
}

function shortTopic(request: Request, { speech, wording }: Visit): string {
  return truncate(stripHtml(topicLine(request, speech, wording)), MOST_OF_TOPIC);
}

/** The other parts of the cartable in which something waits, all of it at the right. */
function partButtons(
  all: readonly Waiting[],
  present: Part,
  { wording, speech }: Visit,
): InlineKeyboardButton[] {
  return PARTS.toReversed().flatMap((part) => {
    const count = partOf(all, part, speech).length;
    if (part === present || count === 0 || (present === 'all' && count === all.length)) return [];
    const text = wording.plain(`cartable.part.${part}`, { count });
    return [button(text, staffButtons.pack('cartablePart', part, 0))];
  });
}

function pageButtons(part: Part, page: number, pages: number, { wording }: Visit): InlineKeyboardButton[] {
  const to = (name: 'previous' | 'next', target: number) =>
    button(wording.plain(`cartable.button.${name}`), staffButtons.pack('cartablePart', part, target));
  return [
    ...(page > 0 ? [to('previous', page - 1)] : []),
    ...(page < pages - 1 ? [to('next', page + 1)] : []),
  ];
}
