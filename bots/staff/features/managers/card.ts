import { FilesNotReady } from '../../../../src/attachments/files-not-ready.js';
import { botFor } from '../../../../src/channel/person-id.js';
import { keepConversation } from '../../../../src/flows/flow.js';
import { renderTimeline } from '../../../../src/messages/timeline.js';
import { joinParagraphs } from '../../../../src/messages/wording.js';
import { pressedMessage } from '../../edit-message.js';
import type { StaffFeature } from '../../feature.js';
import type { FeatureOptions } from '../../options.js';
import type { Access } from '../../requests/access.js';
import type { CardSender } from '../../requests/card-sender.js';

/** The buttons of a card: the card again, the place, the files, and the history. */
export function createCardFeature(
  options: FeatureOptions & { readonly access: Access; readonly cardSender: CardSender },
): StaffFeature {
  const { access, cardSender, attachments, messenger } = options;
  return {
    name: 'card',
    presses: {
      open: keepConversation(async (visit, [code]) => {
        const opened = await access.open(visit, code);
        if (opened === undefined) return;
        await visit.answerPress();
        await cardSender.send(visit, opened);
      }),
      map: keepConversation(async (visit, [code]) => {
        const opened = await access.look(visit, code);
        if (opened === undefined) return;
        const { latitude, longitude } = opened.request.place ?? {};
        if (latitude === undefined || longitude === undefined) {
          await visit.answerPress(visit.wording.plain('cartable.noMap'));
          return;
        }
        await visit.answerPress();
        const sent = await messenger.sendPoint(visit.chatId, { latitude, longitude }, pressedMessage(visit));
        await cardSender.noteBeside(visit, opened, [sent]);
      }),
      files: keepConversation(async (visit, [code]) => {
        const opened = await access.look(visit, code);
        if (opened === undefined) return;
        // Fetching files may take longer than a press may stay unanswered.
        await visit.answerPress();
        const { chatId } = visit;
        const files = {
          bot: botFor('staff', visit.person),
          chatId,
          attachments: opened.request.attachments,
        } as const;
        const sent = await messenger.reach(chatId, () => attachments.send(files));
        if (sent?.kind === 'notYet') throw new FilesNotReady();
        await cardSender.noteBeside(visit, opened, sent?.messageIds ?? []);
        if (sent?.messageIds.length === 0) await visit.say(visit.wording.html('cartable.noFiles'));
      }),
      history: keepConversation(async (visit, [code]) => {
        const opened = await access.look(visit, code);
        if (opened === undefined) return;
        await visit.answerPress();
        const { request, events } = opened;
        const { wording, speech } = visit;
        const title = wording.html('cartable.history', { code: wording.code(code) });
        const timeline = renderTimeline({ ...speech, request, events, audience: 'staff' });
        await cardSender.noteBeside(visit, opened, [await visit.say(joinParagraphs(title, timeline))]);
      }),
    },
  };
}
