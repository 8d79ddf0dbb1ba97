import type { Message } from '../messages/notice.js';
import type { Speech } from '../messages/wording.js';

/** A message that concerns no single request; the room of bulletins knows the kinds and what they carry. */
export interface Bulletin {
  readonly kind: string;
}

/** A bulletin as it goes out. */
export type Written =
  | { readonly kind: 'text'; readonly message: Message }
  | { readonly kind: 'document'; readonly name: string; readonly bytes: Buffer }
  /** It is no news any more. */
  | { readonly kind: 'nothing'; readonly because: 'notSoAnyMore' };

/** Turns a bulletin into what is sent. `at` is the moment of which it tells, however late it is sent. */
export type WriteBulletin = (
  bulletin: Bulletin,
  about: { readonly at: Date; readonly person: string; readonly speech: Speech },
) => Promise<Written>;
