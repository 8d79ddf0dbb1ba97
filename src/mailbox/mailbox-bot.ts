import type { Conversation, IncomingUpdate, SentMessage, ShownButtons } from './chat.js';
import type { PersonCache } from './person-cache.js';
import type { UpdateReply } from './update-reply.js';

/**
 * A bot's handler of one update: it receives the conversation as it stands and returns its new state. Without
 * a person cache it reads what it needs about the person; without a memory it knows neither the buttons that it showed
 * before nor what the person has sent. Where there is a reply, a call can ride in it.
 */
type UpdateHandler = (
  update: IncomingUpdate,
  conversation: Conversation | null,
  personCache?: PersonCache,
  memory?: ChatMemory,
  reply?: UpdateReply,
) => Promise<Conversation | null>;

/** The messages of a chat whose buttons work, the oldest first. */
export interface ButtonMemory {
  /** What earlier updates left. */
  readonly shown: readonly ShownButtons[];
  /** What deliveries have brought meanwhile. */
  readonly delivered: readonly ShownButtons[];
  /** Sets what this update leaves, without what was delivered. */
  keep(shown: readonly ShownButtons[]): void;
}

/** What a chat remembers from one update to the next, besides its conversation. */
export interface ChatMemory extends ButtonMemory {
  /** The person's newest messages that were sent as something, the oldest first. */
  readonly sent: readonly SentMessage[];
  /** Sets the messages that this update leaves. */
  keepSent(sent: readonly SentMessage[]): void;
}

/** What the mailbox needs of a bot. */
export interface MailboxBot {
  readonly handle: UpdateHandler;
  /** Tells the person that this message or press could not be processed; the conversation goes on. */
  readonly apologise: (chatId: number, update: IncomingUpdate) => Promise<void>;
  /** Tells the person that a conversation they left unfinished is given up; it ends afterwards. */
  readonly giveUp?: (chatId: number, conversation: Conversation) => Promise<void>;
}
