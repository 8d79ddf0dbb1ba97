import { readAnswering } from '../../src/conversations/answer-draft.js';
import { readCall } from '../../src/conversations/call.js';
import { readSetup } from '../../src/conversations/city-setup.js';
import { readKeepingPromise } from '../../src/conversations/keeping-promise.js';
import { readNoting } from '../../src/conversations/noting.js';
import { readProposal } from '../../src/conversations/proposal.js';
import { readSupplying } from '../../src/conversations/supplying.js';
import { isTrackingCode, type TrackingCode } from '../../src/text/tracking-code.js';
import type { Visit } from './context.js';
import { mainKeyboard } from './keyboards.js';
import type { Messenger } from './messenger.js';

/** What a manager has begun and neither sent nor given up. */
export interface Unfinished {
  readonly kind: 'call' | 'adding' | 'answer' | 'promise' | 'proposal' | 'setup';
  /** The request that it is about; absent for what is about none. */
  readonly code?: TrackingCode;
  readonly previewMessageId?: number;
}

/** What is said when it comes to nothing. */
const WORDS = {
  call: { setAside: 'call.setAside', cancelled: 'call.cancelled' },
  adding: { setAside: 'find.setAside', cancelled: 'find.cancelled' },
  answer: { setAside: 'answer.setAside', cancelled: 'answer.cancelled' },
  promise: { setAside: 'promise.setAside', cancelled: 'promise.cancelled' },
  proposal: { setAside: 'proposal.setAside', cancelled: 'proposal.cancelled' },
  setup: { setAside: 'setup.setAside', cancelled: 'setup.cancelled' },
} as const;

/** What is unfinished in a conversation. */
export function unfinishedIn({ conversation }: Pick<Visit, 'conversation'>): Unfinished | undefined {
  return (
    unfinished('call', callIn(conversation)) ??
    unfinished('adding', readNoting(conversation) ?? readSupplying(conversation)) ??
    unfinished('answer', readAnswering(conversation)?.draft) ??
    unfinished('promise', readKeepingPromise(conversation)?.draft) ??
    unfinished('proposal', readProposal(conversation)?.draft) ??
    unfinished('setup', readSetup(conversation)?.draft)
  );
}

/** A call is about no request yet; its question has the buttons. */
function callIn(conversation: Visit['conversation']) {
  const call = readCall(conversation);
  if (call === undefined) return undefined;
  const { asked } = call.draft;
  return asked === undefined ? {} : { previewMessageId: asked.messageId };
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
    ? visit.wording.html(unfinished.kind === 'call' ? 'call.stillOpen' : 'setup.stillOpen')
    : visit.wording.html('staff.stillOpen', { code: visit.wording.code(code) });
}

/** Sets aside what is unfinished, with a word, because something else begins. */
export async function setAside(visit: Visit, messenger: Messenger): Promise<void> {
  const unfinished = unfinishedIn(visit);
  if (unfinished === undefined) return;
  await takeButtons(visit, unfinished, messenger);
  const { kind, code } = unfinished;
  const named = code === undefined ? {} : { code: visit.wording.code(code) };
  await visit.say(visit.wording.html(WORDS[kind].setAside, named));
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
  await visit.say(visit.wording.html(WORDS[unfinished.kind].cancelled), mainKeyboard(visit));
  visit.conversation = null;
}

async function takeButtons(
  { chatId }: Visit,
  { previewMessageId }: Unfinished,
  messenger: Messenger,
): Promise<void> {
  if (previewMessageId !== undefined) await messenger.removeButtons(chatId, previewMessageId);
}
