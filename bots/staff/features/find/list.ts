import type { InlineKeyboardMarkup } from 'telegraf/types';
import { renderStatus } from '../../../../src/messages/status.js';
import { placeLine, topicLine } from '../../../../src/messages/topic.js';
import { lines, paragraphs } from '../../../../src/messages/wording.js';
import type { Request } from '../../../../src/requests/lifecycle/request.js';
import type { FoundRequests } from '../../../../src/requests/word-search.js';
import { staffButtons } from '../../../../src/telegram/staff-buttons.js';
import { stripHtml } from '../../../../src/text/html.js';
import { formatNumber } from '../../../../src/text/numbers.js';
import { truncate } from '../../../../src/text/persian.js';
import type { Visit } from '../../context.js';
import { button, inline } from '../../keyboards.js';
import type { Query } from './flow.js';

export const A_PAGE = 5;
/** Code points of the citizen's words in a line of the list, and of a topic on a button. */
const MOST_OF_WORDS = 80;
const MOST_OF_TOPIC = 30;

/** One page of what was found. */
export interface Page extends FoundRequests {
  readonly query: Query;
  readonly page: number;
  /** The name of the caller whose requests they are. */
  readonly name?: string;
}

/** What was found, each with how it stands, to be read out; the newest first. */
export function pageOfFound(
  visit: Visit,
  { query, page, requests, hasMore, name }: Page,
): { readonly html: string; readonly markup: InlineKeyboardMarkup } {
  const { wording, speech } = visit;
  const title =
    name === undefined ? wording.html(`find.title.${query.by}`) : wording.html('find.title.named', { name });
  if (requests.length === 0) {
    return { html: wording.html(`find.nothing.${query.by}`), markup: inline() };
  }
  const shown = requests.map((request, index) => ({
    request,
    at: formatNumber(page * A_PAGE + index + 1, speech.locale),
  }));
  const to = (text: 'previous' | 'next', target: number) =>
    button(wording.plain(`cartable.button.${text}`), staffButtons.pack('found', target));
  return {
    html: paragraphs(title, ...shown.map(({ request, at }) => entryOf(visit, request, at))),
    markup: inline(
      ...shown.map(({ request, at }) => [
        button(
          wording.plain('cartable.button.open', { number: at, topic: shortTopic(visit, request) }),
          staffButtons.pack('case', request.code),
        ),
      ]),
      [...(page > 0 ? [to('previous', page - 1)] : []), ...(hasMore ? [to('next', page + 1)] : [])],
    ),
  };
}

function entryOf({ wording, speech }: Visit, request: Request, at: string): string {
  return lines(
    wording.html('find.entry', {
      number: at,
      code: wording.code(request.code),
      day: wording.day(request.filedAt),
    }),
    topicLine(request, speech, wording),
    placeLine(request.place, speech),
    request.text === ''
      ? undefined
      : wording.html('queue.words', { words: wording.words(request.text, MOST_OF_WORDS) }),
    renderStatus({ ...speech, request }),
  );
}

function shortTopic({ speech, wording }: Visit, request: Request): string {
  return truncate(stripHtml(topicLine(request, speech, wording)), MOST_OF_TOPIC);
}
