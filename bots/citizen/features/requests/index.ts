import { Composer } from 'grammy';
import { readFiling } from '../../../../src/filing/filing.js';
import { groupsOf } from '../../../../src/messages/message-parts.js';
import { renderPublicStatus } from '../../../../src/messages/public-status.js';
import { createWording } from '../../../../src/messages/wording.js';
import { citizenButtons } from '../../../../src/telegram/citizen-buttons.js';
import { canonical } from '../../../../src/text/persian.js';
import { parseTrackingCode } from '../../../../src/text/tracking-code.js';
import { type AccessibleRequest, type AccessParts, findAccessible, findOwn } from '../../access.js';
import type { CitizenContext, Visit } from '../../context.js';
import { mainKeyboard } from '../../keyboards.js';
import type { Messenger } from '../../messenger.js';
import type { CitizenBotOptions } from '../../options.js';
import { refusalSentence } from '../../refusals.js';
import { listPage } from './list.js';
import { describeRequest, requestButtons } from './view.js';

type RequestParts = AccessParts &
  Pick<CitizenBotOptions, 'attachments' | 'texts' | 'gate'> & { readonly messenger: Messenger };

/** A text that can only be meant as a tracking code, rightly typed or not. */
const CODE_LIKE = /^(?:کد(?: پیگیری)?|code)?[\s:#]*[\d\s\-–—._/#]{6,20}$/i;

/** One's requests: the list, one of them, its files, and looking one up by its tracking code. */
export function requests(parts: RequestParts): Composer<CitizenContext> {
  const composer = new Composer<CitizenContext>();
  const labels = new Set(
    parts.texts.locales.map((locale) => parts.texts.plain(locale, 'citizen.button.requests')),
  );

  composer.command('requests', ({ visit }) => list(parts, visit));
  composer.on('message:text', (context, next) =>
    labels.has(context.message.text.trim()) ? list(parts, context.visit) : next(),
  );
  composer.on('message:text', async (context, next) => {
    const { visit } = context;
    const { text } = context.message;
    const parsed = parseTrackingCode(text);
    const isFree = readFiling(visit.conversation) === undefined;
    if (parsed.ok) {
      const found = await findAccessible(parts, context, parsed.code);
      if (found !== undefined) return show(visit, found);
      // In the middle of a request ten digits may be part of its words.
      if (!isFree) return next();
      const other = await parts.requests.find(parsed.code);
      await visit.say(
        other === undefined
          ? visit.html('requests.unknown')
          : renderPublicStatus({ ...visit.speech, request: other.request }),
        mainKeyboard(visit),
      );
      return;
    }
    const isMeant = parsed.because === 'checkDigit' || CODE_LIKE.test(canonical(text));
    if (!isFree || !isMeant) return next();
    await visit.say(visit.html(`requests.${parsed.because === 'checkDigit' ? 'checkDigit' : 'unknown'}`));
  });
  composer.on('callback_query:data', async (context, next) => {
    const { visit, callbackQuery } = context;
    const press = citizenButtons.parse(callbackQuery.data);
    switch (press?.action) {
      case 'list':
        await visit.answerPress();
        return turnPage(parts, visit, press.values[0], callbackQuery.message?.message_id);
      case 'show': {
        const found = await findAccessible(parts, context, press.values[0]);
        if (found === undefined) return next();
        await visit.answerPress();
        return show(visit, found);
      }
      case 'unfollow': {
        const found = await findAccessible(parts, context, press.values[0]);
        return found === undefined ? next() : unfollow(parts, visit, found);
      }
      case 'files': {
        const found = await findOwn(parts, context, press.values[0]);
        if (found === undefined) return next();
        await visit.answerPress();
        return sendFiles(parts, visit, found);
      }
      default:
        return next();
    }
  });
  return composer;
}

async function list(parts: RequestParts, visit: Visit): Promise<void> {
  const page = await listPage(parts.requests, visit, 0);
  if (page === undefined) await visit.say(visit.html('requests.empty'), mainKeyboard(visit));
  else await visit.say(page.html, page.markup);
}

/** Shows a page in the place of the message whose button was pressed. */
async function turnPage(
  parts: RequestParts,
  visit: Visit,
  number: number,
  messageId: number | undefined,
): Promise<void> {
  const page = await listPage(parts.requests, visit, number);
  if (page === undefined || messageId === undefined) return list(parts, visit);
  const isThere = await parts.messenger.edit(visit.chatId, messageId, page.html, page.markup);
  if (!isThere) await visit.say(page.html, page.markup);
}

async function show(visit: Visit, found: AccessibleRequest): Promise<void> {
  await visit.say(describeRequest(found, visit), requestButtons(found, visit));
}

/** Ends following; somebody who does so twice has done it once. */
async function unfollow(parts: RequestParts, visit: Visit, { request }: AccessibleRequest): Promise<void> {
  const { code } = request;
  const outcome = await parts.requests.execute(code, { ...visit.order, command: { type: 'unfollow' } });
  if (!outcome.ok && outcome.refusal.code !== 'notFollowing') {
    await visit.answerPress(refusalSentence(outcome.refusal, visit));
    return;
  }
  await visit.citizens.removeFollowing(visit.citizen._id, code);
  await visit.answerPress();
  await visit.say(
    visit.html('requests.unfollowed', { code: createWording(visit.speech).code(code) }),
    mainKeyboard(visit),
  );
}

/** Sends the files at the pace of one chat: a call that is refused halfway would be repeated from the start. */
async function sendFiles(parts: RequestParts, visit: Visit, { request }: AccessibleRequest): Promise<void> {
  const { gate, attachments } = parts;
  const { chatId } = visit;
  let sent = 0;
  for (const group of groupsOf(request.attachments)) {
    await gate.passBulk(chatId);
    sent += (await attachments.send({ bot: 'citizen', chatId, attachments: group })).length;
    for (const _file of group.slice(1)) gate.noteSent(chatId);
  }
  if (sent === 0) await visit.say(visit.html('requests.filesGone'));
}
