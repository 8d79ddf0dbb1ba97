import type { Conversation, IncomingUpdate } from './chat.js';
import type { PersonCache } from './person-cache.js';

/**
 * What a bot does with one update: it gets the conversation as it stands and returns how it stands then. Without
 * an acquaintance it reads of the person what it needs.
 */
type UpdateHandler = (
  update: IncomingUpdate,
  conversation: Conversation | null,
  personCache?: PersonCache,
) => Promise<Conversation | null>;

/** What the mailbox needs of a bot. */
export interface MailboxBot {
  readonly handle: UpdateHandler;
  /** Tells the person that a message of theirs could not be dealt with; the conversation goes on. */
  readonly apologise: (chatId: number) => Promise<void>;
  /** Tells the person that a conversation is given up, since he left it unfinished; it ends afterwards. */
  readonly giveUp?: (chatId: number, conversation: Conversation) => Promise<void>;
}
