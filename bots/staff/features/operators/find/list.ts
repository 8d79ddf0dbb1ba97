import type { InlineKeyboardMarkup } from 'telegraf/types';
import type { SearchQuery } from '../../../../../src/flows/search-query.js';
import { renderList, uncountedPage } from '../../../../../src/messages/paged-list.js';
import { renderStatus } from '../../../../../src/messages/status/status.js';
import { placeLine, staffTopicLine, topicOnButton } from '../../../../../src/messages/topic.js';
import { joinLines } from '../../../../../src/messages/wording.js';
import type { Request } from '../../../../../src/requests/lifecycle/request.js';
import type { FoundRequests } from '../../../../../src/requests/word-search.js';
import { staffButtons } from '../../../../../src/telegram/staff-buttons.js';
import type { Visit } from '../../../context.js';
import { inlineKeyboard } from '../../../keyboards.js';

/** Code points of the citizen's words in a line of the list. */
const MOST_OF_WORDS = 80;

/** One page of results. */
export interface Page extends FoundRequests {
  readonly query: SearchQuery;
  readonly page: number;
  /** The name of the caller whose requests they are. */
  readonly name?: string;
}

/** The results, each with its status to be read out, newest first. */
export function pageOfFound(
  { wording, speech }: Pick<Visit, 'wording' | 'speech'>,
  { query, page, requests, hasMore, name }: Page,
): { readonly html: string; readonly markup: InlineKeyboardMarkup } {
  const title =
    name === undefined ? wording.html(`find.title.${query.by}`) : wording.html('find.title.named', { name });
  if (requests.length === 0) {
    return { html: wording.html(`find.nothing.${query.by}`), markup: inlineKeyboard() };
  }
  const { html, rows } = renderList(uncountedPage(requests, page, hasMore), speech, {
    title,
    entry: (request, number) => entryOf({ wording, speech }, request, number),
    button: (request) => ({
      topic: topicOnButton(request, speech, wording),
      data: staffButtons.pack('case', request.code),
    }),
    turn: (target) => staffButtons.pack('found', target),
  });
  return { html, markup: inlineKeyboard(...rows) };
}

function entryOf(
  { wording, speech }: Pick<Visit, 'wording' | 'speech'>,
  request: Request,
  number: string,
): string {
  return joinLines(
    wording.html('find.entry', {
      number,
      code: wording.code(request.code),
      day: wording.day(request.filedAt),
    }),
    staffTopicLine(request, speech, wording),
    placeLine(request.place, speech),
    request.text === ''
      ? undefined
      : wording.html('common.words', { words: wording.words(request.text, MOST_OF_WORDS) }),
    renderStatus({ ...speech, request, reader: 'staff' }),
  );
}
