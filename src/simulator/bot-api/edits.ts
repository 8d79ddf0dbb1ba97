import { isDeepStrictEqual } from 'node:util';
import type { Person, StoredMessage } from '../state.js';
import { unixNow } from '../telegram.js';
import type { WireContent, WireMessage } from '../wire.js';
import { FILE_KINDS } from '../wire.js';
import { type BotMethods, type Call, findMessage, personOf, takeLimit } from './call.js';
import { badRequest } from './errors.js';
import { readCaption } from './formatted-text.js';
import { readInputMedia } from './media-messages.js';
import { readInlineMarkup } from './reply-markup.js';
import { captionContent, readTextContent } from './text-messages.js';

const DELETABLE_SECONDS = 48 * 3600;
const MOST_DELETED = 100;

const NOT_MODIFIED =
  'message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message';

const TEXT_FIELDS = ['text', 'entities', 'link_preview_options'] as const;
const CAPTION_FIELDS = ['caption', 'caption_entities'] as const;

/** Changing and deleting messages that were sent before. */
export const editMethods: BotMethods = {
  editMessageText(call) {
    const content = readTextContent(call);
    const target = editable(call);
    if (target.stored.message.text === undefined) throw badRequest('there is no text in the message to edit');
    return edit(call, target, without(target.stored.message, TEXT_FIELDS), content);
  },

  editMessageCaption(call) {
    const content = captionContent(readCaption(call));
    const target = editable(call);
    if (!hasFile(target.stored.message)) throw badRequest('there is no caption in the message to edit');
    return edit(call, target, without(target.stored.message, CAPTION_FIELDS), content);
  },

  editMessageMedia(call) {
    const content = readInputMedia(call, call.parameters.json('media'));
    const target = editable(call);
    const fields = [...FILE_KINDS, ...TEXT_FIELDS, ...CAPTION_FIELDS] as const;
    return edit(call, target, without(target.stored.message, fields), content);
  },

  editMessageReplyMarkup(call) {
    const target = editable(call);
    return edit(call, target, target.stored.message, {});
  },

  deleteMessage(call) {
    const person = personOf(call);
    const stored = findMessage(call, person, call.parameters.integer('message_id'));
    if (!stored) throw badRequest('message to delete not found');
    if (isTooOldToDelete(call, stored)) throw badRequest("message can't be deleted for everyone");
    remove(call, person, stored);
    return true;
  },

  deleteMessages(call) {
    const person = personOf(call);
    const ids = call.parameters.json('message_ids');
    if (!Array.isArray(ids) || ids.length === 0) throw badRequest('message identifiers are not specified');
    if (ids.length > MOST_DELETED) throw badRequest('too many message identifiers specified');
    for (const id of ids) {
      const stored = findMessage(call, person, Number(id));
      if (stored && !isTooOldToDelete(call, stored)) remove(call, person, stored);
    }
    return true;
  },

  setMessageReaction(call) {
    const person = personOf(call);
    const stored = findMessage(call, person, call.parameters.integer('message_id'));
    if (!stored) throw badRequest('message to react not found');
    const reactions = call.parameters.json('reaction');
    const [first] = Array.isArray(reactions) ? (reactions as { emoji?: unknown }[]) : [];
    const { reaction: _, ...rest } = stored;
    const changed = typeof first?.emoji === 'string' ? { ...rest, reaction: first.emoji } : rest;
    const bot = call.account.name;
    call.telegram.store.commit({ type: 'message', bot, personId: person.id, stored: changed });
    return true;
  },
};

interface Target {
  readonly person: Person;
  readonly stored: StoredMessage;
}

/** The message that the call wants to change. Throws 400 when that cannot be, and 429. */
function editable(call: Call): Target {
  const person = personOf(call);
  const messageId = call.parameters.integer('message_id');
  if (messageId === undefined) throw badRequest('message identifier is not specified');
  const stored = findMessage(call, person, messageId);
  if (!stored) throw badRequest('message to edit not found');
  const isFixed = stored.replyKeyboard || stored.removesKeyboard || stored.forcesReply;
  if (stored.from !== 'bot' || isFixed || stored.message.forward_origin) {
    throw badRequest("message can't be edited");
  }
  return { person, stored };
}

/** Puts `content` and the call's keyboard over `base`; a call without a keyboard takes the old one away. */
function edit(call: Call, { person, stored }: Target, base: WireMessage, content: WireContent): WireMessage {
  const keyboard = readInlineMarkup(call);
  const { reply_markup: _, edit_date: __, ...kept } = base;
  const unstamped: WireMessage = { ...kept, ...content, ...(keyboard ? { reply_markup: keyboard } : {}) };
  const { edit_date: ___, ...before } = stored.message;
  if (isDeepStrictEqual(unstamped, before)) throw badRequest(NOT_MODIFIED);
  takeLimit(call, person.id, 1);
  const message = { ...unstamped, edit_date: unixNow(call.telegram.clock) };
  const hasNewContent = Object.keys(content).length > 0 || base !== stored.message;
  call.telegram.store.commit({
    type: 'message',
    bot: call.account.name,
    personId: person.id,
    stored: { ...stored, message, ...(hasNewContent ? { edited: true } : {}) },
  });
  return message;
}

function remove(call: Call, person: Person, stored: StoredMessage): void {
  call.telegram.store.commit({
    type: 'message',
    bot: call.account.name,
    personId: person.id,
    stored: { ...stored, deleted: true },
  });
}

function isTooOldToDelete(call: Call, { message }: StoredMessage): boolean {
  return unixNow(call.telegram.clock) - message.date >= DELETABLE_SECONDS;
}

function hasFile(message: WireMessage): boolean {
  return FILE_KINDS.some((kind) => message[kind] !== undefined);
}

function without(message: WireMessage, fields: readonly (keyof WireContent)[]): WireMessage {
  const rest = { ...message };
  for (const field of fields) delete rest[field];
  return rest;
}
