import { assertNever } from '../../../../src/assert-never.js';
import { justRegistered, readOver } from '../../../../src/filing/ended-filing.js';
import { readSupplement, SUPPLEMENT, type Supplement } from '../../../../src/filing/kept-supplement.js';
import { receiveContent } from '../../../../src/filing/received.js';
import { beginSupplement } from '../../../../src/filing/supplement.js';
import { filingWord, stripMarks } from '../../../../src/filing/words.js';
import { done, type FlowResult, passed } from '../../../../src/flows/flow.js';
import { createWording } from '../../../../src/messages/wording.js';
import { findMergeTarget } from '../../../../src/requests/join-merged.js';
import type { Request } from '../../../../src/requests/lifecycle/request.js';
import { citizenButtons } from '../../../../src/telegram/citizen-buttons.js';
import type { TrackingCode } from '../../../../src/text/tracking-code.js';
import { findOwn } from '../../access.js';
import { hasAgreed } from '../../consent.js';
import {
  type CitizenAction,
  type CitizenFeature,
  isAtHome,
  isExit,
  pressedMessage,
  type Visit,
} from '../../context.js';
import { pauseFor } from '../../interruption.js';
import { inlineKeyboard } from '../../keyboards.js';
import { collectingFlow, proceedWithSupplement, type SupplementParts, showSupplement } from './collecting.js';

/** How many of the newest requests are searched for a waiting question. */
const MOST_LOOKED_AT = 50;

/**
 * Replying to a manager's question, and adding words, files or a place to a request: by its button, by
 * replying to a notice, or by simply writing if one question waits or a request was registered a short while ago.
 */
export function createSupplementFeature(parts: SupplementParts): CitizenFeature {
  const begin = (visit: Visit, code: string) => beginByButton(parts, visit, code);
  return {
    name: 'supplement',
    flows: [collectingFlow(parts, { name: SUPPLEMENT, read: readSupplement })],
    presses: {
      reply: (visit, [code]) => begin(visit, code),
      add: (visit, [code]) => begin(visit, code),
    },
    async take(visit, action) {
      if (action.kind === 'press' || action.kind === 'edit') return passed(visit.conversation);
      const begun = await beginningIn(parts, visit, action);
      if (begun === 'tooLate') return done(visit.conversation);
      // «لغو» and «بازگشت» are not a reply to anything.
      if (begun === undefined || isExit(action)) return passed(visit.conversation);
      const input = await receiveContent(action, { ...parts, bot: visit.bot, hasAgreed: hasAgreed(visit) });
      return input === undefined
        ? passed(visit.conversation)
        : proceedWithSupplement(parts, visit, begun, input);
    },
  };
}

/** Asks what the citizen wants to send, if the request can take it now. */
async function beginByButton(parts: SupplementParts, visit: Visit, code: string): Promise<FlowResult> {
  const found = await findOwn(parts, visit, code);
  if (found === undefined) return passed(visit.conversation);
  const { request } = found;
  const as = kindFor(request, visit);
  if (as === undefined) {
    await visit.answerPress(visit.plain(`citizenRefusal.notNow.${request.stage.status}`));
    return done(visit.conversation);
  }
  await visit.answerPress();
  const before = readSupplement(visit.conversation);
  if (before?.askedAt !== undefined) await parts.chatWriter.removeButtons(visit.chatId, before.askedAt);
  const paused = pauseFor(visit, SUPPLEMENT);
  const begunBy = pressedMessage(visit) ?? 0;
  const begun = beginSupplement({ code: request.code, as, step: 'collect', paused, begunBy });
  return showSupplement(visit, begun, request);
}

/**
 * What a message begins: determined by the message it replies to, by the only question that waits for an answer, or by
 * the request that was registered a short while ago.
 */
async function beginningIn(
  parts: SupplementParts,
  visit: Visit,
  action: Exclude<CitizenAction, { kind: 'press' | 'edit' }>,
): Promise<Supplement | 'tooLate' | undefined> {
  const about = { paused: visit.conversation, begunBy: action.messageId };
  const request = await requestRepliedTo(parts, visit, action.replyTo);
  const as = request === undefined ? undefined : kindFor(request, visit);
  if (request !== undefined && as !== undefined) {
    const step = as === 'reply' ? 'collect' : 'which';
    return beginSupplement({ ...about, code: request.code, as, step });
  }
  if (request?.stage.status === 'answered') {
    await sayAnswered(visit, request.code);
    return 'tooLate';
  }
  if (!isAtHome(visit) || saysSomethingElse(visit, action)) return undefined;
  const asking = await onlyQuestion(parts, visit);
  if (asking !== undefined) return beginSupplement({ ...about, code: asking, as: 'reply', step: 'which' });
  const recent = await recentRequest(parts, visit);
  return recent === undefined
    ? undefined
    : beginSupplement({ ...about, code: recent, as: 'addition', step: 'which' });
}

/** True for words that belong to no request: thanks, a question, a matter of others, a wish to talk to somebody. */
function saysSomethingElse(
  { organization }: Visit,
  action: Exclude<CitizenAction, { kind: 'press' | 'edit' }>,
): boolean {
  if (action.kind !== 'text') return false;
  const { text } = action;
  return stripMarks(text) === '' || filingWord(text) === 'operator' || organization.hear(text) !== undefined;
}

/** The request that the citizen registered a short while ago, if it takes additions. */
async function recentRequest({ requests }: SupplementParts, visit: Visit): Promise<TrackingCode | undefined> {
  const over = readOver(visit.conversation);
  const code = over === undefined ? undefined : justRegistered(over, visit.speech.now);
  const request = code === undefined ? undefined : await requests.findState(code);
  return request?.citizen === visit.citizen._id && kindFor(request, visit) === 'addition' ? code : undefined;
}

/**
 * The request whose notice the citizen replies to: their own, or the one into which it was merged; undefined for
 * none.
 */
async function requestRepliedTo(
  { notices, requests }: SupplementParts,
  { chatId, citizen }: Visit,
  messageId: number | undefined,
): Promise<Request | undefined> {
  const notice =
    messageId === undefined
      ? undefined
      : await notices.findByMessage({ person: citizen._id, chatId, messageId });
  const request = notice === undefined ? undefined : await requests.findState(notice.code);
  if (request?.citizen !== citizen._id) return undefined;
  const target = await findMergeTarget(requests, request);
  return target === undefined ? request : await requests.findState(target);
}

/** An answered request takes no additions; a citizen who is not content can object instead. */
async function sayAnswered(visit: Visit, code: Request['code']): Promise<void> {
  await visit.say(
    visit.html('supply.answered', { code: createWording(visit.speech).code(code) }),
    inlineKeyboard([
      { text: visit.plain('notice.button.show'), callback_data: citizenButtons.pack('show', code) },
    ]),
  );
}

/** The citizen's request that waits for their reply, if it is exactly one. */
async function onlyQuestion({ requests }: SupplementParts, { citizen }: Visit) {
  const found = await requests.findMany(citizen.requests.slice(-MOST_LOOKED_AT));
  const waiting = found.filter(
    (request) => request.stage.status === 'waiting' && request.citizen === citizen._id,
  );
  return waiting.length === 1 ? waiting[0]?.code : undefined;
}

/** What the request can take from this citizen now: only the one who filed it replies to a question. */
function kindFor({ stage, citizen: filer }: Request, { citizen }: Visit): Supplement['as'] | undefined {
  switch (stage.status) {
    case 'waiting':
      return filer === citizen._id ? 'reply' : 'addition';
    case 'intake':
    case 'referred':
    case 'followUp':
      return 'addition';
    case 'answered':
    case 'closed':
      return undefined;
    default:
      return assertNever(stage);
  }
}
