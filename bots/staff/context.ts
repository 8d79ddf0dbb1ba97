import type { InlineKeyboardMarkup } from 'telegraf/types';
import type { AuditedAct } from '../../src/audit/audit-store.js';
import type { OpenFlow } from '../../src/flows/flow.js';
import type { Conversation } from '../../src/mailbox/chat-store.js';
import type { Speech, Wording } from '../../src/messages/wording.js';
import type { Organization } from '../../src/organization/organization.js';
import type { Role } from '../../src/organization/people-store.js';
import type { Actor } from '../../src/requests/lifecycle/facts.js';
import type { StaffPress } from '../../src/telegram/staff-buttons.js';
import type { TrackingCode } from '../../src/text/tracking-code.js';
import type { Markup } from './client/chat-writer.js';
import type { Answering } from './features/managers/answer/draft.js';
import type { Keyword } from './keywords.js';
import type { StaffAction } from './reception/incoming-action.js';
import type { SentMessages } from './sent-messages.js';

/** What the features of the bot know about an update. */
export interface Visit {
  /** The current conversation; a handler returns the next one. */
  readonly conversation: Conversation | null;
  /** The flow of a conversation; undefined if there is none, or for one of an older shape. */
  openIn(conversation: Conversation | null): OpenFlow<Visit, StaffPress, StaffAction> | undefined;
  /** What the person did. */
  readonly act: StaffAction;
  /** Telegram's id of the person, by which staff are known; as a number it is the chat. */
  readonly person: string;
  readonly chatId: number;
  /** The topic of the private chat in which they did it; undefined outside of topics. */
  readonly topic: number | undefined;
  readonly name: string;
  /** Empty for a stranger, including somebody whose roles were taken away. */
  readonly roles: readonly Role[];
  /** Positions whose cartable the person has now, as a manager. */
  readonly positions: readonly string[];
  /** True for somebody who has or had a role. */
  readonly isKnown: boolean;
  readonly organization: Organization;
  /** What the bot can be asked for, by whoever may. */
  readonly keywords: readonly Keyword[];
  /** Everything needed to put requests into words for this person, now. */
  readonly speech: Speech;
  readonly wording: Wording;
  /**
   * The actor, in a position or as an operator if none is named, and the idempotency id of this update's
   * commands.
   */
  orderAs(position: string | undefined): { readonly actor: Actor; readonly commandId: string };
  /** When the working day next begins in the city, as the lifecycle counts it. */
  readonly nextMorning: (after: Date) => Date;
  /** Writes to the person; resolves to the id of the message, or undefined if they cannot be reached. */
  say(html: string, markup?: Markup): Promise<number | undefined>;
  /** Changes a message of the bot in this chat; false if it no longer exists. */
  edit(messageId: number, html: string, markup?: InlineKeyboardMarkup): Promise<boolean>;
  /** Removes the buttons of a message of the bot; does nothing if there is none, or if it is gone. */
  takeButtons(messageId: number | undefined): Promise<void>;
  /** Answers the press, with or without a short text; only the first answer to a press is sent. */
  answerPress(word?: string): Promise<void>;
  /** Their messages that were sent as something: an answer, a question, a note. */
  readonly sent: SentMessages;
  /** Answers that the person has begun and set aside. */
  readonly kept: {
    keep(answering: Answering): Promise<void>;
    find(code: TrackingCode): Promise<Answering | undefined>;
    forget(code: TrackingCode): Promise<void>;
  };
  /** Records in the audit log what was tried or done, to a request or to a part of the city. */
  note(act: AuditedAct, request?: TrackingCode, subject?: string): Promise<void>;
}
