import { done, type FlowResult, passed } from '../../../../src/flows/flow.js';
import { createWording, joinParagraphs } from '../../../../src/messages/wording.js';
import type { Request } from '../../../../src/requests/lifecycle/request.js';
import { citizenButtons } from '../../../../src/telegram/citizen-buttons.js';
import type { TrackingCode } from '../../../../src/text/tracking-code.js';
import { type AccessParts, findAccessible } from '../../access.js';
import type { ChatWriter } from '../../chat-writer.js';
import {
  type CitizenAction,
  type CitizenFeature,
  isAtHome,
  pressedMessage,
  type Visit,
} from '../../context.js';
import { inlineKeyboard, mainKeyboard } from '../../keyboards.js';
import type { CitizenBotOptions } from '../../options.js';
import { refusalSentence } from '../../refusals.js';
import { typedAboutHandover } from './typed-answer.js';

type HandoverParts = AccessParts & Pick<CitizenBotOptions, 'notices'> & { readonly chatWriter: ChatWriter };

/** How many of the newest requests are searched for one that they are asked about. */
const MOST_LOOKED_AT = 50;

/**
 * Carrying a withdrawn request on, which its followers are asked (docs/design.md, 3): by the buttons of the offer, or
 * by a typed yes or no.
 */
export function createHandoverFeature(parts: HandoverParts): CitizenFeature {
  return {
    name: 'handover',
    presses: {
      carryOn: (visit, [code]) => answerPressed(parts, visit, code, carryOn),
      declineOffer: (visit, [code]) => answerPressed(parts, visit, code, decline),
    },
    async take(visit, action) {
      const answer = action.kind === 'text' ? typedAboutHandover(action.text) : undefined;
      if (answer === undefined || answer === 'leaveWords' || !isAtHome(visit))
        return passed(visit.conversation);
      const asked = await findAsked(parts, visit, action);
      if (asked === undefined) return passed(visit.conversation);
      if (asked === 'several') {
        await visit.say(visit.html('handover.which'), mainKeyboard(visit));
        return done(visit.conversation);
      }
      const refused = await (answer === 'carryOn' ? carryOn : decline)(parts, visit, asked.code);
      if (refused !== undefined) await visit.say(refused, mainKeyboard(visit));
      return done(visit.conversation);
    },
  };
}

/** What a person does about a withdrawn request; resolves to the sentence why it is not possible, if it is not. */
type Act = (parts: HandoverParts, visit: Visit, code: TrackingCode) => Promise<string | undefined>;

async function answerPressed(
  parts: HandoverParts,
  visit: Visit,
  code: string,
  act: Act,
): Promise<FlowResult> {
  const found = await findAccessible(parts, visit, code);
  if (found === undefined || found.reader === 'former') return passed(visit.conversation);
  const refused = await act(parts, visit, found.request.code);
  await visit.answerPress(refused);
  const messageId = pressedMessage(visit);
  if (messageId !== undefined) await parts.chatWriter.removeButtons(visit.chatId, messageId);
  return done(visit.conversation);
}

const carryOn: Act = async ({ requests }, visit, code) => {
  const result = await requests.execute(code, { ...visit.order, command: { type: 'carryOn' } });
  if (!result.ok) return refusalSentence(result.refusal, visit);
  // The planner does it too: whoever looks at their list at once finds it there.
  await visit.citizens.addRequest(visit.citizen._id, code);
  await visit.citizens.removeFollowing(visit.citizen._id, code);
  const { status } = result.request.stage;
  const takesMore = status !== 'answered' && status !== 'closed';
  const show = { text: visit.plain('notice.button.show'), callback_data: citizenButtons.pack('show', code) };
  const add = { text: visit.plain('requests.button.add'), callback_data: citizenButtons.pack('add', code) };
  await visit.say(
    joinParagraphs(
      visit.html('handover.yours', { code: createWording(visit.speech).code(code) }),
      takesMore ? visit.html('handover.addPlace') : undefined,
    ),
    inlineKeyboard(takesMore ? [show, add] : [show]),
  );
  return undefined;
};

const decline: Act = async ({ requests }, visit, code) => {
  const result = await requests.execute(code, { ...visit.order, command: { type: 'declineOffer' } });
  if (!result.ok) return refusalSentence(result.refusal, visit);
  await visit.say(
    visit.html('handover.declined', { code: createWording(visit.speech).code(code) }),
    mainKeyboard(visit),
  );
  return undefined;
};

/**
 * The request about which a typed yes or no speaks: the one whose offer they reply to, else the only one that they are
 * asked about. Undefined where nobody asks them, or where a manager's question waits for their reply as well.
 */
async function findAsked(
  { requests, notices }: HandoverParts,
  { citizen, chatId }: Visit,
  action: CitizenAction,
): Promise<Request | 'several' | undefined> {
  const following = citizen.following.slice(-MOST_LOOKED_AT);
  if (following.length === 0) return undefined;
  const found = await requests.findMany(following);
  const asked = found.filter(({ handover }) => handover?.asked.includes(citizen._id) === true);
  const replyTo = action.kind === 'text' ? action.replyTo : undefined;
  if (replyTo !== undefined) {
    const notice = await notices.findByMessage({ person: citizen._id, chatId, messageId: replyTo });
    return asked.find(({ code }) => code === notice?.code);
  }
  if (asked.length === 0) return undefined;
  const own = await requests.findMany(citizen.requests.slice(-MOST_LOOKED_AT));
  if (own.some(({ stage, citizen: of }) => stage.status === 'waiting' && of === citizen._id))
    return undefined;
  return asked.length === 1 ? asked[0] : 'several';
}
