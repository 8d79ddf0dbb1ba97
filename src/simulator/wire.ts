/**
 * The shapes of the Bot API as they travel between a bot and the simulator, reduced to what private chats
 * and the methods of our bots need. Field names are Telegram's.
 */
export interface WireUser {
  readonly id: number;
  readonly is_bot: boolean;
  readonly first_name: string;
  readonly last_name?: string;
  readonly username?: string;
  readonly language_code?: string;
}

export interface WireChat {
  readonly id: number;
  readonly type: 'private';
  readonly first_name: string;
  readonly last_name?: string;
}

/** A formatted part of a text; offset and length count UTF-16 units. */
export interface WireEntity {
  readonly type: string;
  readonly offset: number;
  readonly length: number;
  readonly url?: string;
  readonly language?: string;
  readonly user?: WireUser;
}

/** What every file in a message has: an id of this bot, and an id that is the same for all bots. */
interface WireFile {
  readonly file_id: string;
  readonly file_unique_id: string;
  readonly file_size?: number;
}

export interface WirePhotoSize extends WireFile {
  readonly width: number;
  readonly height: number;
}

/** Voice, audio, video, document, video note and sticker share one shape with optional parts. */
export interface WireMedia extends WireFile {
  readonly duration?: number;
  readonly width?: number;
  readonly height?: number;
  readonly length?: number;
  readonly mime_type?: string;
  readonly file_name?: string;
  readonly emoji?: string;
  readonly type?: string;
  readonly is_animated?: boolean;
  readonly is_video?: boolean;
}

interface WireLocation {
  readonly latitude: number;
  readonly longitude: number;
}

interface WireVenue {
  readonly location: WireLocation;
  readonly title: string;
  readonly address: string;
}

interface WireContact {
  readonly phone_number: string;
  readonly first_name: string;
  readonly last_name?: string;
  readonly user_id?: number;
}

export interface WireInlineButton {
  readonly text: string;
  readonly callback_data?: string;
  readonly url?: string;
  readonly style?: string;
  readonly [other: string]: unknown;
}

export interface WireInlineKeyboard {
  readonly inline_keyboard: readonly (readonly WireInlineButton[])[];
}

export interface WireReplyButton {
  readonly text: string;
  readonly request_contact?: boolean;
  readonly request_location?: boolean;
}

/** A `reply_markup` of any kind after it was checked. */
export type WireReplyMarkup =
  | WireInlineKeyboard
  | { readonly keyboard: readonly (readonly WireReplyButton[])[] }
  | { readonly remove_keyboard: true }
  | { readonly force_reply: true };

export type WireForwardOrigin =
  | { readonly type: 'user'; readonly sender_user: WireUser; readonly date: number }
  | { readonly type: 'hidden_user'; readonly sender_user_name: string; readonly date: number };

/** What a message contains, apart from who sent it, when, and where. */
export interface WireContent {
  readonly text?: string;
  readonly entities?: readonly WireEntity[];
  readonly link_preview_options?: { readonly is_disabled?: boolean };
  readonly caption?: string;
  readonly caption_entities?: readonly WireEntity[];
  readonly photo?: readonly WirePhotoSize[];
  readonly voice?: WireMedia;
  readonly audio?: WireMedia;
  readonly video?: WireMedia;
  readonly video_note?: WireMedia;
  readonly document?: WireMedia;
  readonly sticker?: WireMedia;
  readonly location?: WireLocation;
  readonly venue?: WireVenue;
  readonly contact?: WireContact;
  readonly poll?: Readonly<Record<string, unknown>>;
  readonly dice?: { readonly emoji: string; readonly value: number };
}

export interface WireMessage extends WireContent {
  readonly message_id: number;
  readonly from: WireUser;
  readonly chat: WireChat;
  /** Unix seconds. */
  readonly date: number;
  readonly edit_date?: number;
  readonly media_group_id?: string;
  readonly is_topic_message?: true;
  readonly message_thread_id?: number;
  readonly forward_origin?: WireForwardOrigin;
  readonly reply_to_message?: WireMessage;
  readonly reply_markup?: WireInlineKeyboard;
}

export type UpdateKind = 'message' | 'edited_message' | 'callback_query' | 'my_chat_member';

/** One update: its id and one field named by its kind. */
export type WireUpdate = { readonly update_id: number } & { readonly [Kind in UpdateKind]?: unknown };

/** The kinds of files a message can carry, by the name of the message's field. */
export const FILE_KINDS = ['photo', 'voice', 'audio', 'video', 'video_note', 'document', 'sticker'] as const;
export type FileKind = (typeof FILE_KINDS)[number];
