import { answerWord } from '../../../../src/filing/answer-words.js';
import type { Filing, FilingDraft } from '../../../../src/filing/draft.js';
import { moveToMissingStep, withText } from '../../../../src/filing/draft.js';
import { endOf, keepOver } from '../../../../src/filing/ended-filing.js';
import { beginFiling, readFiling, takeTurn } from '../../../../src/filing/filing.js';
import { receiveContent } from '../../../../src/filing/received.js';
import { filingWord } from '../../../../src/filing/words.js';
import { done, type FlowResult, passed } from '../../../../src/flows/flow.js';
import type { Conversation } from '../../../../src/mailbox/chat.js';
import { renderWarning } from '../../../../src/messages/danger-warning.js';
import { joinParagraphs } from '../../../../src/messages/wording.js';
import { citizenButtons } from '../../../../src/telegram/citizen-buttons.js';
import { defineCitizenFlow } from '../../citizen-flow.js';
import { hasAgreed } from '../../consent.js';
import { type CitizenFeature, isAtHome, pressedMessage, type Visit, visitAt } from '../../context.js';
import { resumeConversation } from '../../interruption.js';
import { inlineKeyboard, mainKeyboard } from '../../keyboards.js';
import { askForStep, proceedWithFiling } from '../filing/conversation.js';
import type { FilingParts } from '../filing/parts.js';
import { ALARM, type Alarm, keepAlarm, readAlarm } from './flow.js';
import { findDanger } from './warning.js';

/** Whether what somebody in danger has written is to go to the city too. */
export function createDangerFeature(parts: FilingParts): CitizenFeature {
  async function file(visit: Visit, open: Alarm): Promise<FlowResult> {
    await removeButtons(parts, visit, open);
    return askForStep(parts, visit, { filing: moveToMissingStep(open.draft, visit.organization) });
  }

  /** Calling is enough: what was open before goes on, with the message where its words are for the city. */
  async function leave(visit: Visit, open: Alarm): Promise<FlowResult> {
    await removeButtons(parts, visit, open);
    const { before = null, messages = [] } = open;
    if (visit.openIn(before)?.takesWords === true) return handBack(visit, before, messages);
    if (before !== null) {
      await visit.say(visit.html('danger.goesOn'), mainKeyboard(visit));
      return resumeConversation(visit, before);
    }
    await visit.say(visit.html('danger.notFiled'), mainKeyboard(visit));
    return done(keepOver(endOf(open.draft)));
  }

  return {
    name: 'danger',
    flows: [
      defineCitizenFlow<Alarm>({
        name: ALARM,
        read: readAlarm,
        paused: ({ before = null }) => before,
        hint: (visit) => visit.html('danger.ask'),
        expired: ({ askedAt }) => ({
          text: 'filing.expired',
          ...(askedAt === undefined ? {} : { askedAt }),
        }),
        back: leave,
        cancel: leave,
        async take(visit, open, action) {
          if (action.kind === 'press' || action.kind === 'edit') return passed(visit.conversation);
          const answer = action.kind === 'text' ? answerWord(action.text) : undefined;
          const isToGo = action.kind === 'text' && filingWord(action.text) === 'register';
          if (answer === 'yes' || isToGo) return file(visit, open);
          if (answer === 'no') return leave(visit, open);
          const input = await receiveContent(action, {
            ...parts,
            bot: visit.bot,
            hasAgreed: hasAgreed(visit),
          });
          if (input === undefined) {
            await visit.say(visit.html('danger.ask'));
            return done(visit.conversation);
          }
          // Whoever goes on telling wants it to be heard.
          await removeButtons(parts, visit, open);
          return proceedWithFiling(parts, visit, moveToMissingStep(open.draft, visit.organization), input);
        },
        presses: {
          async alarm(visit, open, [answer]) {
            if (open.askedAt !== pressedMessage(visit)) return passed(visit.conversation);
            await visit.answerPress();
            return answer === 'file' ? file(visit, open) : leave(visit, open);
          },
        },
      }),
    ],
  };
}

/**
 * Tells somebody in danger whom to call, before anything else and whoever they are, and asks whether the city is to get
 * it too, where they may file (`mayFile`); what is open waits meanwhile. Undefined where what they sent is dealt with as
 * always, since there was no danger or only words that sound like it.
 */
export async function warnOfDanger(
  parts: FilingParts,
  visit: Visit,
  mayFile: boolean,
): Promise<FlowResult | undefined> {
  const heard = findDanger(visit);
  if (heard === undefined) return undefined;
  const warning = renderWarning(heard, visit.speech);
  const draft = heard.kind === 'danger' && mayFile ? await draftWith(parts, visit) : undefined;
  if (draft === undefined || visit.action.kind === 'press') {
    await visit.say(warning);
    return heard.kind === 'danger' || heard.kind === 'mention' ? undefined : done(visit.conversation);
  }
  const button = (answer: 'file' | 'leave') => ({
    text: visit.plain(`danger.button.${answer}`),
    callback_data: citizenButtons.pack('alarm', answer),
  });
  const askedAt = await visit.say(
    joinParagraphs(warning, visit.html('danger.ask')),
    inlineKeyboard([button('leave')], [button('file')]),
  );
  const { asked, ...rest } = draft;
  if (asked?.buttons === 'inline') await parts.chatWriter.removeButtons(visit.chatId, asked.messageId);
  const earlier = readAlarm(visit.conversation);
  if (earlier !== undefined) await removeButtons(parts, visit, earlier);
  const before = earlier === undefined ? interrupted(visit) : earlier.before;
  return done(
    keepAlarm({
      draft: rest,
      ...(askedAt === undefined ? {} : { askedAt }),
      ...(before === undefined ? {} : { before }),
      messages: [...(earlier?.messages ?? []), visit.action],
    }),
  );
}

/** The conversation that the danger interrupts; undefined if nothing is asked of the person. */
function interrupted(visit: Visit): Alarm['before'] {
  return isAtHome(visit) ? undefined : visit.conversation;
}

/** Gives messages to the conversation in which they were sent, one after the other. */
async function handBack(
  visit: Visit,
  before: Conversation | null,
  messages: NonNullable<Alarm['messages']>,
): Promise<FlowResult> {
  let conversation = before;
  for (const action of messages) {
    const then = { ...visitAt(visit, conversation), action };
    const result = await then.openIn(conversation)?.take(then, action);
    if (result === undefined) break;
    conversation = result.conversation;
  }
  return done(conversation);
}

/**
 * The request that is open, or begins, with what the message says. One that begins in the middle of something else
 * remembers that; undefined for an edit of what belongs to nothing that is open.
 */
async function draftWith(parts: FilingParts, visit: Visit): Promise<FilingDraft | undefined> {
  const { action, organization, conversation } = visit;
  if (action.kind === 'press' || (action.kind === 'edit' && isAtHome(visit))) return undefined;
  const filing = filingIn(visit, action.messageId);
  // Words of danger are never an address or a topic.
  if (action.kind === 'text') return withText(filing.draft, action).draft;
  const isOther = readAlarm(conversation) === undefined && readFiling(conversation) === undefined;
  if (action.kind === 'edit' && isOther) {
    return withText(filing.draft, { messageId: action.messageId, text: action.text ?? '' }).draft;
  }
  const input = await receiveContent(action, { ...parts, bot: visit.bot, hasAgreed: hasAgreed(visit) });
  const turn = input === undefined ? undefined : takeTurn(filing, input, organization);
  const isTaken = turn !== undefined && 'filing' in turn;
  if (!isTaken) return readFiling(conversation) === undefined ? undefined : filing.draft;
  return turn.filing.draft;
}

function filingIn(visit: Visit, messageId: number): Filing {
  const { conversation, organization } = visit;
  const alarm = readAlarm(conversation);
  if (alarm !== undefined) return moveToMissingStep(alarm.draft, organization);
  const open = readFiling(conversation);
  if (open !== undefined) return open;
  const { step, draft } = beginFiling(messageId);
  const before = interrupted(visit);
  return { step, draft: { ...draft, ...(before === undefined ? {} : { before }) } };
}

async function removeButtons({ chatWriter }: FilingParts, visit: Visit, { askedAt }: Alarm): Promise<void> {
  if (askedAt !== undefined) await chatWriter.removeButtons(visit.chatId, askedAt);
}
