import type { Message } from 'grammy/types';
import type { FilingInput } from '../../../../src/filing/filing-step.js';
import { spokenWord } from '../../../../src/flows/exit-words.js';
import { fileIn, MOST_FILE_BYTES } from '../../../../src/telegram/received-file.js';
import type { FilingParts } from './parts.js';

/** What a message can say in the middle of a conversation. */
export type Received = Extract<
  FilingInput,
  { kind: 'typed' | 'file' | 'tooBig' | 'location' | 'cancel' | 'back' }
>;
/** What a message says, its file kept; undefined for a kind of message that no request can hold. */
export async function received(
  { attachments }: Pick<FilingParts, 'attachments'>,
  message: Message,
): Promise<Received | undefined> {
  const { message_id: messageId, text, caption, location, venue, media_group_id: album } = message;
  if (text !== undefined) {
    const word = spokenWord(text);
    return word === undefined ? { kind: 'typed', text, messageId } : { kind: word };
  }
  if (location !== undefined) {
    const { latitude, longitude } = location;
    const address = venue === undefined ? {} : { address: [venue.title, venue.address].join('، ') };
    return { kind: 'location', point: { latitude, longitude, ...address } };
  }
  const file = fileIn(message);
  if (file === undefined) return undefined;
  const captioned = caption === undefined ? {} : { caption };
  if ((file.size ?? 0) > MOST_FILE_BYTES) return { kind: 'tooBig', messageId, ...captioned };
  const attachment = await attachments.keep({ bot: 'citizen', ...file });
  return {
    kind: 'file',
    attachment,
    messageId,
    ...captioned,
    ...(album === undefined ? {} : { album }),
  };
}
