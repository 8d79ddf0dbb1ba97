import type { AttachmentService } from '../../../../../src/attachments/attachment-service.js';
import { botFor } from '../../../../../src/channel/person-id.js';
import { receiveContent } from '../../../../../src/filing/received.js';
import type { StaffMessage } from '../../../reception/incoming-action.js';
import type { AnswerInput } from './flow.js';

/** A message, an edit of one, or why it cannot be accepted. */
export type ReceivedPart =
  | { readonly ok: true; readonly input: AnswerInput }
  | { readonly ok: false; readonly problem: 'wrongKind' | 'fileTooBig' | 'fileNotTaken' };

/** Receives what a manager sent as a part of their answer; a file is kept at once. */
export async function receivePart(
  act: StaffMessage,
  attachments: Pick<AttachmentService, 'keep'>,
  person: string,
): Promise<ReceivedPart> {
  // An answer has no place for a point on the map: it is not a part of one, whatever else a request can hold.
  if (act.kind === 'other') return { ok: false, problem: 'wrongKind' };
  const received = await receiveContent(act, { bot: botFor('staff', person), attachments, hasAgreed: true });
  switch (received?.kind) {
    case 'typed':
    case 'file':
      return { ok: true, input: { ...received, at: act.kind === 'edit' ? 0 : act.at } };
    case 'edited': {
      const { text, files, messageId } = received;
      return {
        ok: true,
        input: { kind: 'edited', text, messageId, ...(files === undefined ? {} : { files }) },
      };
    }
    case 'tooBig':
      return { ok: false, problem: 'fileTooBig' };
    case 'notTaken':
      return { ok: false, problem: 'fileNotTaken' };
    default:
      return { ok: false, problem: 'wrongKind' };
  }
}
