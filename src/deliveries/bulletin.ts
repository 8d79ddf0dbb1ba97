import type { Message } from '../messages/message.js';
import type { Speech } from '../messages/wording.js';

/** A message that concerns no single request; src/bulletins knows the kinds and their contents. */
export interface Bulletin {
  readonly kind: string;
}

/** A bulletin as it goes out. */
export type Written =
  | { readonly kind: 'text'; readonly message: Message }
  | { readonly kind: 'document'; readonly name: string; readonly bytes: Buffer }
  /** A picture with a text below it; `instead` goes where the messenger does not take the picture. */
  | {
      readonly kind: 'photo';
      readonly name: string;
      readonly bytes: Buffer;
      readonly caption: Message;
      readonly instead: Message;
    }
  /** It is out of date. */
  | { readonly kind: 'nothing'; readonly because: 'notSoAnyMore' };

/** Renders a bulletin as messages. `at` is the moment it reports on, however late it is sent. */
export type WriteBulletin = (
  bulletin: Bulletin,
  about: { readonly at: Date; readonly person: string; readonly speech: Speech },
) => Promise<Written>;
