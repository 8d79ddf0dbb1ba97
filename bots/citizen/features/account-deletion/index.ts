import { answerWord } from '../../../../src/filing/answer-words.js';
import { done, type FlowResult, passed } from '../../../../src/flows/flow.js';
import type { ChatWriter } from '../../chat-writer.js';
import { defineCitizenFlow } from '../../citizen-flow.js';
import { type CitizenAction, type CitizenFeature, pressedMessage, type Visit } from '../../context.js';
import { resumeConversation } from '../../interruption.js';
import { mainKeyboard } from '../../keyboards.js';
import type { CitizenBotOptions } from '../../options.js';
import { leaveByWord, PROFILE_PLACE, type ProfileQuestion } from '../../profile-question.js';
import { askWhetherSure, askWhetherToLeave, deletionQuestion } from './question.js';

type DeletionParts = Pick<CitizenBotOptions, 'departures'> & { readonly chatWriter: ChatWriter };
type Deletion = ProfileQuestion<'leaving' | 'leavingSurely'>;

/**
 * `/delete`: deleting one's data, after two confirmations. The requests stay for the city, without the
 * person.
 */
export function createAccountDeletionFeature(parts: DeletionParts): CitizenFeature {
  async function goOn(visit: Visit, { step, askedAt }: Deletion): Promise<FlowResult> {
    if (askedAt !== undefined) await parts.chatWriter.removeButtons(visit.chatId, askedAt);
    if (step === 'leaving') return askWhetherSure(visit);
    await parts.departures.leave(visit.citizen._id);
    await visit.say(visit.html('ownData.leave.done'));
    return done(null);
  }

  async function stay(visit: Visit, { askedAt, paused }: Deletion): Promise<FlowResult> {
    if (askedAt !== undefined) await parts.chatWriter.removeButtons(visit.chatId, askedAt);
    await visit.say(visit.html('ownData.leave.stayed'), mainKeyboard(visit));
    return resumeConversation(visit, paused);
  }

  async function take(visit: Visit, open: Deletion, action: CitizenAction): Promise<FlowResult> {
    if (action.kind === 'edit') return passed(visit.conversation);
    const answer = action.kind === 'text' ? answerWord(action.text) : undefined;
    if (answer === 'yes') return goOn(visit, open);
    if (answer === 'no') return stay(visit, open);
    await visit.say(visit.html('ownData.leave.yesOrNo'));
    return done(visit.conversation);
  }

  return {
    name: 'account-deletion',
    words: { delete: askWhetherToLeave },
    flows: [
      defineCitizenFlow({
        name: deletionQuestion.name,
        formerly: deletionQuestion.formerly,
        read: deletionQuestion.read,
        place: PROFILE_PLACE,
        paused: ({ paused }) => paused,
        take,
        back: stay,
        cancel: stay,
        async interrupted(visit, open, action) {
          const word = action.kind === 'text' ? action.word : undefined;
          // Consenting, or typing a code, is neither yes nor no.
          if (word === 'agree' || word === 'trackingCode') return take(visit, open, action);
          return leaveByWord(visit, open, ['settings']);
        },
        presses: {
          async leaving(visit, open, [answer]) {
            if (open.askedAt !== pressedMessage(visit)) return passed(visit.conversation);
            await visit.answerPress();
            return answer === 'yes' ? goOn(visit, open) : stay(visit, open);
          },
        },
      }),
    ],
  };
}
