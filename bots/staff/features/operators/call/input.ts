import type { AttachmentService } from '../../../../../src/attachments/attachment-service.js';
import { botFor } from '../../../../../src/channel/person-id.js';
import { receiveContent } from '../../../../../src/filing/received.js';
import type { Dialler } from '../../../../../src/text/phone.js';
import type { StaffMessage } from '../../../reception/incoming-action.js';
import { callerInContact } from './caller.js';
import type { CallInput } from './flow.js';

/**
 * What a message says while a call is taken, its file kept: what a request can hold, or who calls. Undefined for any
 * other kind, and for an edited message that has no words any more.
 */
export async function receiveInCall(
  act: StaffMessage,
  attachments: Pick<AttachmentService, 'keep'>,
  person: string,
  dialler: Dialler,
): Promise<CallInput | undefined> {
  const received = await receiveContent(act, { bot: botFor('staff', person), attachments, hasAgreed: true });
  if (received !== undefined || act.kind !== 'other' || act.contact === undefined) return received;
  const read = callerInContact(act.contact, dialler);
  switch (read.kind) {
    case 'caller':
      return { kind: 'caller', caller: read.caller };
    case 'doubtful':
      return { kind: 'doubtfulNumber', candidates: read.candidates };
    case 'none':
      return undefined;
  }
}
