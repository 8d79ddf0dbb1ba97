import { Composer } from 'grammy';
import type { Message } from 'grammy/types';
import type { FilingDraft } from '../../../../src/filing/draft.js';
import { keepOver, readOver } from '../../../../src/filing/ended-filing.js';
import { beginFiling, readFiling } from '../../../../src/filing/filing.js';
import type { FilingInput } from '../../../../src/filing/filing-step.js';
import { spokenWord } from '../../../../src/flows/exit-words.js';
import { citizenButtons } from '../../../../src/telegram/citizen-buttons.js';
import { formatTrackingCode } from '../../../../src/text/tracking-code.js';
import type { CitizenContext, Visit } from '../../context.js';
import { mainKeyboard } from '../../keyboards.js';
import { proceed, refuse } from './conversation.js';
import type { FilingParts } from './parts.js';
import { received } from './received.js';

/** Filing: whatever a citizen sends while nothing else is going on begins a request, or joins the one begun. */
export function filing(parts: FilingParts): Composer<CitizenContext> {
  const composer = new Composer<CitizenContext>();
  composer.on('callback_query:data', async (context, next) => {
    const { visit } = context;
    const { data, message } = context.callbackQuery;
    const open = readFiling(visit.conversation);
    if (open === undefined || message?.message_id !== open.draft.asked?.messageId) return next();
    const input = pressed(data, open.draft);
    if (input === undefined) return next();
    await visit.answerPress();
    await proceed(parts, visit, open, input);
  });
  composer.on('message', async ({ message, visit }, next) => {
    const open = readFiling(visit.conversation);
    if (isUnknownCommand(message)) return next();
    if (await isLate(message, visit)) return;
    const input = await received(parts, message);
    if (input === undefined) {
      if (open === undefined) return next();
      return refuse(visit, open, message.contact === undefined ? 'wrongKind' : 'contact');
    }
    if (open === undefined && (input.kind === 'cancel' || input.kind === 'back')) {
      await visit.say(visit.html('citizen.nothingOpen'), mainKeyboard(visit));
      return;
    }
    await proceed(parts, visit, open ?? beginFiling(message.message_id), input);
  });
  composer.on('edited_message', async ({ editedMessage, visit }) => {
    const { message_id: messageId } = editedMessage;
    const text = editedMessage.text ?? editedMessage.caption;
    if (text === undefined) return;
    const open = readFiling(visit.conversation);
    if (open !== undefined) return proceed(parts, visit, open, { kind: 'edited', text, messageId });
    const over = readOver(visit.conversation);
    if (over?.code === undefined || !over.messageIds.includes(messageId)) return;
    await visit.say(
      visit.html('filing.late.edited', { code: formatTrackingCode(over.code, visit.speech.locale) }),
    );
  });
  return composer;
}

/** What a press of one of the buttons of filing says; undefined for any other, or the code of another draft. */
function pressed(data: string, { code }: FilingDraft): FilingInput | undefined {
  const press = citizenButtons.parse(data);
  switch (press?.action) {
    case 'category':
      return { kind: 'category', category: press.values[0] };
    case 'unknownCategory':
      return { kind: 'category', category: null };
    case 'groups':
      return { kind: 'groups' };
    case 'group':
      return { kind: 'group', group: press.values[0] };
    case 'change':
      return { kind: 'change', field: press.values[0] };
    case 'follow':
      return { kind: 'follow', code: press.values[0] };
    case 'different':
      return { kind: 'different' };
    case 'register':
      return press.values[0] === code ? { kind: 'register' } : undefined;
    case 'back':
      return { kind: 'back' };
    case 'cancel':
      return { kind: 'cancel' };
    default:
      return undefined;
  }
}

/** True for a command that no feature before this one knows: it is nobody's words. */
function isUnknownCommand({ text }: Message): boolean {
  return text?.startsWith('/') === true && spokenWord(text) === undefined;
}

/** True for the rest of an album whose request is over; the person is told once. */
async function isLate({ media_group_id: album }: Message, visit: Visit): Promise<boolean> {
  const over = readOver(visit.conversation);
  if (album === undefined || over?.album?.id !== album) return false;
  if (over.album.isRefused) return true;
  await visit.say(
    over.code === undefined
      ? visit.html('filing.late.cancelled')
      : visit.html('filing.late.registered', {
          code: formatTrackingCode(over.code, visit.speech.locale),
        }),
  );
  visit.conversation = keepOver({ ...over, album: { id: album, isRefused: true } });
  return true;
}
