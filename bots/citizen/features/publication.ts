import type { InlineKeyboardButton } from 'grammy/types';
import { done, type FlowResult, passed } from '../../../src/flows/flow.js';
import { createWording } from '../../../src/messages/wording.js';
import { publicRequestOf } from '../../../src/open311/public-request.js';
import type { PublishedParts } from '../../../src/requests/lifecycle/facts.js';
import { isNothing, permittedParts } from '../../../src/requests/lifecycle/publishing.js';
import type { Request } from '../../../src/requests/lifecycle/request.js';
import { citizenButtons } from '../../../src/telegram/citizen-buttons.js';
import { type AccessibleRequest, type AccessParts, findOwn } from '../access.js';
import type { ChatWriter } from '../chat-writer.js';
import { type CitizenFeature, messageInPlace, type Visit } from '../context.js';
import { inlineKeyboard } from '../keyboards.js';
import { refusalSentence } from '../refusals.js';

type PublicationParts = AccessParts & { readonly chatWriter: ChatWriter; readonly asksToPublish: boolean };

/**
 * Whether everybody may read what a person wrote, and see their photos: asked on the request's page, no unless they say so,
 * and theirs to take back at any time.
 */
export function createPublicationFeature(parts: PublicationParts): CitizenFeature {
  return {
    name: 'publication',
    presses: {
      async sharing(visit, [code]) {
        const found = await findOwn(parts, visit, code);
        if (found === undefined) return passed(visit.conversation);
        await visit.answerPress();
        await ask(visit, found.request);
        return done(visit.conversation);
      },
      async share(visit, [code, choice]) {
        const found = await findOwn(parts, visit, code);
        return found === undefined ? passed(visit.conversation) : permit(parts, visit, found, choice);
      },
    },
  };
}

/** The button on a request's page; none where the city does not ask, or nothing of the request is public. */
export function publicationRow(
  request: Request,
  visit: Visit,
  { asksToPublish }: Pick<PublicationParts, 'asksToPublish'>,
): InlineKeyboardButton[] {
  const isPermitted = !isNothing(permittedParts(request));
  const isPublic = publicRequestOf(request, visit.speech.organization) !== undefined;
  // What was once allowed can be taken back, whatever the city asks by now.
  if (!isPublic || !(asksToPublish || isPermitted)) return [];
  return [
    {
      text: visit.plain(isPermitted ? 'publication.button.change' : 'publication.button.ask'),
      callback_data: citizenButtons.pack('sharing', request.code),
    },
  ];
}

async function ask(visit: Visit, request: Request): Promise<void> {
  const { code, text, attachments } = request;
  const hasPhotos = attachments.some(({ kind }) => kind === 'photo');
  const isPermitted = !isNothing(permittedParts(request));
  const button = (choice: PublishedParts) => ({
    text: visit.plain(`publication.button.${choice}`),
    callback_data: citizenButtons.pack('share', code, choice),
  });
  await visit.say(
    visit.html('publication.ask', { code: createWording(visit.speech).code(code) }),
    inlineKeyboard(
      ...(text === '' ? [] : [[button('words')]]),
      ...(hasPhotos ? [[button('all')]] : []),
      isPermitted ? [button('nothing')] : [],
    ),
  );
}

async function permit(
  parts: PublicationParts,
  visit: Visit,
  { request: { code } }: AccessibleRequest,
  choice: PublishedParts,
): Promise<FlowResult> {
  const result = await parts.requests.execute(code, {
    ...visit.order,
    command: { type: 'permitPublication', parts: choice },
  });
  if (!result.ok && result.refusal.code !== 'unchanged') {
    await visit.answerPress(refusalSentence(result.refusal, visit));
    return done(visit.conversation);
  }
  await visit.answerPress();
  const html = visit.html(`publication.done.${choice}`, { code: createWording(visit.speech).code(code) });
  const messageId = messageInPlace(visit);
  const isThere =
    messageId !== undefined && (await parts.chatWriter.edit(visit.chatId, messageId, html, inlineKeyboard()));
  if (!isThere) await visit.say(html);
  return done(visit.conversation);
}
