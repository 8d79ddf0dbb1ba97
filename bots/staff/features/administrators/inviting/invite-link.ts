import { joinParagraphs } from '../../../../../src/messages/wording.js';
import type { Appointment } from '../../../../../src/organization/invites.js';
import { escapeHtml } from '../../../../../src/text/html.js';
import type { Visit } from '../../../context.js';

/** An invitation as its message shows it. */
export interface ShownInvite {
  readonly appointment: Appointment;
  readonly link: string;
  /** The text above the link, and the instructions for its use. */
  readonly title: string;
  readonly use: string;
}

/** The message with the link, which can be forwarded as it is. */
export function inviteMessage({ wording, speech }: Visit, invite: ShownInvite): string {
  const { appointment, link, title, use } = invite;
  const { position } = appointment;
  const isTaken = position !== undefined && speech.organization.holderOf(position, speech.now) !== undefined;
  return joinParagraphs(
    title,
    `<code>${escapeHtml(link)}</code>`,
    use,
    isTaken ? wording.html('inviting.taken') : undefined,
  );
}

/** The role that an invitation is for. */
export function describeAppointment({ wording }: Visit, { role, position }: Appointment): string {
  return position === undefined ? wording.plain(`staff.role.${role}`) : wording.name(position);
}
