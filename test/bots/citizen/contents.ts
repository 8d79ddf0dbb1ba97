import type { BotAlone } from './bot-alone.js';
import type { Content } from './deeds.js';

const HERE = { latitude: 36.38, longitude: 59.48 };
const ELSEWHERE = { latitude: 35.7, longitude: 51.4 };
const MEGABYTE = 1024 * 1024;

/** The field of a message that carries a file. */
export type FileFields = Readonly<Record<string, unknown>>;

const ON_THE_PHONE = [
  { photo: 'pothole' },
  { photo: 'garbage' },
  { photo: 'street-light' },
  ...[1, 2, 3, 4].map((size) => ({ photo: { size } })),
  { voice: 'voice' },
  { video: { size: 1_000, fileName: 'street.mp4' } },
  { audio: { size: 1_000, fileName: 'street.mp3' } },
  { document: { size: 1_000, fileName: 'plan.pdf' } },
];

/** Files that people have on their phones: the simulator knows them by the ids that it gives the bot. */
export async function takeFiles({ simulator }: BotAlone): Promise<readonly FileFields[]> {
  const person = await simulator.startedPerson('citizen');
  for (const file of ON_THE_PHONE) {
    await simulator.control('POST', `/people/${person}/messages`, { bot: 'citizen', ...file });
  }
  const { body } = await simulator.call('citizen', 'getUpdates', { timeout: 0 });
  // The Bot API of the simulator is ours and its tests hold it to this shape.
  const updates = body.result as readonly { readonly message?: FileFields }[];
  const kinds = new Set(ON_THE_PHONE.flatMap((file) => Object.keys(file)));
  return updates.flatMap(({ message = {} }) => {
    const kind = Object.keys(message).find((field) => kinds.has(field));
    return kind === undefined ? [] : [{ [kind]: message[kind] }];
  });
}

/** Kinds of messages that may carry words besides. */
export const CAPTIONED: ReadonlySet<Content> = new Set(['photo', 'video', 'document', 'bigFile']);

/** The fields of a message of a kind that is not a file on the phone. */
export function contentOf(content: Content, person: number): object {
  const file = { file_id: 'AgAC-no-file', file_unique_id: 'none', file_size: 1_000 };
  const location = HERE;
  const contact = { phone_number: '989151234567', first_name: 'شهروند' };
  switch (content) {
    case 'photo':
    case 'voice':
    case 'video':
    case 'audio':
    case 'document':
      throw new Error(`Nobody has a ${content} on his phone.`);
    case 'bigFile':
      return { document: { ...file, file_size: 21 * MEGABYTE, file_name: 'film.mkv' } };
    case 'here':
      return { location };
    case 'elsewhere':
      return { location: ELSEWHERE };
    case 'venue':
      return { location, venue: { location, title: 'پارک ملت', address: 'بلوار وکیل‌آباد' } };
    case 'liveLocation':
      return { location: { ...location, live_period: 900 } };
    case 'ownContact':
      return { contact: { ...contact, user_id: person } };
    case 'foreignContact':
      return { contact: { ...contact, user_id: 1 } };
    case 'contactWithoutUser':
      return { contact };
    case 'forwardedContact':
      return { contact: { ...contact, user_id: person }, forward_origin: ORIGIN };
    case 'sticker':
      return { sticker: { ...file, type: 'regular', width: 1, height: 1 } };
    case 'poll':
      return { poll: { id: '1', question: 'کدام؟', options: [] } };
    case 'dice':
      return { dice: { emoji: '🎲', value: 3 } };
    case 'videoNote':
      return { video_note: { ...file, length: 1, duration: 1 } };
    case 'animation':
      return { animation: { ...file, width: 1, height: 1, duration: 1 } };
    case 'richText':
      return {
        rich_message: {
          blocks: [{ type: 'paragraph', text: ['چراغ ', { type: 'bold', text: 'خاموش است' }] }],
        },
      };
    case 'checklist':
      return { checklist: { title: 'سطل‌ها', tasks: [{ id: 1, text: 'پر است' }] } };
    case 'quote':
      return {
        text: 'این را ببینید',
        quote: { text: 'درخت افتاده است', position: 0 },
        external_reply: { origin: ORIGIN },
      };
    case 'notice':
      return { chat_background_set: { type: {} } };
    case 'forwardedText':
      return { text: 'زباله‌ها را نمی‌برند', forward_origin: ORIGIN };
  }
}

const ORIGIN = { type: 'hidden_user', sender_user_name: 'همسایه', date: 1 } as const;
