import { omitUndefined } from '../defined.js';
import type { FormattedText } from '../html-entities.js';
import type { WireContent } from '../wire.js';
import { type BotMethods, type Call, recipientOf } from './call.js';
import { badRequest } from './errors.js';
import { readText } from './formatted-text.js';
import { isObject } from './parameters.js';
import { sendContent } from './send.js';

/** What a bot can be seen doing */
const CHAT_ACTIONS: ReadonlySet<string> = new Set([
  'typing',
  'upload_photo',
  'record_video',
  'upload_video',
  'record_voice',
  'upload_voice',
  'upload_document',
  'choose_sticker',
  'find_location',
  'record_video_note',
  'upload_video_note',
]);

/** Messages without files. */
export const textMethods: BotMethods = {
  sendMessage: (call) => sendContent(call, readTextContent(call)),

  sendLocation: (call) => sendContent(call, { location: readLocation(call) }),

  sendVenue: (call) => {
    const location = readLocation(call);
    const title = required(call, 'title');
    return sendContent(call, { location, venue: { location, title, address: required(call, 'address') } });
  },

  sendContact: (call) => {
    const phone = required(call, 'phone_number');
    const firstName = required(call, 'first_name');
    const lastName = call.parameters.text('last_name');
    return sendContent(call, {
      contact: omitUndefined({ phone_number: phone, first_name: firstName, last_name: lastName }),
    });
  },

  sendDice: (call) =>
    sendContent(call, {
      dice: {
        emoji: call.parameters.text('emoji') ?? '🎲',
        value: 1 + Math.floor(call.telegram.random() * 6),
      },
    }),

  sendChatAction: (call) => {
    const action = required(call, 'action');
    if (!CHAT_ACTIONS.has(action)) throw badRequest('wrong parameter action in request');
    recipientOf(call, 0);
    return true;
  },
};

/** The text of a call, and whether links in it are previewed, as the fields of a message. */
export function readTextContent(call: Call): WireContent {
  const preview = call.parameters.json('link_preview_options');
  const isDisabled = isObject(preview) && preview['is_disabled'] === true;
  return {
    ...textContent(readText(call)),
    ...(isDisabled ? { link_preview_options: { is_disabled: true } } : {}),
  };
}

/** A text as the fields of a message. */
export function textContent({ text, entities }: FormattedText): WireContent {
  return entities.length > 0 ? { text, entities } : { text };
}

/** A caption as the fields of a message. */
export function captionContent(caption: FormattedText | undefined): WireContent {
  if (!caption) return {};
  const { text, entities } = caption;
  return entities.length > 0 ? { caption: text, caption_entities: entities } : { caption: text };
}

function readLocation(call: Call) {
  const latitude = call.parameters.number('latitude');
  const longitude = call.parameters.number('longitude');
  if (latitude === undefined || Math.abs(latitude) > 90) throw badRequest('wrong latitude specified');
  if (longitude === undefined || Math.abs(longitude) > 180) throw badRequest('wrong longitude specified');
  return { latitude, longitude };
}

function required(call: Call, name: string): string {
  const value = call.parameters.text(name);
  if (value === undefined || value.trim() === '') {
    throw badRequest(`parameter "${name}" is required`);
  }
  return value;
}
