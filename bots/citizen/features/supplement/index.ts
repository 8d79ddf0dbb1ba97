import { Composer } from 'grammy';
import type { Message } from 'grammy/types';
import type { CitizenNoticeStore } from '../../../../src/deliveries/citizen-notice-store.js';
import { settled } from '../../../../src/filing/draft.js';
import {
  beginSupplying,
  keepSupplying,
  readSupplying,
  type SupplyInput,
  type Supplying,
  takeSupply,
} from '../../../../src/filing/supplement.js';
import { createWording } from '../../../../src/messages/wording.js';
import type { Request } from '../../../../src/requests/lifecycle/request.js';
import { citizenButtons } from '../../../../src/telegram/citizen-buttons.js';
import { type AccessParts, findOwn } from '../../access.js';
import type { CitizenContext, Visit } from '../../context.js';
import { inline, mainKeyboard } from '../../keyboards.js';
import { refusalSentence } from '../../refusals.js';
import { resume } from '../../resuming.js';
import { ask as askFiling } from '../filing/conversation.js';
import type { FilingParts } from '../filing/parts.js';
import { received } from '../filing/received.js';
import { isAtHome } from '../ready-answer/flow.js';
import { questionOfSupply } from './question.js';

type SupplyingParts = AccessParts & FilingParts & { readonly notices: CitizenNoticeStore };

/** Requests that are looked through for a question that waits, the newest ones. */
const MOST_LOOKED_AT = 50;

/**
 * Replying to a manager's question, and adding words, files or a place to a request: by its button, by
 * replying to a notice, or, where one question waits, by simply writing.
 */
export function supplying(parts: SupplyingParts): Composer<CitizenContext> {
  const composer = new Composer<CitizenContext>();
  composer.on('callback_query:data', async (context, next) => {
    const { visit, callbackQuery } = context;
    const press = citizenButtons.parse(callbackQuery.data);
    const open = readSupplying(visit.conversation);
    const isAsked = open !== undefined && open.askedAt === callbackQuery.message?.message_id;
    switch (press?.action) {
      case 'reply':
      case 'add': {
        const found = await findOwn(parts, context, press.values[0]);
        if (found === undefined) return next();
        return begin(parts, visit, found.request, callbackQuery.message?.message_id ?? 0);
      }
      case 'send':
      case 'isReply':
      case 'isNew':
        if (!isAsked) return next();
        await visit.answerPress();
        return proceed(parts, visit, open, { kind: press.action });
      case 'cancel':
        if (!isAsked) return next();
        await visit.answerPress();
        return proceed(parts, visit, open, { kind: 'cancel' });
      default:
        return next();
    }
  });
  composer.on('message', async (context, next) => {
    const { visit, message } = context;
    const open = readSupplying(visit.conversation);
    const isCommand = message.text?.startsWith('/') === true;
    if (open !== undefined) {
      if (message.text?.startsWith('/start') === true) visit.conversation = open.paused;
      const input = await received(parts, message);
      if (isCommand && input?.kind === 'typed') return next();
      if (input === undefined) return stay(visit, 'wrongKind');
      return proceed(parts, visit, open, input);
    }
    const begun = isCommand ? undefined : await beginningIn(parts, context, message);
    if (begun === undefined) return next();
    if (begun === 'tooLate') return;
    const input = await received(parts, message);
    if (input === undefined || input.kind === 'cancel' || input.kind === 'back') return next();
    return proceed(parts, visit, begun, input);
  });
  composer.on('edited_message', async ({ editedMessage, visit }, next) => {
    const open = readSupplying(visit.conversation);
    const text = editedMessage.text ?? editedMessage.caption;
    if (open === undefined || text === undefined) return next();
    return proceed(parts, visit, open, { kind: 'edited', text, messageId: editedMessage.message_id });
  });
  return composer;
}

/** Asks what he wants to send, where the request can take it now. */
async function begin(parts: SupplyingParts, visit: Visit, request: Request, begunBy: number): Promise<void> {
  const as = kindFor(request);
  if (as === undefined) {
    await visit.answerPress(visit.plain(`citizenRefusal.notNow.${request.stage.status}`));
    return;
  }
  await visit.answerPress();
  const before = readSupplying(visit.conversation);
  if (before?.askedAt !== undefined) await parts.messenger.setButtons(visit.chatId, before.askedAt);
  const paused = before === undefined ? visit.conversation : before.paused;
  await show(visit, beginSupplying({ code: request.code, as, step: 'collect', paused, begunBy }), request);
}

/** What a message begins: by what it replies to, or because one question waits for exactly such words. */
async function beginningIn(
  parts: SupplyingParts,
  context: CitizenContext,
  message: Message,
): Promise<Supplying | 'tooLate' | undefined> {
  const { visit } = context;
  const about = { paused: visit.conversation, begunBy: message.message_id };
  const answered = message.reply_to_message?.message_id;
  if (answered !== undefined) {
    const notice = await parts.notices.findByMessage(visit.chatId, answered);
    const request = notice === undefined ? undefined : (await parts.requests.find(notice.code))?.request;
    if (request !== undefined && request.citizen === visit.citizen._id) {
      const as = kindFor(request);
      if (as !== undefined) return beginSupplying({ ...about, code: request.code, as, step: 'collect' });
      if (request.stage.status === 'answered') {
        await sayAnswered(visit, request.code);
        return 'tooLate';
      }
    }
  }
  if (!isAtHome(visit.conversation)) return undefined;
  const isCourtesy = visit.organization.readyAnswer(message.text ?? '')?.courtesy === true;
  const code = isCourtesy ? undefined : await onlyQuestion(parts, visit);
  return code === undefined ? undefined : beginSupplying({ ...about, code, as: 'reply', step: 'which' });
}

/** Nothing is added to what was answered; who is not content has another way. */
async function sayAnswered(visit: Visit, code: Request['code']): Promise<void> {
  await visit.say(
    visit.html('supply.answered', { code: createWording(visit.speech).code(code) }),
    inline([{ text: visit.plain('notice.button.show'), callback_data: citizenButtons.pack('show', code) }]),
  );
}

/** The request of his that waits for his reply, if it is exactly one. */
async function onlyQuestion({ requests }: SupplyingParts, { citizen }: Visit) {
  const found = await requests.findMany(citizen.requests.slice(-MOST_LOOKED_AT));
  const waiting = found.filter(
    (request) => request.stage.status === 'waiting' && request.citizen === citizen._id,
  );
  return waiting.length === 1 ? waiting[0]?.code : undefined;
}

/** What a request can be given now. */
function kindFor({ stage }: Request): Supplying['as'] | undefined {
  switch (stage.status) {
    case 'waiting':
      return 'reply';
    case 'intake':
    case 'referred':
    case 'followUp':
      return 'addition';
    case 'answered':
    case 'closed':
      return undefined;
  }
}

async function proceed(
  parts: SupplyingParts,
  visit: Visit,
  open: Supplying,
  input: SupplyInput,
): Promise<void> {
  const turn = takeSupply(open, input, visit.organization);
  switch (turn.kind) {
    case 'ask':
    case 'refresh': {
      const stored = await parts.requests.find(open.code);
      if (stored === undefined) return leave(parts, visit, open);
      if (turn.kind === 'refresh' && (await refreshed(parts, visit, turn.supplying, stored.request))) return;
      await show(visit, turn.supplying, stored.request);
      if (open.askedAt !== undefined) await parts.messenger.setButtons(visit.chatId, open.askedAt);
      return;
    }
    case 'stay':
      return stay(visit, turn.problem);
    case 'send':
      return send(parts, visit, open);
    case 'newRequest':
      return becomesRequest(parts, visit, open);
    case 'leave':
      return leave(parts, visit, open);
  }
}

async function show(visit: Visit, supplied: Supplying, request: Request): Promise<void> {
  const { html, markup } = questionOfSupply(supplied, request, visit);
  const askedAt = await visit.say(html, markup);
  const { askedAt: _before, ...rest } = supplied;
  visit.conversation = keepSupplying(askedAt === undefined ? rest : { ...rest, askedAt });
}

/** Brings what is shown up to date; false where it is not there any more. */
async function refreshed(
  { messenger }: SupplyingParts,
  visit: Visit,
  supplied: Supplying,
  request: Request,
): Promise<boolean> {
  if (supplied.askedAt === undefined) return false;
  const { html, markup } = questionOfSupply(supplied, request, visit);
  visit.conversation = keepSupplying(supplied);
  return messenger.edit(visit.chatId, supplied.askedAt, html, markup);
}

async function send(parts: SupplyingParts, visit: Visit, open: Supplying): Promise<void> {
  const { code, draft, askedAt } = open;
  const outcome = await parts.requests.execute(code, {
    ...visit.order,
    command: {
      type: 'add',
      text: draft.texts.map(({ text }) => text).join('\n'),
      attachments: draft.attachments,
      ...(draft.place === undefined || draft.place === null ? {} : { place: draft.place }),
    },
  });
  const wording = createWording(visit.speech);
  const replied = outcome.ok ? outcome.events.find((event) => event.type === 'replied') : undefined;
  const sentence = !outcome.ok
    ? refusalSentence(outcome.refusal, visit)
    : replied?.type === 'replied'
      ? visit.html('supply.replied', {
          to: wording.name(replied.position),
          deadline: wording.deadline(replied.dueAt),
        })
      : visit.html('supply.added', { code: wording.code(code) });
  const isShown =
    askedAt !== undefined && (await parts.messenger.edit(visit.chatId, askedAt, sentence, inline()));
  if (!isShown) await visit.say(sentence, mainKeyboard(visit));
  await resume(parts, visit, open.paused);
}

/** What he wrote was no reply: it goes on as a request of its own. */
async function becomesRequest(
  parts: SupplyingParts,
  visit: Visit,
  { draft, askedAt }: Supplying,
): Promise<void> {
  if (askedAt !== undefined) await parts.messenger.setButtons(visit.chatId, askedAt);
  await askFiling(parts, visit, { filing: settled(draft, visit.organization) });
}

async function leave(parts: SupplyingParts, visit: Visit, open: Supplying): Promise<void> {
  if (open.askedAt !== undefined) await parts.messenger.setButtons(visit.chatId, open.askedAt);
  await visit.say(visit.html(`supply.cancelled.${open.as}`), mainKeyboard(visit));
  await resume(parts, visit, open.paused);
}

async function stay(
  visit: Visit,
  problem: Extract<ReturnType<typeof takeSupply>, { kind: 'stay' }>['problem'] | 'wrongKind',
): Promise<void> {
  await visit.answerPress(visit.plain(`supply.problem.${problem}`));
  await visit.say(visit.html(`supply.problem.${problem}`));
}
