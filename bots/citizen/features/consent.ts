import { readFiling } from '../../../src/filing/filing.js';
import { done, type FlowResult, passed } from '../../../src/flows/flow.js';
import { hasAgreed } from '../consent.js';
import { type CitizenFeature, pressedMessage, type Visit } from '../context.js';
import { mainKeyboard } from '../keyboards.js';
import { askForStep } from './filing/conversation.js';
import type { FilingParts } from './filing/parts.js';

/** The one-time consent to storage; a request that was begun before continues by itself. */
export function createConsentFeature(parts: FilingParts): CitizenFeature {
  return {
    name: 'consent',
    presses: {
      async agree(visit) {
        await visit.answerPress();
        const messageId = pressedMessage(visit);
        const isQuestion = readFiling(visit.conversation)?.draft.asked?.messageId === messageId;
        if (messageId !== undefined && isQuestion && !hasAgreed(visit)) return agree(parts, visit, messageId);
        if (messageId !== undefined) await parts.chatWriter.removeButtons(visit.chatId, messageId);
        return hasAgreed(visit) ? done(visit.conversation) : agree(parts, visit);
      },
    },
    words: {
      async agree(visit) {
        return hasAgreed(visit) ? passed(visit.conversation) : agree(parts, visit);
      },
    },
  };
}

/** Goes on after the consent; where the question for it was pressed, the next one takes its place. */
async function agree(parts: FilingParts, before: Visit, pressed?: number): Promise<FlowResult> {
  const { speech, conversation } = before;
  const visit: Visit = { ...before, citizen: { ...before.citizen, consentAt: speech.now } };
  const open = readFiling(conversation);
  if (open !== undefined) await parts.attachments.permit(open.draft.attachments);
  const result =
    open === undefined
      ? await welcome(visit)
      : await askForStep(parts, visit, {
          before: open,
          filing: open,
          ...(pressed === undefined
            ? {}
            : { inPlaceOf: { messageId: pressed, title: 'identity.consent.given' } }),
        });
  // Written last: after a failure everything is repeated, and nobody waits for a question that never comes.
  await visit.citizens.update(visit.citizen._id, { consentAt: speech.now });
  return result;
}

async function welcome(visit: Visit): Promise<FlowResult> {
  await visit.say(visit.html('identity.consent.agreed'), mainKeyboard(visit));
  return done(visit.conversation);
}
