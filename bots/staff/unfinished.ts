import { readSupplying } from '../../src/filing/supplement.js';
import { lines, paragraphs } from '../../src/messages/wording.js';
import { isTrackingCode, type TrackingCode } from '../../src/text/tracking-code.js';
import type { Visit } from './context.js';
import { readLeaving } from './features/absence/flow.js';
import { readNoting } from './features/adding/noting.js';
import { type Answering, readAnswering } from './features/answer/draft.js';
import { readBlocking } from './features/blocking/flow.js';
import { readCall } from './features/call/conversation.js';
import { readSetup } from './features/city/flow.js';
import { readAskedForNumber } from './features/invitation-number/flow.js';
import { readBindingInvite } from './features/inviting-by-number/flow.js';
import { isUnfinishedStaffing, readStaffing } from './features/people/flow.js';
import { readAddingPhrase } from './features/phrases/flow.js';
import { readKeepingPromise } from './features/promise/flow.js';
import { readProposal } from './features/request-action/draft.js';
import { mainKeyboard } from './keyboards.js';
import type { Messenger } from './messenger.js';

/** What a manager has begun and neither sent nor given up. */
export interface Unfinished {
  readonly kind:
    | 'absence'
    | 'phrase'
    | 'call'
    | 'adding'
    | 'answer'
    | 'promise'
    | 'proposal'
    | 'setup'
    | 'staffing'
    | 'blocking'
    | 'inviting'
    | 'invitation';
  /** The request that it is about; absent for what is about none. */
  readonly code?: TrackingCode;
  readonly previewMessageId?: number;
}

/** What is said when it comes to nothing. */
const WORDS = {
  absence: { setAside: 'absence.setAside', cancelled: 'absence.cancelled' },
  phrase: { setAside: 'phrases.setAside', cancelled: 'phrases.cancelled' },
  call: { setAside: 'call.setAside', cancelled: 'call.cancelled' },
  adding: { setAside: 'find.setAside', cancelled: 'find.cancelled' },
  answer: { setAside: 'answer.setAside', cancelled: 'answer.cancelled' },
  promise: { setAside: 'promise.setAside', cancelled: 'promise.cancelled' },
  proposal: { setAside: 'proposal.setAside', cancelled: 'proposal.cancelled' },
  setup: { setAside: 'setup.setAside', cancelled: 'setup.cancelled' },
  staffing: { setAside: 'people.setAside', cancelled: 'people.cancelled' },
  blocking: { setAside: 'blocking.setAside', cancelled: 'blocking.cancelled' },
  inviting: { setAside: 'inviting.setAside', cancelled: 'inviting.cancelled' },
  invitation: { setAside: 'invite.number.setAside', cancelled: 'invite.number.cancelled' },
} as const;

/** What is said while something is unfinished that is about no request. */
const STILL_OPEN: Partial<Readonly<Record<Unfinished['kind'], string>>> = {
  absence: 'absence.stillOpen',
  phrase: 'phrases.stillOpen',
  call: 'call.stillOpen',
  staffing: 'people.stillOpen',
  inviting: 'inviting.stillOpen',
  invitation: 'invite.number.stillOpen',
};

/** What is unfinished in a conversation. */
export function unfinishedIn({ conversation }: Pick<Visit, 'conversation'>): Unfinished | undefined {
  return (
    unfinished('absence', readLeaving(conversation)?.draft) ??
    unfinished('phrase', readAddingPhrase(conversation) === undefined ? undefined : {}) ??
    unfinished('call', callIn(conversation)) ??
    unfinished('adding', readNoting(conversation) ?? readSupplying(conversation)) ??
    unfinished('answer', readAnswering(conversation)?.draft) ??
    unfinished('promise', readKeepingPromise(conversation)?.draft) ??
    unfinished('proposal', readProposal(conversation)?.draft) ??
    unfinished('setup', readSetup(conversation)?.draft) ??
    unfinished('staffing', staffingIn(conversation)) ??
    unfinished('blocking', readBlocking(conversation)?.draft) ??
    unfinished('inviting', readBindingInvite(conversation)) ??
    unfinished('invitation', readAskedForNumber(conversation) === undefined ? undefined : {})
  );
}

/** A call is about no request yet; its question has the buttons. */
function callIn(conversation: Visit['conversation']) {
  const call = readCall(conversation);
  if (call === undefined) return undefined;
  const { asked } = call.draft;
  return asked === undefined ? {} : { previewMessageId: asked.messageId };
}

/** Looking at colleagues is nothing that could be lost. */
function staffingIn(conversation: Visit['conversation']) {
  const staffing = readStaffing(conversation);
  if (staffing === undefined || !isUnfinishedStaffing(staffing)) return undefined;
  const { shownAt } = staffing.draft;
  return shownAt === undefined ? {} : { previewMessageId: shownAt };
}

function unfinished(
  kind: Unfinished['kind'],
  draft: { readonly code?: string; readonly previewMessageId?: number } | undefined,
): Unfinished | undefined {
  if (draft === undefined) return undefined;
  const { code, previewMessageId } = draft;
  return {
    kind,
    ...(code !== undefined && isTrackingCode(code) ? { code } : {}),
    ...(previewMessageId === undefined ? {} : { previewMessageId }),
  };
}

/** A word that something is unfinished, for whoever looked at something else meanwhile. */
export function stillOpen(visit: Visit): string | undefined {
  const unfinished = unfinishedIn(visit);
  if (unfinished === undefined) return undefined;
  const { code } = unfinished;
  return code === undefined
    ? visit.wording.html(STILL_OPEN[unfinished.kind] ?? 'setup.stillOpen')
    : visit.wording.html('staff.stillOpen', { code: visit.wording.code(code) });
}

/**
 * Sets aside what is unfinished, with a word, because something else begins. Nothing that was typed is lost: an
 * answer is kept, to be gone on with, and the words of anything else are given back.
 */
export async function setAside(visit: Visit, messenger: Messenger): Promise<void> {
  const unfinished = unfinishedIn(visit);
  if (unfinished === undefined) return;
  await takeButtons(visit, unfinished, messenger);
  const { kind, code } = unfinished;
  const named = code === undefined ? {} : { code: visit.wording.code(code) };
  const answering = readAnswering(visit.conversation);
  const isKept = answering !== undefined && hasContent(answering);
  if (isKept) await visit.kept.keep(answering);
  const words = isKept ? '' : wordsIn(visit.conversation);
  await visit.say(
    paragraphs(
      visit.wording.html(isKept ? 'kept.setAside' : WORDS[kind].setAside, named),
      words === '' ? undefined : lines(visit.wording.html('kept.yourText'), visit.wording.quote(words)),
    ),
    // The keyboard that asks for a number would stay for ever.
    kind === 'invitation' ? mainKeyboard(visit) : undefined,
  );
  visit.conversation = null;
}

/** Gives up what is unfinished because the person wants that. */
export async function cancel(visit: Visit, messenger: Messenger): Promise<void> {
  const unfinished = unfinishedIn(visit);
  if (unfinished === undefined) {
    await visit.say(visit.wording.html('staff.nothingOpen'), mainKeyboard(visit));
    return;
  }
  await takeButtons(visit, unfinished, messenger);
  if (unfinished.kind === 'answer' && unfinished.code !== undefined) await visit.kept.forget(unfinished.code);
  await visit.say(visit.wording.html(WORDS[unfinished.kind].cancelled), mainKeyboard(visit));
  visit.conversation = null;
}

function hasContent({ draft }: Answering): boolean {
  return draft.text !== undefined || draft.attachments.length > 0;
}

/** What somebody has typed for a proposal or about a promise. */
function wordsIn(conversation: Visit['conversation']): string {
  const draft = readProposal(conversation)?.draft ?? readKeepingPromise(conversation)?.draft;
  return draft?.text ?? '';
}

async function takeButtons(
  { chatId }: Visit,
  { previewMessageId }: Unfinished,
  messenger: Messenger,
): Promise<void> {
  if (previewMessageId !== undefined) await messenger.removeButtons(chatId, previewMessageId);
}
