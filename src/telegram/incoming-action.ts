import { ownNumber } from './own-contact.js';
import { fileIn, type MessageWithFile, type ReceivedFile } from './received-file.js';

/** What belongs to any message. */
interface Sent {
  readonly messageId: number;
  /** When it was sent, in seconds of Unix time. */
  readonly at: number;
  /** The message that it replies to. */
  readonly replyTo?: number;
  /** Somebody else wrote it. */
  readonly isForwarded?: true;
}

/** What a bot hears in a text besides the text itself. */
export interface HeardText<Word extends string> {
  /** The command, button of the keyboard, or typed word that the text is. */
  readonly word?: Word;
  /** What follows `/start`, as in an invitation. */
  readonly payload?: string;
}

/** A message of words. */
type TextAction<Word extends string> = Sent &
  HeardText<Word> & { readonly kind: 'text'; readonly text: string };

/** A message with a file that can be kept. */
export type FileAction = Sent & {
  readonly kind: 'file';
  readonly file: Omit<ReceivedFile, 'bot'>;
  readonly caption?: string;
  /** The album whose files come in messages of their own. */
  readonly album?: string;
};

/** A message with neither words nor a file: a place, a contact, a sticker, a poll, a notice of the app. */
type OtherAction = Sent & {
  readonly kind: 'other';
  readonly point?: {
    readonly latitude: number;
    readonly longitude: number;
    /** The name and address of a venue. */
    readonly address?: string;
  };
  readonly contact?: {
    /** As Telegram has it, often without a plus. */
    readonly phone: string;
    readonly name: string;
    /** E.164, where the contact proves that the number is the sender's own. */
    readonly ownNumber?: string;
  };
};

/** An earlier message that now reads otherwise. */
interface EditAction {
  readonly kind: 'edit';
  readonly messageId: number;
  /** Its text, or the caption of its file; absent for a message that has neither. */
  readonly text?: string;
  readonly isCaption?: true;
}

/** A press of a button under a message. */
interface PressAction<Press> {
  readonly kind: 'press';
  /** Undefined for data that no button of this bot carries. */
  readonly press: Press | undefined;
  /** The message of the button; absent where Telegram does not know it any more. */
  readonly messageId?: number;
}

/** What a person did with one update, as far as a bot tells it apart. */
export type IncomingAction<Press, Word extends string> =
  | TextAction<Word>
  | FileAction
  | OtherAction
  | EditAction
  | PressAction<Press>;

/** The parts of an update of the Bot API that tell what was done, whichever library typed it. */
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

/** What one bot understands: its buttons and its words. */
export interface ActionVocabulary<Press, Word extends string> {
  readonly buttons: { parse(data: string): Press | undefined };
  /** What a text says besides its letters; whether a forwarded one says anything is for the bot to decide. */
  hear(text: string, isForwarded: boolean): HeardText<Word>;
}

/** Reads what was done, or undefined for an update that asks for nothing. */
export function readIncomingAction<Press, Word extends string>(
  update: ReadableUpdate,
  vocabulary: ActionVocabulary<Press, Word>,
): IncomingAction<Press, Word> | undefined {
  const { message, edited_message: edited, callback_query: query } = update;
  if (message !== undefined) return readMessage(message, vocabulary);
  if (edited !== undefined) return readEdit(edited);
  if (query === undefined) return undefined;
  return {
    kind: 'press',
    press: query.data === undefined ? undefined : vocabulary.buttons.parse(query.data),
    ...(query.message === undefined ? {} : { messageId: query.message.message_id }),
  };
}

function readMessage<Press, Word extends string>(
  message: ReadableMessage,
  vocabulary: ActionVocabulary<Press, Word>,
): TextAction<Word> | FileAction | OtherAction {
  const { text, caption, media_group_id: album, reply_to_message: replied } = message;
  const isForwarded = message.forward_origin !== undefined;
  const sent: Sent = {
    messageId: message.message_id,
    at: message.date,
    ...(replied === undefined ? {} : { replyTo: replied.message_id }),
    ...(isForwarded ? { isForwarded } : {}),
  };
  if (text !== undefined) return { ...sent, kind: 'text', text, ...vocabulary.hear(text, isForwarded) };
  const file = fileIn(message);
  if (file === undefined) return { ...sent, kind: 'other', ...readPoint(message), ...readContact(message) };
  return {
    ...sent,
    kind: 'file',
    file,
    ...(caption === undefined ? {} : { caption }),
    ...(album === undefined ? {} : { album }),
  };
}

function readEdit({ message_id: messageId, text, caption }: ReadableMessage): EditAction {
  if (text !== undefined) return { kind: 'edit', messageId, text };
  return { kind: 'edit', messageId, ...(caption === undefined ? {} : { text: caption, isCaption: true }) };
}

function readPoint({ location, venue }: ReadableMessage): Pick<OtherAction, 'point'> {
  if (location === undefined) return {};
  const { latitude, longitude } = location;
  const address = venue === undefined ? {} : { address: [venue.title, venue.address].join('، ') };
  return { point: { latitude, longitude, ...address } };
}

function readContact(message: ReadableMessage): Pick<OtherAction, 'contact'> {
  const { contact } = message;
  if (contact === undefined) return {};
  const { phone_number: phone, first_name: first, last_name: last } = contact;
  const name = [first, last].filter((part) => part !== undefined).join(' ');
  const own = ownNumber(message);
  return { contact: { phone, name, ...(own === undefined ? {} : { ownNumber: own }) } };
}
