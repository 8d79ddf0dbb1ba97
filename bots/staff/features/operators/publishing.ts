import type { InlineKeyboardButton } from 'telegraf/types';
import { keepConversation } from '../../../../src/flows/flow.js';
import { PAGE_SIZE, renderList, uncountedPage } from '../../../../src/messages/paged-list.js';
import { staffTopicLine, topicOnButton } from '../../../../src/messages/topic.js';
import { joinLines, joinParagraphs } from '../../../../src/messages/wording.js';
import { publicRequestOf } from '../../../../src/open311/public-request.js';
import type { PublishedParts } from '../../../../src/requests/lifecycle/facts.js';
import { isNothing, permittedParts, publishedParts } from '../../../../src/requests/lifecycle/publishing.js';
import type { Request } from '../../../../src/requests/lifecycle/request.js';
import type { RequestStore } from '../../../../src/requests/request-store.js';
import { staffButtons } from '../../../../src/telegram/staff-buttons.js';
import { truncateText } from '../../../../src/text/persian.js';
import type { Visit } from '../../context.js';
import { type Page, showInPlace } from '../../edit-message.js';
import type { StaffFeature } from '../../feature.js';
import { inlineButton, inlineKeyboard } from '../../keyboards.js';
import type { FeatureOptions } from '../../options.js';
import { forOperators, isOperator } from '../../permissions.js';
import { refusePress } from '../../refusals.js';
import { createFileSender } from '../../requests/file-sender.js';

/** Code points of the words that are shown of a request in the list. */
const MOST_IN_LIST = 100;
/** Code points of the words before they are published: they are read whole. */
const MOST_OF_WORDS = 3_000;

/**
 * «انتشار نوشته‌ها»: operators read what a citizen lets everybody read, and publish it or not; what is published can be taken
 * back at any time.
 */
export function createPublishingFeature({
  requests,
  histories,
  lookups,
  asksToPublish,
  ...sending
}: Pick<FeatureOptions, 'requests' | 'lookups' | 'asksToPublish' | 'attachments' | 'chatWriter'> & {
  readonly histories: Pick<RequestStore, 'waitingForPublication'>;
}): StaffFeature {
  const sendFiles = createFileSender(sending);

  async function pageAt(visit: Visit, asked: number): Promise<Page> {
    const found = await histories.waitingForPublication(asked * PAGE_SIZE, PAGE_SIZE + 1);
    return pageOfWaiting(visit, found, asked);
  }

  return {
    name: 'publishing',
    keywords: [
      {
        word: 'publishing',
        command: 'publishing.command',
        may: (duties) => asksToPublish && isOperator(duties),
        button: { text: 'publishing.button.publishing', place: { row: 'calls', at: 4 } },
        ask: forOperators(
          keepConversation(async (visit) => {
            const { html, markup } = await pageAt(visit, 0);
            await visit.say(html, markup);
          }),
        ),
      },
    ],
    presses: {
      publications: forOperators(
        keepConversation(async (visit, [page]) => {
          await visit.answerPress();
          await showInPlace(visit, await pageAt(visit, page));
        }),
      ),
      publication: forOperators(
        keepConversation(async (visit, [code]) => {
          const stored = await requests.find(code);
          if (stored === undefined) return refusePress(visit, { code: 'notFound' });
          const { request } = stored;
          const look = { act: 'caseRead', citizen: request.citizen, request: code } as const;
          if (!(await lookups.note(visit, look))) return;
          await visit.answerPress();
          const { html, markup } = renderPublication(visit, request);
          await visit.say(html, markup);
          await showPhotos(visit, request);
        }),
      ),
      publish: forOperators(
        keepConversation(async (visit, [code, parts]) => {
          const { actor, commandId } = visit.orderAs(undefined);
          const result = await requests.execute(code, {
            command: { type: 'publish', parts },
            actor,
            commandId,
          });
          if (!result.ok) return refusePress(visit, result.refusal);
          await visit.answerPress(visit.wording.plain(`publishing.done.${parts}`));
          await showInPlace(visit, renderPublication(visit, result.request));
        }),
      ),
    },
  };

  /** What is to be published is looked at first. */
  async function showPhotos(visit: Visit, request: Request): Promise<void> {
    const { photos } = permittedParts(request);
    const shown = request.attachments.filter(({ id }) => photos.includes(id));
    if (shown.length > 0) await sendFiles(visit, shown);
  }
}

/** «انتشار نوشته» below a case whose citizen lets everybody read it. */
export function publicationRows(
  visit: Pick<Visit, 'roles' | 'wording'>,
  request: Request,
): readonly (readonly InlineKeyboardButton[])[] {
  if (!isOperator(visit) || isNothing(permittedParts(request))) return [];
  const text = visit.wording.plain('publishing.button.open');
  return [[inlineButton(text, staffButtons.pack('publication', request.code))]];
}

function pageOfWaiting(
  { wording, speech }: Pick<Visit, 'wording' | 'speech'>,
  found: readonly Request[],
  asked: number,
): Page {
  const page = uncountedPage(found, asked);
  const { html, rows } = renderList(page, speech, {
    title: wording.html('publishing.title'),
    entry: (request, number) =>
      joinLines(
        wording.html('publishing.line', { number, code: wording.code(request.code) }),
        staffTopicLine(request, speech, wording),
        wording.words(request.text, MOST_IN_LIST),
      ),
    button: (request) => ({
      topic: topicOnButton(request, speech, wording),
      data: staffButtons.pack('publication', request.code),
    }),
    turn: (target) => staffButtons.pack('publications', target),
  });
  const isEmpty = found.length === 0;
  return {
    html: isEmpty ? wording.html(asked === 0 ? 'publishing.empty' : 'publishing.noMore') : html,
    markup: inlineKeyboard(...rows),
  };
}

/** What would be published, whole, with what to look out for. */
function renderPublication({ wording, speech }: Visit, request: Request): Page {
  const permitted = permittedParts(request);
  const published = publishedParts(request);
  const isPublic = publicRequestOf(request, speech.organization) !== undefined;
  const button = (parts: PublishedParts) =>
    inlineButton(
      wording.plain(`publishing.button.${parts}`),
      staffButtons.pack('publish', request.code, parts),
    );
  const canPublishMore = isPublic && !isNothing(permitted);
  return {
    html: joinParagraphs(
      joinLines(
        wording.html('publishing.one', { code: wording.code(request.code) }),
        staffTopicLine(request, speech, wording),
      ),
      permitted.words ? wording.quote(truncateText(request.text, MOST_OF_WORDS)) : undefined,
      permitted.photos.length === 0
        ? undefined
        : wording.html('publishing.photos', { count: permitted.photos.length }),
      wording.html(isNothing(published) ? 'publishing.isNot' : 'publishing.is'),
      canPublishMore ? wording.html('publishing.lookOut') : wording.html('publishing.notPossible'),
    ),
    markup: inlineKeyboard(
      canPublishMore && permitted.words ? [button('words')] : [],
      canPublishMore && permitted.photos.length > 0 ? [button('all')] : [],
      isNothing(permitted) && isNothing(published) ? [] : [button('nothing')],
    ),
  };
}
