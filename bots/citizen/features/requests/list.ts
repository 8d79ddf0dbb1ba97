import type { InlineKeyboardMarkup } from 'grammy/types';
import type { Citizen } from '../../../../src/citizens/citizen-store.js';
import { pageOf, renderList } from '../../../../src/messages/paged-list.js';
import { renderStatus } from '../../../../src/messages/status/status.js';
import { topicLine } from '../../../../src/messages/topic.js';
import { createWording, joinLines, type Speech } from '../../../../src/messages/wording.js';
import { hasLeft, isOpen, type Request } from '../../../../src/requests/lifecycle/request.js';
import type { RequestService } from '../../../../src/requests/request-service.js';
import { citizenButtons } from '../../../../src/telegram/citizen-buttons.js';
import { stripHtml } from '../../../../src/text/html.js';
import type { Visit } from '../../context.js';
import { inlineKeyboard } from '../../keyboards.js';

/** The most requests in the list; the newest are shown. */
const MOST_LISTED = 200;

/** A page of the list as a message. */
export interface ListMessage {
  readonly html: string;
  readonly markup: InlineKeyboardMarkup;
}

/** A page of a citizen's requests; undefined if there are none. */
export async function renderRequests(
  requests: Pick<RequestService, 'findMany'>,
  visit: Pick<Visit, 'citizen' | 'speech'>,
  page: number,
): Promise<ListMessage | undefined> {
  const { requests: own, following } = visit.citizen;
  // Who withdrew a request may follow it later.
  const codes = [...new Set([...own, ...following])];
  const found = await requests.findMany(codes.slice(-MOST_LISTED));
  return found.length === 0 ? undefined : pageOfRequests(visit, found, page);
}

/** A page of a citizen's requests, open ones first, newest first; the last page if there are fewer by now. */
export function pageOfRequests(
  { citizen, speech }: { readonly citizen: Pick<Citizen, '_id'>; readonly speech: Speech },
  found: readonly Request[],
  asked: number,
): ListMessage {
  const wording = createWording(speech);
  const isOpenTo = (request: Request) => isOpen(request) && readerOf(request, citizen._id) !== 'former';
  const sorted = found.toSorted(
    (one, other) =>
      Number(isOpenTo(other)) - Number(isOpenTo(one)) || other.filedAt.getTime() - one.filedAt.getTime(),
  );
  const { html, rows } = renderList(pageOf(sorted, asked), speech, {
    title: wording.html('requests.title'),
    entry: (request, number) => entryOf(request, number, citizen._id, speech),
    button: (request) => ({
      topic: stripHtml(topicLine(request, speech, wording)),
      data: citizenButtons.pack('show', request.code),
    }),
    turn: (target) => citizenButtons.pack('list', target),
  });
  return { html, markup: inlineKeyboard(...rows) };
}

function entryOf(request: Request, number: string, reader: string, speech: Speech): string {
  const wording = createWording(speech);
  const as = readerOf(request, reader);
  return joinLines(
    wording.html('requests.line', { number, topic: stripHtml(topicLine(request, speech, wording)) }),
    wording.html(as === 'follower' ? 'requests.followed' : 'requests.code', {
      code: wording.code(request.code),
    }),
    renderStatus({ ...speech, request, reader: as }),
  );
}

/** As what somebody has a request in their list. */
function readerOf(request: Request, reader: string): 'filer' | 'follower' | 'former' {
  if (request.citizen === reader) return 'filer';
  return !request.followers.includes(reader) && hasLeft(request, reader) ? 'former' : 'follower';
}
