import type { BotRole } from '../../channel/bot.js';
import { typedText } from '../bot-api/formatted-text.js';
import { withoutReply } from '../bot-api/send.js';
import { captionContent, textContent } from '../bot-api/text-messages.js';
import { isBlank } from '../clean-text.js';
import { omitUndefined } from '../defined.js';
import type { ChatState, Person, StateChange, StoredMessage } from '../state.js';
import { chatOf, type Telegram, unixNow, userOf } from '../telegram.js';
import { newUpdate } from '../updates/new-update.js';
import type { WireMessage } from '../wire.js';
import { ControlError } from './errors.js';
import { contentsOf, type PersonMessage } from './person-content.js';

/**
 * Sends what a person wrote to a bot and returns the ids of the messages. A text longer than Telegram
 * allows goes as several messages, since that is what Telegram's own apps make of it. Throws
 * `ControlError`.
 */
export function sendAsPerson(telegram: Telegram, person: Person, body: PersonMessage): readonly number[] {
  const chat = telegram.store.chat(body.bot, person.id);
  if (chat.blocked) {
    throw new ControlError(400, 'This person has blocked the bot and has to unblock it before writing.');
  }
  if (body.edit !== undefined) return [editAsPerson(telegram, person, body, body.edit)];
  const replied = findReplied(chat, body.replyTo);
  return contentsOf(telegram, person, body).map((content) => {
    const now = unixNow(telegram.clock);
    const message: WireMessage = omitUndefined({
      message_id: telegram.store.chat(body.bot, person.id).lastMessageId + 1,
      from: userOf(person),
      chat: chatOf(person),
      date: now,
      forward_origin: body.forwarded
        ? ({
            type: 'hidden_user',
            sender_user_name: typeof body.forwarded === 'string' ? body.forwarded : 'مریم احمدی',
            date: now - 60,
          } as const)
        : undefined,
      reply_to_message: replied,
      media_group_id: body.mediaGroup === undefined ? undefined : albumId(body.mediaGroup),
      ...(body.topic === undefined ? {} : { is_topic_message: true, message_thread_id: body.topic }),
      ...content,
    });
    const start: StateChange[] = chat.started ? [] : [started(body.bot, person, chat)];
    telegram.store.commit(
      ...start,
      { type: 'message', bot: body.bot, personId: person.id, stored: { from: 'person', message } },
      ...newUpdate(telegram, { bot: body.bot, kind: 'message', personId: person.id, content: message }),
    );
    return message.message_id;
  });
}

function editAsPerson(telegram: Telegram, person: Person, body: PersonMessage, messageId: number): number {
  const stored = telegram.store.chat(body.bot, person.id).messages.get(messageId);
  if (stored?.from !== 'person' || stored.deleted) {
    throw new ControlError(404, 'This person has no such message in this chat.');
  }
  if (body.text === undefined && body.caption === undefined)
    return replaceAsPerson(telegram, person, body, stored);
  const isText = stored.message.text !== undefined;
  const words = isText ? body.text : body.caption;
  if (words === undefined || (isText && isBlank(words))) {
    throw new ControlError(400, `An edit of this message needs a new ${isText ? 'text' : 'caption'}.`);
  }
  const { entities: _, caption_entities: __, ...kept } = stored.message;
  const changed = isText ? textContent(typedText(words)) : captionContent(typedText(words));
  return commitEdit(telegram, person, body, { ...stored, message: { ...kept, ...changed } });
}

/** Puts other content into a message: another photo, a rich text. The app keeps who sent it, when, and where. */
function replaceAsPerson(
  telegram: Telegram,
  person: Person,
  body: PersonMessage,
  stored: StoredMessage,
): number {
  const [content = {}] = contentsOf(telegram, person, body);
  const { message_id, from, chat, date, reply_to_message, forward_origin, media_group_id } = stored.message;
  const kept = omitUndefined({
    message_id,
    from,
    chat,
    date,
    reply_to_message,
    forward_origin,
    media_group_id,
  });
  return commitEdit(telegram, person, body, { ...stored, message: { ...kept, ...content } });
}

function commitEdit(
  telegram: Telegram,
  person: Person,
  { bot }: PersonMessage,
  { message: edited, ...stored }: StoredMessage,
): number {
  const message = { ...edited, edit_date: unixNow(telegram.clock) };
  telegram.store.commit(
    { type: 'message', bot, personId: person.id, stored: { ...stored, message, edited: true } },
    ...newUpdate(telegram, { bot, kind: 'edited_message', personId: person.id, content: message }),
  );
  return message.message_id;
}

function started(bot: BotRole, person: Person, chat: ChatState): StateChange {
  return { type: 'chat', bot, personId: person.id, started: true, blocked: chat.blocked };
}

function findReplied(chat: ChatState, messageId: number | undefined): WireMessage | undefined {
  if (messageId === undefined) return undefined;
  const stored = chat.messages.get(messageId);
  if (!stored || stored.deleted) throw new ControlError(404, 'There is no message to reply to with this id.');
  return withoutReply(stored.message);
}

/** Names of albums in the control API are free; ids on the wire are digits. */
function albumId(name: string): string {
  let number = 0n;
  for (const byte of Buffer.from(name)) number = (number * 257n + BigInt(byte) + 1n) % 10n ** 17n;
  return String(10n ** 17n + number);
}
