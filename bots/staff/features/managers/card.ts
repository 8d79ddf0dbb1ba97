import type { CaptionedFile } from '../../../../src/attachments/attachment-service.js';
import { keepConversation } from '../../../../src/flows/flow.js';
import { captionFiles, filesOfAnswer } from '../../../../src/messages/answer/files.js';
import { renderTimeline } from '../../../../src/messages/status/timeline.js';
import { joinParagraphs } from '../../../../src/messages/wording.js';
import type { Visit } from '../../context.js';
import { pressedMessage } from '../../edit-message.js';
import type { StaffFeature } from '../../feature.js';
import type { FeatureOptions } from '../../options.js';
import type { Access, SeenRequest } from '../../requests/access.js';
import type { CardSender } from '../../requests/card-sender.js';
import { createFileSender } from '../../requests/file-sender.js';
import { namesOfSystems } from '../../requests/system-names.js';

/** The buttons of a card: the card again, the place, the files, and the history. */
export function createCardFeature(
  options: FeatureOptions & { readonly access: Access; readonly cardSender: CardSender },
): StaffFeature {
  const { access, cardSender, clients, chatWriter } = options;
  const sendFiles = createFileSender(options);

  async function show(visit: Visit, opened: SeenRequest, files: readonly CaptionedFile[]): Promise<void> {
    const sent = files.length === 0 ? [] : await sendFiles(visit, files);
    await cardSender.noteBeside(visit, opened, sent);
    if (sent.length === 0) await visit.say(visit.wording.html('cartable.noFiles'));
  }

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
        const sent = await chatWriter.sendPoint(visit, { latitude, longitude }, pressedMessage(visit));
        await cardSender.noteBeside(visit, opened, [sent]);
      }),
      files: keepConversation(async (visit, [code]) => {
        const opened = await access.look(visit, code);
        if (opened === undefined) return;
        // Fetching files may take longer than a press may stay unanswered.
        await visit.answerPress();
        await show(visit, opened, opened.request.attachments);
      }),
      answerFiles: keepConversation(async (visit, [code, seq]) => {
        const opened = await access.look(visit, code);
        if (opened === undefined) return;
        await visit.answerPress();
        const answer = opened.events.find((event) => event.seq === seq);
        const files = answer?.type === 'answered' ? filesOfAnswer(opened.events, answer, 'staff') : [];
        await show(visit, opened, captionFiles(files, visit.wording));
      }),
      history: keepConversation(async (visit, [code]) => {
        const opened = await access.look(visit, code);
        if (opened === undefined) return;
        await visit.answerPress();
        const { request, events } = opened;
        const { wording, speech } = visit;
        const title = wording.html('cartable.history', { code: wording.code(code) });
        const systems = await namesOfSystems(clients, events);
        const timeline = renderTimeline({ ...speech, request, events, reader: 'staff', systems });
        await cardSender.noteBeside(visit, opened, [await visit.say(joinParagraphs(title, timeline))]);
      }),
    },
  };
}
