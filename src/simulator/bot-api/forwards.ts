import type { StoredMessage } from '../state.js';
import type { WireContent, WireForwardOrigin, WireMessage } from '../wire.js';
import { type BotMethods, type Call, findMessage, personOf } from './call.js';
import { badRequest } from './errors.js';
import { readCaption } from './formatted-text.js';
import { sendContent } from './send.js';
import { captionContent } from './text-messages.js';

/** Sending a message of a chat again, with or without its origin. */
export const forwardMethods: BotMethods = {
  forwardMessage(call) {
    const { message } = source(call, 'forward');
    return sendContent(call, contentOf(message), { forwardOrigin: originOf(message) });
  },

  copyMessage(call) {
    const content = contentOf(source(call, 'copy').message);
    const caption = readCaption(call);
    const copy = caption ? { ...withoutCaption(content), ...captionContent(caption) } : content;
    return { message_id: sendContent(call, copy).message_id };
  },
};

function source(call: Call, action: 'forward' | 'copy'): StoredMessage {
  const from = personOf(call, 'from_chat_id');
  const stored = findMessage(call, from, call.parameters.integer('message_id'));
  if (!stored) throw badRequest(`message to ${action} not found`);
  return stored;
}

function originOf(message: WireMessage): WireForwardOrigin {
  return message.forward_origin ?? { type: 'user', sender_user: message.from, date: message.date };
}

/** What a message contains, without who sent it, when, and where. */
function contentOf(message: WireMessage): WireContent {
  const {
    message_id: _id,
    from: _from,
    chat: _chat,
    date: _date,
    edit_date: _edited,
    media_group_id: _group,
    forward_origin: _origin,
    reply_to_message: _replied,
    reply_markup: _markup,
    ...content
  } = message;
  return content;
}

function withoutCaption(content: WireContent): WireContent {
  const { caption: _, caption_entities: __, ...rest } = content;
  return rest;
}
