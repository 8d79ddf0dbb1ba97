import type { Point } from '../../src/filing/place.js';
import { ownNumber } from '../../src/telegram/own-contact.js';
import type { ReceivedFile } from '../../src/telegram/received-file.js';
import { fileIn, type MessageWithFile } from '../../src/telegram/received-file.js';
import { type StaffPress, staffButtons } from '../../src/telegram/staff-buttons.js';
import type { Texts } from '../../src/text/texts.js';
import { startPayload, type Word, wordIn } from './commands.js';

/** What belongs to any message. */
interface Sent {
  readonly messageId: number;
  /** When it was sent, in seconds of Unix time. */
  readonly at: number;
  /** The message that it replies to. */
  readonly replyTo?: number;
  /** Somebody else wrote it: what it says is no word of whoever passes it on. */
  readonly isForwarded?: true;
}

/** What a person did with one update, as far as the bot tells it apart. */
export type Act =
  | (Sent & {
      readonly kind: 'text';
      readonly text: string;
      readonly word?: Word;
      /** What follows `/start`, as in an invitation. */
      readonly payload?: string;
    })
  | (Sent & {
      readonly kind: 'file';
      readonly file: Omit<ReceivedFile, 'bot'>;
      readonly caption?: string;
      /** The album whose files come in messages of their own. */
      readonly album?: string;
    })
  /** A message with nothing in it that an answer could hold: a sticker, a poll, a place, a contact. */
  | (Sent & {
      readonly kind: 'other';
      readonly point?: Point;
      readonly contact?: {
        readonly phone: string;
        readonly name: string;
        /** E.164, where the sender has proved by it that the number is his. */
        readonly ownNumber?: string;
      };
    })
  /** An earlier message that now reads otherwise. */
  | { readonly kind: 'edit'; readonly text: string; readonly messageId: number }
  | {
      readonly kind: 'press';
      /** Undefined for data that no button of ours carries. */
      readonly press: StaffPress | undefined;
      readonly messageId?: number;
    };

/** The parts of an update that tell what was done. */
export interface ReadableUpdate {
  readonly message?: ReadableMessage;
  readonly edited_message?: ReadableMessage;
  readonly callback_query?: {
    readonly data?: string;
    readonly message?: { readonly message_id: number };
  };
}

interface ReadableMessage extends MessageWithFile {
  readonly date: number;
  readonly text?: string;
  readonly caption?: string;
  readonly media_group_id?: string;
  readonly reply_to_message?: { readonly message_id: number };
  readonly from?: { readonly id: number };
  readonly forward_origin?: object;
  readonly location?: { readonly latitude: number; readonly longitude: number };
  readonly venue?: { readonly title: string; readonly address: string };
  readonly contact?: {
    readonly phone_number: string;
    readonly first_name: string;
    readonly last_name?: string;
    readonly user_id?: number;
  };
}

/** Reads what was done, or undefined for an update that asks for nothing. */
export function actIn(update: ReadableUpdate, texts: Texts): Act | undefined {
  const { message, edited_message: edited, callback_query: query } = update;
  if (message !== undefined) return sentIn(message, texts);
  if (edited !== undefined) {
    return { kind: 'edit', text: edited.text ?? edited.caption ?? '', messageId: edited.message_id };
  }
  if (query === undefined) return undefined;
  return {
    kind: 'press',
    press: query.data === undefined ? undefined : staffButtons.parse(query.data),
    ...(query.message === undefined ? {} : { messageId: query.message.message_id }),
  };
}

function sentIn(message: ReadableMessage, texts: Texts): Act {
  const { text, caption, media_group_id: album, reply_to_message: replied } = message;
  const sent: Sent = {
    messageId: message.message_id,
    at: message.date,
    ...(replied === undefined ? {} : { replyTo: replied.message_id }),
    ...(message.forward_origin === undefined ? {} : { isForwarded: true }),
  };
  if (text !== undefined) {
    const word = sent.isForwarded === true ? undefined : wordIn(text, texts);
    const payload = sent.isForwarded === true ? undefined : startPayload(text);
    return {
      ...sent,
      kind: 'text',
      text,
      ...(word === undefined ? {} : { word }),
      ...(payload === undefined ? {} : { payload }),
    };
  }
  const file = fileIn(message);
  if (file === undefined) return { ...sent, kind: 'other', ...pointIn(message), ...contactIn(message) };
  return {
    ...sent,
    kind: 'file',
    file,
    ...(caption === undefined ? {} : { caption }),
    ...(album === undefined ? {} : { album }),
  };
}

function pointIn({ location, venue }: ReadableMessage): { readonly point?: Point } {
  if (location === undefined) return {};
  const { latitude, longitude } = location;
  const address = venue === undefined ? {} : { address: [venue.title, venue.address].join('، ') };
  return { point: { latitude, longitude, ...address } };
}

function contactIn(message: ReadableMessage) {
  const { contact } = message;
  if (contact === undefined) return {};
  const { phone_number: phone, first_name: first, last_name: last } = contact;
  const name = [first, last].filter((part) => part !== undefined).join(' ');
  const own = ownNumber(message);
  return { contact: { phone, name, ...(own === undefined ? {} : { ownNumber: own }) } };
}
