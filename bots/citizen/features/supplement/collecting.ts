import { type FilingNote, moveToMissingStep } from '../../../../src/filing/draft.js';
import { isFrom } from '../../../../src/filing/edited.js';
import { keepSupplement, type Supplement } from '../../../../src/filing/kept-supplement.js';
import { receiveContent } from '../../../../src/filing/received.js';
import {
  type SupplementInput,
  type SupplementProblem,
  takeSupplement,
} from '../../../../src/filing/supplement.js';
import { done, type FlowResult, passed } from '../../../../src/flows/flow.js';
import type { Conversation } from '../../../../src/mailbox/chat.js';
import { joinLines, joinParagraphs } from '../../../../src/messages/wording.js';
import type { Request } from '../../../../src/requests/lifecycle/request.js';
import type { AccessParts } from '../../access.js';
import { defineCitizenFlow } from '../../citizen-flow.js';
import { hasAgreed } from '../../consent.js';
import { type CitizenAction, type CitizenFlow, pressedMessage, type Visit } from '../../context.js';
import { resumeConversation } from '../../interruption.js';
import { mainKeyboard } from '../../keyboards.js';
import { askForStep as askFiling } from '../filing/conversation.js';
import type { FilingParts } from '../filing/parts.js';
import { questionOfSupplement } from './question.js';
import { sendSupplement } from './sending.js';

export type SupplementParts = AccessParts & FilingParts;

/** What a flow that collects a supplement has of its own. */
interface CollectingTraits {
  readonly name: string;
  readonly read: (conversation: Conversation | null) => Supplement | undefined;
  readonly hint?: (visit: Visit) => string;
  /** What an action stands for before it is taken for content. */
  readonly meaningOf?: (visit: Visit, open: Supplement, action: CitizenAction) => SupplementInput | undefined;
  /** The presses of its own buttons. */
  readonly presses?: Parameters<typeof defineCitizenFlow<Supplement>>[0]['presses'];
}

/** The flow of a citizen who sends something about a request: in several messages, previewed before it goes. */
export function collectingFlow(parts: SupplementParts, traits: CollectingTraits): CitizenFlow {
  const { presses, meaningOf, ...rest } = traits;
  const answer = (input: SupplementInput) => (visit: Visit, open: Supplement) =>
    answerSupplement(parts, visit, open, input);
  const leaveIt = (visit: Visit, open: Supplement) => leave(parts, visit, open);

  return defineCitizenFlow<Supplement>({
    ...rest,
    takesWords: true,
    paused: ({ paused }) => paused,
    expired: ({ as, askedAt }) => ({
      text: `supply.expired.${as}`,
      ...(askedAt === undefined ? {} : { askedAt }),
    }),
    async take(visit, open, action) {
      if (action.kind === 'press') return passed(visit.conversation);
      if (action.kind === 'edit' && !isFrom(open.draft, action.messageId)) return passed(visit.conversation);
      const input =
        meaningOf?.(visit, open, action) ??
        (await receiveContent(action, { ...parts, bot: visit.bot, hasAgreed: hasAgreed(visit) }));
      if (input !== undefined) return proceedWithSupplement(parts, visit, open, input);
      return action.kind === 'edit' ? passed(visit.conversation) : stay(visit, 'wrongKind');
    },
    back: leaveIt,
    cancel: leaveIt,
    async resume(visit, open) {
      const stored = await parts.requests.find(open.code);
      if (stored === undefined) return done(visit.conversation);
      if (open.askedAt !== undefined) await parts.chatWriter.removeButtons(visit.chatId, open.askedAt);
      return showSupplement(visit, open, stored.request);
    },
    async interrupted({ action, conversation }, { paused }) {
      return passed(action.kind === 'text' && action.word === 'start' ? paused : conversation);
    },
    presses: {
      send: answer({ kind: 'send' }),
      isReply: answer({ kind: 'isReply' }),
      isNew: answer({ kind: 'isNew' }),
      cancel: answer({ kind: 'cancel' }),
      ...presses,
    },
  });
}

/** Carries out a press on the message that asks; one on an older message is passed on. */
export async function answerSupplement(
  parts: SupplementParts,
  visit: Visit,
  open: Supplement,
  input: SupplementInput,
): Promise<FlowResult> {
  if (open.askedAt !== pressedMessage(visit)) return passed(visit.conversation);
  await visit.answerPress();
  return proceedWithSupplement(parts, visit, open, input);
}

/** Carries out what follows from what the citizen did. */
export async function proceedWithSupplement(
  parts: SupplementParts,
  visit: Visit,
  open: Supplement,
  input: SupplementInput,
): Promise<FlowResult> {
  const turn = takeSupplement(open, input, visit.organization);
  switch (turn.kind) {
    case 'ask':
    case 'refresh': {
      const { supplement, notes } = turn;
      const stored = await parts.requests.find(open.code);
      if (stored === undefined) return leave(parts, visit, open);
      const { request } = stored;
      if (turn.kind === 'refresh' && (await refreshed(parts, visit, supplement, request, notes))) {
        return done(keepSupplement(supplement));
      }
      const shown = await showSupplement(visit, supplement, request, notes);
      if (open.askedAt !== undefined) await parts.chatWriter.removeButtons(visit.chatId, open.askedAt);
      return shown;
    }
    case 'quiet':
      return done(keepSupplement(turn.supplement));
    case 'stay':
      return stay(visit, turn.problem);
    case 'send':
      return sendSupplement(parts, visit, open);
    case 'newRequest':
      return becomesRequest(parts, visit, open);
    case 'leave':
      return leave(parts, visit, open);
  }
}

/** Shows the question or the preview, below what else is to be said, in a message of its own. */
export async function showSupplement(
  visit: Visit,
  supplement: Supplement,
  request: Request,
  notes: readonly FilingNote[] = [],
): Promise<FlowResult> {
  const { html, markup } = questionOfSupplement(supplement, request, visit);
  const askedAt = await visit.say(withNotes(html, notes, visit), markup);
  const { askedAt: _before, ...rest } = supplement;
  return done(keepSupplement(askedAt === undefined ? rest : { ...rest, askedAt }));
}

/** Updates the message shown; false if it no longer exists. */
async function refreshed(
  { chatWriter }: SupplementParts,
  visit: Visit,
  supplement: Supplement,
  request: Request,
  notes: readonly FilingNote[],
): Promise<boolean> {
  if (supplement.askedAt === undefined) return false;
  const { html, markup } = questionOfSupplement(supplement, request, visit);
  return chatWriter.edit(visit.chatId, supplement.askedAt, withNotes(html, notes, visit), markup);
}

function withNotes(html: string, notes: readonly FilingNote[], visit: Visit): string {
  return joinParagraphs(joinLines(...notes.map((note) => visit.html(`filing.note.${note}`))), html);
}

/** It was not a reply: their words continue as a request of their own. */
async function becomesRequest(
  parts: SupplementParts,
  visit: Visit,
  { draft, askedAt }: Supplement,
): Promise<FlowResult> {
  if (askedAt !== undefined) await parts.chatWriter.removeButtons(visit.chatId, askedAt);
  return askFiling(parts, visit, { filing: moveToMissingStep(draft, visit.organization) });
}

async function leave(parts: SupplementParts, visit: Visit, open: Supplement): Promise<FlowResult> {
  if (open.askedAt !== undefined) await parts.chatWriter.removeButtons(visit.chatId, open.askedAt);
  await visit.say(visit.html(`supply.cancelled.${open.as}`), mainKeyboard(visit));
  return resumeConversation(visit, open.paused);
}

async function stay(visit: Visit, problem: SupplementProblem | 'wrongKind'): Promise<FlowResult> {
  await visit.answerPress(visit.plain(`supply.problem.${problem}`));
  await visit.say(visit.html(`supply.problem.${problem}`));
  return done(visit.conversation);
}
