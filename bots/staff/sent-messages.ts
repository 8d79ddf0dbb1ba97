import type { SentMessage } from '../../src/mailbox/chat.js';
import type { ChatMemory } from '../../src/mailbox/mailbox-bot.js';
import { isTrackingCode, type TrackingCode } from '../../src/text/tracking-code.js';

/**
 * What a message of staff can become: each is corrected in another way once it was sent, and `staff.edited` says how.
 * - `answer` by a manager, `answers` to several requests at once, named by the first, `deskAnswer` by an operator in the name of a unit, `promise`: what a manager tells of theirs;
 * - `question` and `rejection`, which the citizen reads; `draft` for the manager above, `order`: a draft is asked for;
 * - `reason`: why more time is asked for or refused, why something is passed on or an answer is disapproved;
 * - `note` for staff, and `words` of a caller, also their objection and the request itself.
 */
const KINDS = [
  'answer',
  'answers',
  'deskAnswer',
  'draft',
  'question',
  'promise',
  'reason',
  'order',
  'rejection',
  'note',
  'words',
] as const;
export type SentKind = (typeof KINDS)[number];

/** Messages that a chat remembers: the parts of a few answers with ten photos each. */
const MOST_REMEMBERED = 50;

/** The messages of a person that were sent as something. */
export interface SentMessages {
  /** Remembers that these messages became part of something that is sent now. */
  note(as: SentKind, code: TrackingCode, messageIds: readonly (number | undefined)[]): void;
  /** What a message became; undefined for one that went nowhere, or long ago. */
  find(messageId: number): { readonly as: SentKind; readonly code: TrackingCode } | undefined;
}

/** The sent messages in the memory of a chat. */
export function createSentMessages(memory: Pick<ChatMemory, 'sent' | 'keepSent'>, now: Date): SentMessages {
  let sent: readonly SentMessage[] = memory.sent;
  return {
    note(as, code, messageIds) {
      const ids = new Set(messageIds.filter((id) => id !== undefined));
      if (ids.size === 0) return;
      const others = sent.filter(({ messageId }) => !ids.has(messageId));
      const fresh = [...ids].map((messageId) => ({ messageId, as, code, at: now }));
      sent = [...others, ...fresh].slice(-MOST_REMEMBERED);
      memory.keepSent(sent);
    },
    find(messageId) {
      const found = sent.find((one) => one.messageId === messageId);
      const as = KINDS.find((kind) => kind === found?.as);
      return found === undefined || as === undefined || !isTrackingCode(found.code)
        ? undefined
        : { as, code: found.code };
    },
  };
}
