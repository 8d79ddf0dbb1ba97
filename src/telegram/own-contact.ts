import { parsePhone } from '../text/phone.js';

/** The parts of a message that say whose contact it contains. */
export interface MessageWithContact {
  readonly from?: { readonly id: number };
  readonly forward_origin?: object;
  readonly contact?: { readonly phone_number: string; readonly user_id?: number };
}

/** True for the sender's own contact: one that they forward or pick from their list may be anybody's (Bot API, Contact). */
export function isOwnContact({ contact, from, forward_origin: origin }: MessageWithContact): boolean {
  return contact !== undefined && from !== undefined && origin === undefined && contact.user_id === from.id;
}

/** Numbers that are sold to hide another one begin so (fragment.com); nobody can be called under them. */
const ANONYMOUS = /^888/;

/** The number (E.164) of a contact, where it is the sender's own and can be called. */
export function ownNumber(message: MessageWithContact): string | undefined {
  const { contact } = message;
  if (contact === undefined || !isOwnContact(message)) return undefined;
  const dialled = contact.phone_number.replace(/\D/g, '');
  if (ANONYMOUS.test(dialled)) return undefined;
  // Telegram leaves the plus out.
  const international = parsePhone(`+${dialled}`);
  return international.ok ? international.phone : undefined;
}
