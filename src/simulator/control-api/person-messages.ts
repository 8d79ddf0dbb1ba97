import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { packageRoot } from '../../package-root.js';
import { typedText } from '../bot-api/formatted-text.js';
import { fileContent } from '../bot-api/media-content.js';
import { withoutReply } from '../bot-api/send.js';
import { captionContent, textContent } from '../bot-api/text-messages.js';
import { codePoints, isBlank } from '../clean-text.js';
import { defined } from '../defined.js';
import type { NewFile } from '../files.js';
import type { BotName, ChatState, Person, StateChange } from '../state.js';
import { chatOf, type Telegram, unixNow, userOf } from '../telegram.js';
import { newUpdate } from '../updates/new-update.js';
import { FILE_KINDS, type FileKind, type WireContent, type WireMessage } from '../wire.js';
import { botSchema } from './context.js';
import { ControlError } from './errors.js';

const LONGEST_TEXT = 4096;
const LONGEST_CAPTION = 1024;
const VIDEO_NOTE_SIZE = 234_567;

/** Built-in samples and their files. */
const SAMPLES: Readonly<Record<string, string>> = {
  pothole: 'pothole.jpg',
  'street-light': 'street-light.jpg',
  garbage: 'garbage.jpg',
  voice: 'voice.ogg',
};

const fileSchema = z.union([
  z.string(),
  z.object({ base64: z.base64(), fileName: z.string().optional(), mimeType: z.string().optional() }),
  z.object({ size: z.number().int().positive(), fileName: z.string().optional() }),
]);
type FileInput = z.output<typeof fileSchema>;

const locationSchema = z.object({
  latitude: z.number().min(-90).max(90),
  longitude: z.number().min(-180).max(180),
});

export const personMessageSchema = z.object({
  bot: botSchema,
  text: z.string().optional(),
  photo: fileSchema.optional(),
  voice: fileSchema.optional(),
  audio: fileSchema.optional(),
  video: fileSchema.optional(),
  videoNote: z.union([z.literal(true), fileSchema]).optional(),
  document: fileSchema.optional(),
  sticker: z.literal(true).optional(),
  poll: z.union([z.literal(true), z.object({ question: z.string() })]).optional(),
  dice: z.literal(true).optional(),
  location: locationSchema.optional(),
  venue: locationSchema.extend({ title: z.string(), address: z.string() }).optional(),
  contact: z.object({ phoneNumber: z.string().min(1), userId: z.number().int().optional() }).optional(),
  caption: z.string().optional(),
  replyTo: z.number().int().optional(),
  forwarded: z.boolean().optional(),
  mediaGroup: z.string().min(1).optional(),
  /** Id of an own earlier message whose text or caption this replaces. */
  edit: z.number().int().optional(),
});
export type PersonMessage = z.output<typeof personMessageSchema>;

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
    const message: WireMessage = defined({
      message_id: telegram.store.chat(body.bot, person.id).lastMessageId + 1,
      from: userOf(person),
      chat: chatOf(person),
      date: now,
      forward_origin: body.forwarded
        ? ({ type: 'hidden_user', sender_user_name: 'مریم احمدی', date: now - 60 } as const)
        : undefined,
      reply_to_message: replied,
      media_group_id: body.mediaGroup === undefined ? undefined : albumId(body.mediaGroup),
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
  const { entities: _, caption_entities: __, ...kept } = stored.message;
  const text = body.text === undefined ? {} : textContent(typedText(body.text));
  const caption = body.caption === undefined ? {} : captionContent(typedText(body.caption));
  const message = { ...kept, ...text, ...caption, edit_date: unixNow(telegram.clock) };
  const content = { bot: body.bot, kind: 'edited_message', personId: person.id, content: message } as const;
  telegram.store.commit(
    { type: 'message', bot: body.bot, personId: person.id, stored: { ...stored, message, edited: true } },
    ...newUpdate(telegram, content),
  );
  return messageId;
}

function started(bot: BotName, person: Person, chat: ChatState): StateChange {
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

function contentsOf(telegram: Telegram, person: Person, body: PersonMessage): readonly WireContent[] {
  const found = Object.entries(readers)
    .filter(([kind]) => body[kind as keyof typeof readers] !== undefined)
    .map(([, read]) => read);
  const [read] = found;
  if (!read || found.length > 1) {
    throw new ControlError(
      400,
      'A message has exactly one of text, photo, voice, document, location and so on.',
    );
  }
  return read(telegram, person, body);
}

type Reader = (telegram: Telegram, person: Person, body: PersonMessage) => readonly WireContent[];

const readers = {
  text: (_telegram, _person, { text = '' }) => {
    if (isBlank(text)) throw new ControlError(400, 'The text is empty: Telegram would not send it.');
    return parts(text, LONGEST_TEXT).map((part) => textContent(typedText(part)));
  },
  photo: file('photo', 'photo'),
  voice: file('voice', 'voice'),
  audio: file('audio', 'audio'),
  video: file('video', 'video'),
  videoNote: file('videoNote', 'video_note'),
  document: file('document', 'document'),
  sticker: (telegram, _person, { bot }) => {
    const stored = telegram.files.add({ content: { size: 12_345 }, fileName: 'sticker.webp' });
    return [fileContent(telegram.files, bot, 'sticker', stored)];
  },
  poll: (telegram, _person, { poll }) => [
    {
      poll: {
        id: String(Math.floor(telegram.random() * 1e16)),
        question: typeof poll === 'object' ? poll.question : 'کدام؟',
        options: [
          { text: 'این', voter_count: 0 },
          { text: 'آن', voter_count: 0 },
        ],
        total_voter_count: 0,
        is_closed: false,
        is_anonymous: true,
        type: 'regular',
        allows_multiple_answers: false,
      },
    },
  ],
  dice: (telegram) => [{ dice: { emoji: '🎲', value: 1 + Math.floor(telegram.random() * 6) } }],
  location: (_telegram, _person, { location }) => (location ? [{ location }] : []),
  venue: (_telegram, _person, { venue }) => {
    if (!venue) return [];
    const { title, address, ...location } = venue;
    return [{ location, venue: { location, title, address } }];
  },
  contact: (_telegram, person, { contact }) => {
    if (!contact) return [];
    const { first_name, last_name } = userOf(person);
    const { phoneNumber: phone_number, userId: user_id } = contact;
    return [{ contact: defined({ phone_number, first_name, last_name, user_id }) }];
  },
} satisfies Partial<Record<keyof PersonMessage, Reader>>;

function file(
  field: keyof PersonMessage & ('photo' | 'voice' | 'audio' | 'video' | 'videoNote' | 'document'),
  kind: FileKind,
): Reader {
  return (telegram, _person, body) => {
    const input = body[field];
    if (input === undefined) return [];
    const given = input === true ? { content: { size: VIDEO_NOTE_SIZE } } : readFile(input);
    // Photos have no names on Telegram.
    const stored = telegram.files.add(kind === 'photo' ? { content: given.content } : given);
    const caption = body.caption ?? '';
    if (codePoints(caption) > LONGEST_CAPTION) {
      throw new ControlError(400, `A caption has at most ${LONGEST_CAPTION} characters.`);
    }
    const duration = FILE_KINDS.indexOf(kind) > 0 ? 3 : 0;
    return [
      {
        ...fileContent(telegram.files, body.bot, kind, stored, duration),
        ...(isBlank(caption) ? {} : captionContent(typedText(caption))),
      },
    ];
  };
}

function readFile(input: FileInput): NewFile {
  if (typeof input === 'string') {
    const fileName = SAMPLES[input];
    if (fileName === undefined) {
      throw new ControlError(
        400,
        `There is no sample of this name; there are ${Object.keys(SAMPLES).join(', ')}.`,
      );
    }
    return { content: readFileSync(join(packageRoot, 'src/simulator/samples', fileName)), fileName };
  }
  if ('size' in input) return { content: { size: input.size }, fileName: input.fileName };
  const { base64, fileName, mimeType } = input;
  return { content: Buffer.from(base64, 'base64'), fileName, mimeType };
}

/** Cuts a text into parts of at most `longest` code points, at a space where there is one near the end. */
function parts(text: string, longest: number): string[] {
  const characters = [...text];
  const cut: string[] = [];
  while (characters.length > longest) {
    const lastSpace = characters.slice(0, longest).findLastIndex((one) => one === ' ' || one === '\n');
    const length = lastSpace > longest / 2 ? lastSpace + 1 : longest;
    cut.push(characters.splice(0, length).join(''));
  }
  cut.push(characters.join(''));
  return cut.filter((part) => !isBlank(part));
}
