import { omitUndefined } from '../defined.js';
import { toHtml } from '../html-entities.js';
import type { ChatState, StoredMessage } from '../state.js';
import { FILE_KINDS, type WireMessage } from '../wire.js';

/** A chat as its person sees it, oldest message first; `after` leaves out what came up to that message. */
export function viewChat(chat: ChatState, after = 0) {
  const messages = [...chat.messages.values()].filter(({ message }) => message.message_id > after);
  return { messages: messages.map(viewMessage), blocked: chat.blocked, started: chat.started };
}

function viewMessage(stored: StoredMessage) {
  const { message } = stored;
  const files = filesOf(message);
  const kinds = [...files.map(({ kind }) => kind), ...otherKinds(message)];
  const text = message.text ?? message.caption;
  const entities = message.entities ?? message.caption_entities ?? [];
  return omitUndefined({
    messageId: message.message_id,
    from: stored.from,
    date: new Date(message.date * 1000).toISOString(),
    text: message.text,
    caption: message.caption,
    entities: entities.length > 0 ? entities : undefined,
    linkPreview: previewsLink(message) ? true : undefined,
    html: text === undefined ? undefined : toHtml({ text, entities }),
    media: kinds.length > 0 ? kinds : undefined,
    files: files.length > 0 ? files : undefined,
    location: message.location,
    venue: message.venue && { title: message.venue.title, address: message.venue.address },
    contact: message.contact && {
      phoneNumber: message.contact.phone_number,
      userId: message.contact.user_id,
    },
    replyTo: message.reply_to_message?.message_id,
    forwarded: message.forward_origin ? true : undefined,
    mediaGroup: message.media_group_id,
    topic: message.message_thread_id,
    edited: stored.edited,
    deleted: stored.deleted,
    reaction: stored.reaction,
    keyboard: viewKeyboard(message),
    replyKeyboard: viewReplyKeyboard(stored),
    removesKeyboard: stored.removesKeyboard,
    forceReply: stored.forcesReply,
  });
}

/** True where the app would show a part of a page under the text. */
function previewsLink({ text, entities = [], link_preview_options: preview }: WireMessage): boolean {
  const hasLink = entities.some(({ type }) => type === 'url' || type === 'text_link');
  return text !== undefined && hasLink && preview?.is_disabled !== true;
}

function viewKeyboard({ reply_markup: markup }: WireMessage) {
  return markup?.inline_keyboard.map((row) =>
    row.map(({ text, callback_data: data, url, style }) => omitUndefined({ text, data, url, style })),
  );
}

function viewReplyKeyboard({ replyKeyboard }: StoredMessage) {
  return replyKeyboard?.map((row) =>
    row.map(({ text, request_contact: requestContact, request_location: requestLocation }) =>
      omitUndefined({ text, requestContact, requestLocation }),
    ),
  );
}

/** Names of the kinds in the control API are camel case. */
const KIND_NAMES = { video_note: 'videoNote' } as const;

function filesOf(message: WireMessage) {
  return FILE_KINDS.flatMap((kind) => {
    const file = kind === 'photo' ? message.photo?.at(-1) : message[kind];
    if (!file) return [];
    const { file_unique_id: fileId, file_size: size, ...rest } = file;
    return [
      omitUndefined({
        kind: kind === 'video_note' ? KIND_NAMES[kind] : kind,
        fileId,
        size,
        width: rest.width,
        height: rest.height,
        duration: 'duration' in rest ? rest.duration : undefined,
        fileName: 'file_name' in rest ? rest.file_name : undefined,
        mimeType: 'mime_type' in rest ? rest.mime_type : undefined,
      }),
    ];
  });
}

function otherKinds(message: WireMessage): string[] {
  return (['venue', 'location', 'contact', 'poll', 'dice'] as const).filter(
    (kind) => message[kind] !== undefined && !(kind === 'location' && message.venue),
  );
}
