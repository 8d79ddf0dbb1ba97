import { done, type FlowResult, passed } from '../../../../src/flows/flow.js';
import { isolateDirection } from '../../../../src/text/direction.js';
import type { ChatWriter } from '../../chat-writer.js';
import { defineCitizenFlow } from '../../citizen-flow.js';
import { type CitizenAction, type CitizenFeature, pressedMessage, type Visit } from '../../context.js';
import { resumeConversation } from '../../interruption.js';
import { mainKeyboard } from '../../keyboards.js';
import { leaveByWord, PROFILE_PLACE, type ProfileQuestion } from '../../profile-question.js';
import { nameQuestion } from './question.js';
import { readName } from './typed-name.js';

type Open = ProfileQuestion<'name'>;

/** Takes the answer to how the person wants to be called. */
export function createOwnNameFeature({ chatWriter }: { readonly chatWriter: ChatWriter }): CitizenFeature {
  /** Leaves the name unchanged. */
  async function keepName(visit: Visit, { askedAt, paused }: Open): Promise<FlowResult> {
    if (askedAt !== undefined) await chatWriter.removeButtons(visit.chatId, askedAt);
    await visit.say(visit.html('settings.unchanged'), mainKeyboard(visit));
    return resumeConversation(visit, paused);
  }

  async function take(visit: Visit, { paused }: Open, action: CitizenAction): Promise<FlowResult> {
    if (action.kind === 'edit') return passed(visit.conversation);
    if (action.kind === 'other' && action.point === undefined) {
      await visit.say(visit.html('settings.problem.textOnly'));
      return done(visit.conversation);
    }
    // A photo or a place is not a name.
    if (action.kind !== 'text') return passed(paused);
    const read = readName(action.text);
    if (!read.ok) {
      await visit.say(visit.html(`settings.problem.${read.problem}`));
      return done(visit.conversation);
    }
    await visit.citizens.update(visit.citizen._id, { name: read.name });
    await visit.say(visit.html('settings.named', { name: isolateDirection(read.name) }), mainKeyboard(visit));
    return resumeConversation(visit, paused);
  }

  return {
    name: 'own-name',
    flows: [
      defineCitizenFlow({
        name: nameQuestion.name,
        formerly: nameQuestion.formerly,
        read: nameQuestion.read,
        place: PROFILE_PLACE,
        paused: ({ paused }) => paused,
        take,
        back: keepName,
        cancel: keepName,
        async interrupted(visit, open, action) {
          // Digits are read as any other name.
          if (action.kind === 'text' && action.word === 'trackingCode') return take(visit, open, action);
          return leaveByWord(visit, open);
        },
        presses: {
          async cancel(visit, open) {
            if (open.askedAt !== pressedMessage(visit)) return passed(visit.conversation);
            await visit.answerPress();
            return keepName(visit, open);
          },
        },
      }),
    ],
  };
}
