import type { AttachmentService } from '../../../../src/attachments/attachment-service.js';
import { isSurelyRefused } from '../../../../src/attachments/taken-files.js';
import { botFor } from '../../../../src/channel/person-id.js';
import { MOST_FILE_BYTES } from '../../../../src/telegram/received-file.js';
import type { StaffMessage } from '../../incoming-action.js';
import { callerInContact } from './caller.js';
import type { CallInput } from './flow.js';

/** What a message says while a call is taken, its file kept; undefined for a kind that no request can hold. */
// biome-ignore lint/complexity/noExcessiveCognitiveComplexity: a flat switch over the kinds of messages.
export async function said(
  act: StaffMessage,
  attachments: Pick<AttachmentService, 'keep'>,
  person: string,
): Promise<CallInput | undefined> {
  switch (act.kind) {
    case 'text': {
      const { text, messageId, isForwarded } = act;
      return { kind: 'typed', text, messageId, ...(isForwarded === true ? { isForwarded } : {}) };
    }
    case 'edit':
      return { kind: 'edited', text: act.text ?? '', messageId: act.messageId };
    case 'file': {
      const { file, caption, album, messageId } = act;
      const captioned = caption === undefined ? {} : { caption };
      if ((file.size ?? 0) > MOST_FILE_BYTES) return { kind: 'tooBig', messageId, ...captioned };
      if (isSurelyRefused(file)) return { kind: 'notTaken', messageId, ...captioned };
      const attachment = await attachments.keep({ ...file, bot: botFor('staff', person) });
      return {
        kind: 'file',
        attachment,
        messageId,
        ...captioned,
        ...(album === undefined ? {} : { album }),
      };
    }
    case 'other': {
      const { point, contact } = act;
      if (point !== undefined) return { kind: 'location', point };
      const caller = contact === undefined ? undefined : callerInContact(contact);
      return caller === undefined ? undefined : { kind: 'caller', caller };
    }
  }
}
