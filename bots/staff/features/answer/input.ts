import type { AttachmentService } from '../../../../src/attachments/attachment-service.js';
import { isSurelyRefused } from '../../../../src/attachments/taken-files.js';
import { botFor } from '../../../../src/channel/person-id.js';
import { MOST_FILE_BYTES } from '../../../../src/telegram/received-file.js';
import type { StaffMessage } from '../../incoming-action.js';
import type { AnswerInput } from './flow.js';

/** A message, a correction of one, or why it cannot be taken. */
export type Taken =
  | { readonly ok: true; readonly input: AnswerInput }
  | { readonly ok: false; readonly problem: 'wrongKind' | 'fileTooBig' | 'fileNotTaken' };

/** Takes what a manager sent as a part of his answer; a file is kept at once. */
export async function take(
  act: StaffMessage,
  attachments: Pick<AttachmentService, 'keep'>,
  person: string,
): Promise<Taken> {
  switch (act.kind) {
    case 'text': {
      const { text, messageId, at } = act;
      return { ok: true, input: { kind: 'typed', text, messageId, at } };
    }
    case 'edit':
      return { ok: true, input: { kind: 'edited', text: act.text ?? '', messageId: act.messageId } };
    case 'file': {
      const { file, caption, album, messageId, at } = act;
      if ((file.size ?? 0) > MOST_FILE_BYTES) return { ok: false, problem: 'fileTooBig' };
      if (isSurelyRefused(file)) return { ok: false, problem: 'fileNotTaken' };
      const attachment = await attachments.keep({ ...file, bot: botFor('staff', person) });
      return {
        ok: true,
        input: {
          kind: 'file',
          attachment,
          messageId,
          at,
          ...(caption === undefined ? {} : { caption }),
          ...(album === undefined ? {} : { album }),
        },
      };
    }
    case 'other':
      return { ok: false, problem: 'wrongKind' };
  }
}
