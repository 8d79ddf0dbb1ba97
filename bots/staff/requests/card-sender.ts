import { renderCard } from '../../../src/messages/card/card.js';
import { wordsAfterCard } from '../../../src/messages/message-parts.js';
import { renderRest } from '../../../src/messages/staff/staff-message.js';
import type { Visit } from '../context.js';
import { buttonsOf } from '../keyboards.js';
import type { FeatureOptions } from '../options.js';
import type { OpenedRequest, SeenRequest } from './access.js';

/** Sends managers the cards of requests. */
export interface CardSender {
  /**
   * Sends the current card; from then on it is edited and can be replied to like any other, and an older one in the
   * same chat gives way to it.
   */
  send(visit: Visit, opened: OpenedRequest): Promise<void>;
  /**
   * Records messages that belong to a request, so that a reply to one is a reply to its card; an operator has
   * no card.
   */
  noteBeside(visit: Visit, seen: SeenRequest, messageIds: readonly (number | undefined)[]): Promise<void>;
}

/** The card sender on the stores. */
export function createCardSender({
  attachments,
  cards,
  citizens,
  noteShown,
}: Pick<FeatureOptions, 'attachments' | 'cards' | 'citizens' | 'noteShown'>): CardSender {
  function cardOf({ person, chatId, speech }: Visit, { request, position }: OpenedRequest) {
    return { code: request.code, person, position, chatId, sentAt: speech.now };
  }

  async function noteBeside(
    visit: Visit,
    { position, ...stored }: SeenRequest,
    messageIds: readonly (number | undefined)[],
  ): Promise<void> {
    if (position === undefined) return;
    const sent = messageIds.filter((messageId) => messageId !== undefined);
    await cards.rememberBeside(cardOf(visit, { ...stored, position }), sent);
  }

  return {
    noteBeside,
    async send(visit, opened) {
      const { request, events, position } = opened;
      const missingFiles = await attachments.countMissing('staff', request.attachments);
      const unusableFiles = await attachments.countUnusable(request.attachments);
      const { html, keyboard } = renderCard({
        ...visit.speech,
        request,
        events,
        position,
        hasPhone: (await citizens.find(request.citizen))?.phone !== undefined,
        missingFiles,
        unusableFiles,
      });
      const messageId = await visit.say(html, buttonsOf(keyboard));
      if (messageId !== undefined) await noteShown({ ...cardOf(visit, opened), messageId }, request.lastSeq);
      for (const rest of wordsAfterCard(request.text, events, request.lastSeq)) {
        const { html: more } = renderRest({ ...visit.speech, request, rest });
        await noteBeside(visit, opened, [await visit.say(more)]);
      }
    },
  };
}
