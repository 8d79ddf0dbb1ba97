import type { InlineKeyboardMarkup } from 'grammy/types';
import { renderStatus } from '../../../../src/messages/status.js';
import { topicLine } from '../../../../src/messages/topic.js';
import { createWording, lines, paragraphs } from '../../../../src/messages/wording.js';
import { isOpen, type Request } from '../../../../src/requests/lifecycle/request.js';
import type { RequestService } from '../../../../src/requests/request-service.js';
import { citizenButtons } from '../../../../src/telegram/citizen-buttons.js';
import { stripHtml } from '../../../../src/text/html.js';
import type { Visit } from '../../context.js';
import { inline } from '../../keyboards.js';

const PAGE_SIZE = 5;
/** Most requests that the list goes back to, the newest ones. */
const MOST_LISTED = 200;

/** A page of the list as a message. */
export interface ListPage {
  readonly html: string;
  readonly markup: InlineKeyboardMarkup;
}

/** A page of a citizen's requests, open ones first, the newest first; undefined where there are none. */
export async function listPage(
  requests: Pick<RequestService, 'findMany'>,
  visit: Visit,
  page: number,
): Promise<ListPage | undefined> {
  const { citizen } = visit;
  const codes = [...citizen.requests, ...citizen.following].slice(-MOST_LISTED);
  const found = [...(await requests.findMany(codes))].sort(
    (one, other) =>
      Number(isOpen(other)) - Number(isOpen(one)) || other.filedAt.getTime() - one.filedAt.getTime(),
  );
  if (found.length === 0) return undefined;
  const pages = Math.ceil(found.length / PAGE_SIZE);
  const current = Math.min(page, pages - 1);
  const start = current * PAGE_SIZE;
  const shown = found.slice(start, start + PAGE_SIZE);
  return {
    html: paragraphs(
      lines(
        visit.html('requests.title'),
        pages > 1 ? visit.html('requests.page', { page: current + 1, pages }) : undefined,
      ),
      ...shown.map((request, index) => entry(request, start + index + 1, visit)),
    ),
    markup: inline(
      ...shown.map((request, index) => [
        {
          text: visit.plain('requests.button.show', {
            number: start + index + 1,
            topic: stripHtml(topicOf(request, visit)),
          }),
          callback_data: citizenButtons.pack('show', request.code),
        },
      ]),
      [
        ...(current > 0 ? [pageButton(visit.plain('requests.button.previous'), current - 1)] : []),
        ...(current < pages - 1 ? [pageButton(visit.plain('requests.button.next'), current + 1)] : []),
      ],
    ),
  };
}

function entry(request: Request, number: number, visit: Visit): string {
  const code = createWording(visit.speech).code(request.code);
  const isOwn = request.citizen === visit.citizen._id;
  return lines(
    visit.html('requests.line', { number, topic: stripHtml(topicOf(request, visit)) }),
    visit.html(isOwn ? 'requests.code' : 'requests.followed', { code }),
    renderStatus({ ...visit.speech, request, reader: isOwn ? 'filer' : 'follower' }),
  );
}

function topicOf(request: Request, { speech }: Visit): string {
  return topicLine(request, speech, createWording(speech));
}

function pageButton(text: string, page: number) {
  return { text, callback_data: citizenButtons.pack('list', page) };
}
