import type { AttachmentService } from '../../../../src/attachments/attachment-service.js';
import { botFor } from '../../../../src/channel/person-id.js';
import { MOST_FILE_BYTES } from '../../../../src/telegram/received-file.js';
import type { StaffPress } from '../../../../src/telegram/staff-buttons.js';
import type { TrackingCode } from '../../../../src/text/tracking-code.js';
import type { Visit } from '../../context.js';
import type { Act } from '../../incoming-action.js';
import { callerInContact } from './caller.js';
import type { CallInput } from './flow.js';

/** What a message says while a call is taken, its file kept; undefined for a kind that no request can hold. */
export async function said(
  act: Exclude<Act, { kind: 'press' }>,
  attachments: Pick<AttachmentService, 'keep'>,
  person: string,
): Promise<CallInput | undefined> {
  switch (act.kind) {
    case 'text': {
      const { text, messageId, word, isForwarded } = act;
      if (word === 'back') return { kind: 'back' };
      return { kind: 'typed', text, messageId, ...(isForwarded === true ? { isForwarded } : {}) };
    }
    case 'edit':
      return { kind: 'edited', text: act.text ?? '', messageId: act.messageId };
    case 'file': {
      const { file, caption, album, messageId } = act;
      const captioned = caption === undefined ? {} : { caption };
      if ((file.size ?? 0) > MOST_FILE_BYTES) return { kind: 'tooBig', messageId, ...captioned };
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

/** What a press of one of the buttons of a call says; undefined for any other, or for the code of another draft. */
export function pressed(
  press: StaffPress | undefined,
  { organization, speech, wording }: Visit,
  code: TrackingCode | undefined,
): CallInput | undefined {
  switch (press?.action) {
    case 'callNoNumber':
      return { kind: 'caller', caller: { phone: null } };
    case 'callTopic':
      return { kind: 'category', category: press.values[0] };
    case 'callGroups':
      return { kind: 'groups' };
    case 'callGroup':
      return { kind: 'group', group: press.values[0] };
    case 'callDistrict': {
      const district = organization.districts.find((unit) => unit.code === press.values[0]);
      return district === undefined ? undefined : typed(organization.title(district, speech.locale));
    }
    case 'callSays':
      return typed(
        wording.plain(
          press.values[0] === 'noPlace' ? 'filing.button.noPlace' : 'filing.button.unknownDistrict',
        ),
      );
    case 'callChange':
      return { kind: 'change', field: press.values[0] };
    case 'callSame':
      return { kind: 'same', code: press.values[0] };
    case 'callDifferent':
      return { kind: 'different' };
    case 'callRegister':
      return press.values[0] === code ? { kind: 'register' } : undefined;
    case 'back':
      return { kind: 'back' };
    default:
      return undefined;
  }
}

/** The words on a button are what could be typed instead; they belong to no message. */
function typed(text: string): CallInput {
  return { kind: 'typed', text, messageId: 0 };
}
