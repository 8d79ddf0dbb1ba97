import type { FilingDraft } from '../../src/filing/draft.js';
import { sourcesOf } from '../../src/filing/edited.js';
import { done, type FlowResult, passed } from '../../src/flows/flow.js';
import { createWording } from '../../src/messages/wording.js';
import { citizenButtons } from '../../src/telegram/citizen-buttons.js';
import type { TrackingCode } from '../../src/text/tracking-code.js';
import type { Visit } from './context.js';
import { inlineKeyboard } from './keyboards.js';
import type { CitizenBotOptions } from './options.js';

/** Remembers which messages of the person went into a request: later edits of them concern that request. */
export async function noteSentMessages(
  { notices }: Pick<CitizenBotOptions, 'notices'>,
  { chatId, citizen }: Visit,
  code: TrackingCode,
  draft: FilingDraft,
): Promise<void> {
  await notices.rememberAll(
    sourcesOf(draft).map((messageId) => ({
      code,
      person: citizen._id,
      chatId,
      messageId,
      seq: 0,
      piece: 0,
    })),
  );
}

/**
 * Tells somebody who edits a message of a submitted request that the request stays as it was, and how to add
 * to it; passes for anything else.
 */
export async function answerLateEdit(
  { notices, requests }: Pick<CitizenBotOptions, 'notices' | 'requests'>,
  visit: Visit,
  messageId: number,
): Promise<FlowResult> {
  const sent = await notices.findByMessage({ person: visit.citizen._id, chatId: visit.chatId, messageId });
  const request = sent === undefined ? undefined : await requests.findState(sent.code);
  if (request === undefined || request.citizen !== visit.citizen._id) return passed(visit.conversation);
  const { status } = request.stage;
  const isClosedToMore = status === 'answered' || status === 'closed';
  const button = isClosedToMore
    ? { text: visit.plain('notice.button.show'), callback_data: citizenButtons.pack('show', request.code) }
    : { text: visit.plain('requests.button.add'), callback_data: citizenButtons.pack('add', request.code) };
  const code = createWording(visit.speech).code(request.code);
  await visit.say(
    visit.html(isClosedToMore ? 'filing.late.editedAnswered' : 'filing.late.edited', { code }),
    inlineKeyboard([button]),
  );
  return done(visit.conversation);
}
