import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { packageRoot } from '../../package-root.js';
import { typedText } from '../bot-api/formatted-text.js';
import { fileContent } from '../bot-api/media-content.js';
import { captionContent, textContent } from '../bot-api/text-messages.js';
import { codePoints, isBlank } from '../clean-text.js';
import { omitUndefined } from '../defined.js';
import type { NewFile } from '../files.js';
import type { Person } from '../state.js';
import { type Telegram, userOf } from '../telegram.js';
import type { FileKind, WireContent } from '../wire.js';
import { botSchema } from './context.js';
import { ControlError } from './errors.js';

const LONGEST_TEXT = 4096;
const LONGEST_CAPTION = 1024;
const VIDEO_NOTE_SIZE = 234_567;
/** How long every recording lasts; the sample voice message really does. */
const SECONDS = 3;

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

/** Body of the call that sends a message: exactly one kind of content, and what belongs to any message. */
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
  /** Fields of a message as the Bot API has them, for kinds that have no name here: rich messages, service messages. */
  raw: z.record(z.string(), z.unknown()).optional(),
  caption: z.string().optional(),
  replyTo: z.number().int().optional(),
  /** Somebody else wrote it; a text is the name of who did. */
  forwarded: z.union([z.boolean(), z.string().min(1)]).optional(),
  mediaGroup: z.string().min(1).optional(),
  /** The topic of the private chat in which it is written. */
  topic: z.number().int().positive().optional(),
  /** Id of an own earlier message whose text or caption this replaces. */
  edit: z.number().int().optional(),
});

export type PersonMessage = z.output<typeof personMessageSchema>;

/**
 * What the messages contain that Telegram's app makes of `body`: several for a text that is too long. Throws
 * `ControlError` 400 when there is no content, more than one, or one that the app would not send.
 */
export function contentsOf(telegram: Telegram, person: Person, body: PersonMessage): readonly WireContent[] {
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
    return [{ contact: omitUndefined({ phone_number, first_name, last_name, user_id }) }];
  },
  raw: (_telegram, _person, { raw }) => (raw ? [raw] : []),
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
    return [
      {
        ...fileContent(telegram.files, body.bot, kind, stored, SECONDS),
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
