import { z } from 'zod';
import { fileIn, type ReceivedFile } from './received-file.js';
import { readRichMessage } from './rich-message.js';

/** Fields of a message that hold what a person says or shows (Bot API, Message); all others come from the app. */
const SAID = [
  'text',
  'rich_message',
  'checklist',
  'poll',
  'photo',
  'live_photo',
  'voice',
  'video',
  'video_note',
  'audio',
  'document',
  'animation',
  'paid_media',
  'sticker',
  'story',
  'dice',
  'game',
  'location',
  'venue',
  'contact',
] as const;

const checklistSchema = z.object({
  title: z.string(),
  tasks: z.array(z.object({ text: z.string() })).default([]),
});
const pollSchema = z.object({ question: z.string() });

/** The parts of a message of the Bot API in which a person says something, whichever library typed it. */
export interface MessageWithContent {
  readonly text?: string;
  readonly caption?: string;
  readonly from?: { readonly id: number };
  readonly forward_origin?: object;
  readonly reply_to_message?: { readonly from?: { readonly id: number } };
  /** Something from another chat that the message replies to, which may hold a file. */
  readonly external_reply?: object;
  /** The words of another message that the message replies to. */
  readonly quote?: { readonly text: string };
}

/** What a message says. */
export interface MessageContent {
  /** Its own words, in reading order; absent for a message without any. */
  readonly words?: string;
  /** Words of another message that it quotes. */
  readonly quoted?: string;
  /** Its files, and those of what it quotes, in reading order. */
  readonly files: readonly Omit<ReceivedFile, 'bot'>[];
}

/**
 * Reads what a person says with a message; undefined for a notice of the app (something was pinned, a timer was set, a
 * topic was opened), also of a kind that does not exist yet: nobody has spoken then. What somebody passes on is always said.
 */
export function readContent(message: MessageWithContent): MessageContent | undefined {
  const fields: ReadonlyMap<string, unknown> = new Map(Object.entries(message));
  const isSaid = message.forward_origin !== undefined || SAID.some((field) => fields.has(field));
  if (!isSaid) return undefined;
  const rich = readRichMessage(fields.get('rich_message'));
  const words =
    message.text ??
    message.caption ??
    wordsOrNothing(rich.words) ??
    checklistWords(fields.get('checklist')) ??
    pollSchema.safeParse(fields.get('poll')).data?.question;
  const own = fileIn(message);
  const external = fileIn(message.external_reply);
  const quoted = quotedWords(message);
  return {
    ...(words === undefined ? {} : { words }),
    ...(quoted === undefined ? {} : { quoted }),
    files: [
      ...(own === undefined ? [] : [own]),
      ...rich.files,
      ...(external === undefined ? [] : [external]),
    ],
  };
}

function wordsOrNothing(words: string): string | undefined {
  return words === '' ? undefined : words;
}

function checklistWords(checklist: unknown): string | undefined {
  const { data } = checklistSchema.safeParse(checklist);
  return data === undefined ? undefined : [data.title, ...data.tasks.map(({ text }) => text)].join('\n');
}

/** What a message quotes, but for the words of the bot itself: they are its question, not the person's answer. */
function quotedWords({ quote, from, reply_to_message: replied }: MessageWithContent): string | undefined {
  const isOfBot = replied?.from !== undefined && replied.from.id !== from?.id;
  return isOfBot ? undefined : quote?.text;
}
