import { botFor } from '../../../../src/channel/person-id.js';
import { readFiling } from '../../../../src/filing/filing.js';
import { done, type FlowResult, passed } from '../../../../src/flows/flow.js';
import { groupsOf } from '../../../../src/messages/message-parts.js';
import { renderPublicStatus } from '../../../../src/messages/status/public-status.js';
import { createWording } from '../../../../src/messages/wording.js';
import { isOpen, type Request } from '../../../../src/requests/lifecycle/request.js';
import { isOwnable } from '../../../../src/site/own/own-act.js';
import { citizenButtons } from '../../../../src/telegram/citizen-buttons.js';
import { countDigits, findTrackingCode, isTrackingCode } from '../../../../src/text/tracking-code.js';
import { type AccessibleRequest, type AccessParts, findAccessible, findOwn } from '../../access.js';
import type { ChatWriter } from '../../chat-writer.js';
import { hasAgreed } from '../../consent.js';
import { type CitizenFeature, messageInPlace, pressedMessage, type Visit } from '../../context.js';
import { inlineKeyboard, mainKeyboard } from '../../keyboards.js';
import type { CitizenBotOptions } from '../../options.js';
import { refusalSentence } from '../../refusals.js';
import { createCodeGuard, type MayAsk } from './code-guard.js';
import { renderRequests } from './list.js';
import { describeRequest, requestButtons } from './view.js';

type RequestParts = AccessParts &
  Pick<CitizenBotOptions, 'attachments' | 'rateLimiter' | 'limits' | 'clock' | 'linkTo' | 'asksToPublish'> & {
    readonly chatWriter: ChatWriter;
  };

/** The person's requests: the list, one of them, its files, and finding one by its tracking code. */
export function createRequestsFeature(parts: RequestParts): CitizenFeature {
  const mayAsk = createCodeGuard(parts);
  return {
    name: 'requests',
    words: {
      requests: (visit) => listRequests(parts, visit),
      trackingCode: (visit) => lookUp(parts, visit, mayAsk),
    },
    presses: {
      async list(visit, [page]) {
        await visit.answerPress();
        return turnPage(parts, visit, page);
      },
      async show(visit, [code]) {
        const found = await findAccessible(parts, visit, code);
        if (found === undefined) return passed(visit.conversation);
        await visit.answerPress();
        return show(parts, visit, found);
      },
      follow: (visit, [code]) => followShown(parts, visit, code, 'followed'),
      meToo: (visit, [code]) => followShown(parts, visit, code, 'meToo'),
      async unfollow(visit, [code]) {
        const found = await findAccessible(parts, visit, code);
        return found === undefined ? passed(visit.conversation) : unfollow(parts, visit, found);
      },
      async link(visit, [code]) {
        const found = await findOwn(parts, visit, code);
        if (found === undefined || parts.linkTo === undefined) return passed(visit.conversation);
        await visit.answerPress();
        const { request } = found;
        await visit.say(
          visit.html('own.message', {
            code: createWording(visit.speech).code(request.code),
            link: parts.linkTo(request, visit.speech.locale),
          }),
        );
        return done(visit.conversation);
      },
      async files(visit, [code]) {
        const found = await findOwn(parts, visit, code);
        if (found === undefined) return passed(visit.conversation);
        await visit.answerPress();
        await sendFiles(parts, visit, found);
        return done(visit.conversation);
      },
    },
  };
}

/** Shows the request whose code was typed; of somebody else's, only the status. */
async function lookUp(parts: RequestParts, visit: Visit, mayAsk: MayAsk): Promise<FlowResult> {
  const { action, conversation } = visit;
  if (action.kind !== 'text') return passed(conversation);
  const parsed = findTrackingCode(action.text);
  const found = parsed.ok ? await findAccessible(parts, visit, parsed.code) : undefined;
  if (found !== undefined) return show(parts, visit, found);
  // In the middle of a request ten digits may be part of its words, unless they are the code of another one.
  const isFiling = readFiling(conversation) !== undefined;
  if (!parsed.ok) {
    if (isFiling) return passed(conversation);
    const html =
      parsed.because === 'checkDigit'
        ? visit.html('requests.checkDigit')
        : visit.html('requests.length', { count: countDigits(action.text) });
    await visit.say(html);
    return done(conversation);
  }
  if (!(await mayAsk(visit))) return done(conversation);
  const other = await parts.requests.find(parsed.code);
  if (other !== undefined) await showPublicStatus(visit, other.request);
  else if (isFiling) return passed(conversation);
  else await visit.say(visit.html('requests.unknown'), mainKeyboard(visit));
  return done(conversation);
}

/** How somebody else's request stands; while it is open it can be followed. */
async function showPublicStatus(visit: Visit, request: Request): Promise<void> {
  const button = (name: 'follow' | 'meToo') => ({
    text: visit.plain(`publicStatus.button.${name}`),
    callback_data: citizenButtons.pack(name, request.code),
  });
  const html = renderPublicStatus({ ...visit.speech, request });
  const isFollowable = isOpen(request) && hasAgreed(visit);
  await visit.say(
    html,
    isFollowable ? inlineKeyboard([button('follow')], [button('meToo')]) : mainKeyboard(visit),
  );
}

/** Follows the request whose public status is shown; repeating it changes nothing. */
async function followShown(
  parts: RequestParts,
  visit: Visit,
  code: string,
  as: 'followed' | 'meToo',
): Promise<FlowResult> {
  if (!isTrackingCode(code) || !hasAgreed(visit)) return passed(visit.conversation);
  const result = await parts.requests.execute(code, { ...visit.order, command: { type: 'follow' } });
  if (!result.ok && result.refusal.code !== 'alreadyFollowing') {
    if (result.refusal.code === 'notFound') return passed(visit.conversation);
    await visit.answerPress(refusalSentence(result.refusal, visit));
    return done(visit.conversation);
  }
  await visit.citizens.addFollowing(visit.citizen._id, code);
  await visit.answerPress();
  const messageId = pressedMessage(visit);
  if (messageId !== undefined) await parts.chatWriter.removeButtons(visit.chatId, messageId);
  await visit.say(
    visit.html(`publicStatus.${as}`, { code: createWording(visit.speech).code(code) }),
    mainKeyboard(visit),
  );
  return done(visit.conversation);
}

/** Shows the first page of one's requests. */
export async function listRequests(parts: AccessParts, visit: Visit): Promise<FlowResult> {
  const page = await renderRequests(parts.requests, visit, 0);
  if (page === undefined) await visit.say(visit.html('requests.empty'), mainKeyboard(visit));
  else await visit.say(page.html, page.markup);
  return done(visit.conversation);
}

/** Shows a page in place of the message whose button was pressed. */
async function turnPage(parts: RequestParts, visit: Visit, number: number): Promise<FlowResult> {
  const page = await renderRequests(parts.requests, visit, number);
  const messageId = messageInPlace(visit);
  if (page === undefined || messageId === undefined) return listRequests(parts, visit);
  const isThere = await parts.chatWriter.edit(visit.chatId, messageId, page.html, page.markup);
  if (!isThere) await visit.say(page.html, page.markup);
  return done(visit.conversation);
}

async function show(
  { linkTo, asksToPublish }: RequestParts,
  visit: Visit,
  found: AccessibleRequest,
): Promise<FlowResult> {
  await visit.say(
    describeRequest(found, visit),
    requestButtons(found, visit, {
      hasLink: linkTo !== undefined && isOwnable(found.request),
      asksToPublish,
    }),
  );
  return done(visit.conversation);
}

/** Stops following; repeating it changes nothing. */
async function unfollow(
  parts: RequestParts,
  visit: Visit,
  { request }: AccessibleRequest,
): Promise<FlowResult> {
  const { code } = request;
  const result = await parts.requests.execute(code, { ...visit.order, command: { type: 'unfollow' } });
  if (!result.ok && result.refusal.code !== 'notFollowing') {
    await visit.answerPress(refusalSentence(result.refusal, visit));
    return done(visit.conversation);
  }
  await visit.citizens.removeFollowing(visit.citizen._id, code);
  await visit.answerPress();
  await visit.say(
    visit.html('requests.unfollowed', { code: createWording(visit.speech).code(code) }),
    mainKeyboard(visit),
  );
  return done(visit.conversation);
}

/**
 * Sends the files at the pace of one chat: a call that is refused halfway would be repeated from the start.
 */
async function sendFiles(parts: RequestParts, visit: Visit, { request }: AccessibleRequest): Promise<void> {
  const { rateLimiter, attachments } = parts;
  const { chatId, topic } = visit;
  let sent = 0;
  for (const group of groupsOf(request.attachments)) {
    await rateLimiter.passBulk(chatId);
    const bot = botFor('citizen', visit.citizen._id);
    const result = await attachments.send({ bot, chatId, topic, attachments: group });
    if (result.kind === 'notYet') {
      await visit.say(visit.html('requests.filesLater'));
      return;
    }
    sent += result.messageIds.length;
    for (const _file of group.slice(1)) rateLimiter.noteSent(chatId);
  }
  if (sent === 0) await visit.say(visit.html('requests.filesGone'));
}
