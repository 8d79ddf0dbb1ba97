import { parsePhone } from '../text/phone.js';

/** The parts of a message that tell whose contact it brings. */
export interface MessageWithContact {
  readonly from?: { readonly id: number };
  readonly forward_origin?: object;
  readonly contact?: { readonly phone_number: string; readonly user_id?: number };
}

/**
 * The number (E.164) of a contact, where it is the sender's own: one that he forwards or picks from his list may be
 * anybody's (Bot API, Contact).
 */
export function ownNumber({ contact, from, forward_origin: origin }: MessageWithContact): string | undefined {
  if (contact === undefined || from === undefined || origin !== undefined) return undefined;
  if (contact.user_id !== from.id) return undefined;
  // Telegram leaves the plus out.
  const international = parsePhone(`+${contact.phone_number.replace(/\D/g, '')}`);
  return international.ok ? international.phone : undefined;
}
