import { assertNever } from '../../../../src/assert-never.js';
import { botFor } from '../../../../src/channel/person-id.js';
import type { FilingInput } from '../../../../src/filing/filing-step.js';
import { MOST_FILE_BYTES } from '../../../../src/telegram/received-file.js';
import type { CitizenAction } from '../../context.js';
import type { FilingParts } from './parts.js';

/** What a message, or its edit, can say in the middle of a conversation. */
export type Received = Extract<
  FilingInput,
  { kind: 'typed' | 'edited' | 'file' | 'tooBig' | 'location' | 'cancel' | 'back' }
>;

/** What a message says, its file kept; undefined for a kind of message that no request can hold. */
export async function received(
  { attachments }: Pick<FilingParts, 'attachments'>,
  action: Exclude<CitizenAction, { kind: 'press' }>,
  person: string,
): Promise<Received | undefined> {
  switch (action.kind) {
    case 'text': {
      const { text, word, messageId } = action;
      return word === 'cancel' || word === 'back' ? { kind: word } : { kind: 'typed', text, messageId };
    }
    case 'edit': {
      const { text, messageId } = action;
      return text === undefined ? undefined : { kind: 'edited', text, messageId };
    }
    case 'file': {
      const { file, caption, album, messageId } = action;
      const captioned = caption === undefined ? {} : { caption };
      if ((file.size ?? 0) > MOST_FILE_BYTES) return { kind: 'tooBig', messageId, ...captioned };
      const attachment = await attachments.keep({ bot: botFor('citizen', person), ...file });
      return {
        kind: 'file',
        attachment,
        messageId,
        ...captioned,
        ...(album === undefined ? {} : { album }),
      };
    }
    case 'other':
      return action.point === undefined ? undefined : { kind: 'location', point: action.point };
    default:
      return assertNever(action);
  }
}
