import { writerOf } from './forward-origin.js';
import { type MessageContent, type MessageWithContent, readContent } from './message-content.js';
import { isOwnContact, ownNumber } from './own-contact.js';
import type { ReceivedFile } from './received-file.js';
import { buttonTyped, type WithButtons } from './shown-buttons.js';

/** Properties of any message. */
interface Sent {
  readonly messageId: number;
  /** When it was sent, in seconds of Unix time. */
  readonly at: number;
  /** The id of the message it replies to. */
  readonly replyTo?: number;
  /** Somebody else wrote it. */
  readonly isForwarded?: true;
  /** Who wrote it, the same for every message of theirs. */
  readonly writer?: string;
}

/** What a bot recognises in a text, besides the text itself. */
export interface HeardText<Word extends string> {
  /** The command, keyboard button, or typed word that the text is. */
  readonly word?: Word;
  /** The text after `/start`, as in an invitation. */
  readonly payload?: string;
}

/** A text message. */
type TextAction<Word extends string> = Sent &
  HeardText<Word> & { readonly kind: 'text'; readonly text: string };

/** A message with a file that can be stored. */
export type FileAction = Sent & {
  readonly kind: 'file';
  readonly file: Omit<ReceivedFile, 'bot'>;
  /** Further files of the same message, in reading order; absent for none. */
  readonly others?: readonly Omit<ReceivedFile, 'bot'>[];
  readonly caption?: string;
  /** The album it belongs to; each file of an album is a message of its own. */
  readonly album?: string;
};

/** A place or a contact that a message brings. */
interface Brought {
  readonly point?: {
    readonly latitude: number;
    readonly longitude: number;
    /** The name and address of a venue. */
    readonly address?: string;
  };
  readonly contact?: {
    /** As Telegram sends it, often without a plus. */
    readonly phone: string;
    readonly name: string;
    /** It is the sender's own. */
    readonly isOwn?: true;
    /** E.164, where the contact proves that the number is the sender's own; absent also for an anonymous number. */
    readonly ownNumber?: string;
  };
}

/** A message with neither words nor a file: a place, a contact, a sticker. */
type OtherAction = Sent & Brought & { readonly kind: 'other' };

/** An earlier message as it is now. */
interface EditAction extends Brought {
  readonly kind: 'edit';
  readonly messageId: number;
  /** Its words, or the caption of its file; absent for a message that has neither. */
  readonly text?: string;
  readonly isCaption?: true;
  readonly file?: Omit<ReceivedFile, 'bot'>;
  readonly others?: readonly Omit<ReceivedFile, 'bot'>[];
}

/** A press of a button under a message, or its label typed instead. */
interface PressAction<Press, Word extends string> {
  readonly kind: 'press';
  /** Undefined for data that belongs to none of this bot's buttons. */
  readonly press: Press | undefined;
  /** The message of the button; absent if Telegram no longer knows it. */
  readonly messageId?: number;
  /** The text that was typed instead of pressing the button. */
  readonly typed?: TextAction<Word>;
}

/** What a person did with one update, as far as the bots distinguish it. */
export type IncomingAction<Press, Word extends string> =
  | TextAction<Word>
  | FileAction
  | OtherAction
  | EditAction
  | PressAction<Press, Word>;

/** The parts of a Bot API update that say what was done, whichever library typed it. */
export interface ReadableUpdate {
  readonly message?: ReadableMessage;
  readonly edited_message?: ReadableMessage;
  readonly callback_query?: {
    readonly data?: string;
    readonly message?: InTopic & { readonly message_id: number };
  };
}

interface InTopic {
  readonly is_topic_message?: boolean;
  readonly message_thread_id?: number;
}

interface ReadableMessage extends MessageWithContent, InTopic {
  readonly message_id: number;
  readonly date: number;
  readonly media_group_id?: string;
  readonly reply_to_message?: { readonly message_id: number; readonly from?: { readonly id: number } };
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
  /** What a text means as a command or word; each bot decides whether a forwarded text can mean anything. */
  hear(text: string, isForwarded: boolean): HeardText<Word>;
  /** The messages whose buttons work, the oldest first. */
  readonly shown?: readonly WithButtons[];
}

/** Reads what was done; undefined where nobody did anything, as with a notice of the app. */
export function readIncomingAction<Press, Word extends string>(
  update: ReadableUpdate,
  vocabulary: ActionVocabulary<Press, Word>,
): IncomingAction<Press, Word> | undefined {
  const { message, edited_message: edited, callback_query: query } = update;
  if (message !== undefined) return asPress(readMessage(message, vocabulary), vocabulary);
  if (edited !== undefined) return readEdit(edited);
  if (query === undefined) return undefined;
  return {
    kind: 'press',
    press: query.data === undefined ? undefined : vocabulary.buttons.parse(query.data),
    ...(query.message === undefined ? {} : { messageId: query.message.message_id }),
  };
}

/**
 * The press of the button whose label a text is, below the newest message that has such a button; any other action as it
 * is. Commands and words of the bot keep their meaning, and what replies to another message is meant for that.
 */
function asPress<Press, Word extends string>(
  action: TextAction<Word> | FileAction | OtherAction | undefined,
  { buttons, shown = [] }: ActionVocabulary<Press, Word>,
): IncomingAction<Press, Word> | undefined {
  if (action?.kind !== 'text' || action.isForwarded) return action;
  if (action.word !== undefined || action.payload !== undefined) return action;
  const meant =
    action.replyTo === undefined ? shown : shown.filter((one) => one.messageId === action.replyTo);
  const button = buttonTyped(action.text, meant);
  const press = button === undefined ? undefined : buttons.parse(button.data);
  return button === undefined || press === undefined
    ? action
    : { kind: 'press', press, messageId: button.messageId, typed: action };
}

/** The topic of the private chat in which something was done, and is to be answered; undefined outside of topics. */
export function topicOf({
  message,
  edited_message: edited,
  callback_query: query,
}: ReadableUpdate): number | undefined {
  const within = message ?? edited ?? query?.message;
  return within?.is_topic_message === true ? within.message_thread_id : undefined;
}

function readMessage<Press, Word extends string>(
  message: ReadableMessage,
  vocabulary: ActionVocabulary<Press, Word>,
): TextAction<Word> | FileAction | OtherAction | undefined {
  const content = readContent(message);
  if (content === undefined) return undefined;
  const { media_group_id: album, reply_to_message: replied } = message;
  const isForwarded = message.forward_origin !== undefined;
  const sent: Sent = {
    messageId: message.message_id,
    at: message.date,
    ...(replied === undefined ? {} : { replyTo: replied.message_id }),
    ...(isForwarded ? { isForwarded, writer: writerOf(message.forward_origin) } : {}),
  };
  const files = filesOf(content);
  if (files !== undefined) {
    const caption = allWords(content);
    return {
      ...sent,
      kind: 'file',
      ...files,
      ...(caption === undefined ? {} : { caption }),
      ...(album === undefined ? {} : { album }),
    };
  }
  const { words } = content;
  if (words === undefined) return { ...sent, kind: 'other', ...readPoint(message), ...readContact(message) };
  const heard = vocabulary.hear(words, isForwarded);
  // A command or a button that somebody types under a quotation is still that.
  const text = heard.word === undefined ? (allWords(content) ?? words) : words;
  return { ...sent, kind: 'text', text, ...heard };
}

function readEdit(message: ReadableMessage): EditAction | undefined {
  const content = readContent(message);
  if (content === undefined) return undefined;
  const text = allWords(content);
  return {
    kind: 'edit',
    messageId: message.message_id,
    ...(text === undefined ? {} : { text }),
    ...(message.caption === undefined ? {} : { isCaption: true }),
    ...filesOf(content),
    ...readPoint(message),
    ...readContact(message),
  };
}

function allWords({ quoted, words }: MessageContent): string | undefined {
  const said = [quoted, words].filter((one) => one !== undefined);
  return said.length === 0 ? undefined : said.join('\n');
}

function filesOf({
  files: [file, ...others],
}: MessageContent): Pick<FileAction, 'file' | 'others'> | undefined {
  if (file === undefined) return undefined;
  return { file, ...(others.length === 0 ? {} : { others }) };
}

function readPoint({ location, venue }: ReadableMessage): Pick<Brought, 'point'> {
  if (location === undefined) return {};
  const { latitude, longitude } = location;
  const address = venue === undefined ? {} : { address: [venue.title, venue.address].join('، ') };
  return { point: { latitude, longitude, ...address } };
}

function readContact(message: ReadableMessage): Pick<Brought, 'contact'> {
  const { contact } = message;
  if (contact === undefined) return {};
  const { phone_number: phone, first_name: first, last_name: last } = contact;
  const name = [first, last].filter((part) => part !== undefined).join(' ');
  const own = ownNumber(message);
  return {
    contact: {
      phone,
      name,
      ...(isOwnContact(message) ? { isOwn: true } : {}),
      ...(own === undefined ? {} : { ownNumber: own }),
    },
  };
}
