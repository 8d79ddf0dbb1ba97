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
import type { Answering } from './features/answer/draft.js';
import type { StaffAction } from './incoming-action.js';
import type { Markup } from './messenger.js';

/** What the features of the bot know of an update. */
export interface Visit {
  /** The conversation as it stands; a handler returns the one that follows. */
  readonly conversation: Conversation | null;
  /** The flow that a conversation is; undefined for none, or for one of an older shape. */
  openIn(conversation: Conversation | null): OpenFlow<Visit, StaffPress, StaffAction> | undefined;
  /** What the person did. */
  readonly act: StaffAction;
  /** Telegram's id of the person, by which staff are known; as a number it is the chat. */
  readonly person: string;
  readonly chatId: number;
  readonly name: string;
  /** Nothing for a stranger, as somebody is whose roles were taken away. */
  readonly roles: readonly Role[];
  /** Positions whose cartable the person has now, as a manager. */
  readonly positions: readonly string[];
  /** True for somebody who has or had a role. */
  readonly isKnown: boolean;
  readonly organization: Organization;
  /** What turns requests into words for this person, now. */
  readonly speech: Speech;
  readonly wording: Wording;
  /**
   * Who acts in a position, or as an operator where none is named, and the id under which what he does with
   * this update is known.
   */
  orderAs(position: string | undefined): { readonly actor: Actor; readonly commandId: string };
  /** Writes to the person; resolves to the id of the message, or undefined when it does not reach him. */
  say(html: string, markup?: Markup): Promise<number | undefined>;
  /** Changes a message of the bot in this chat; false when it is not there to be changed. */
  edit(messageId: number, html: string, markup?: InlineKeyboardMarkup): Promise<boolean>;
  /** Takes the buttons from a message of the bot; nothing to do for none, or for one that is gone. */
  takeButtons(messageId: number | undefined): Promise<void>;
  /** Answers the press, with a short word or without; only the first answer to a press is given. */
  answerPress(word?: string): Promise<void>;
  /** Answers that the person has begun and set aside. */
  readonly kept: {
    keep(answering: Answering): Promise<void>;
    find(code: TrackingCode): Promise<Answering | undefined>;
    forget(code: TrackingCode): Promise<void>;
  };
  /** Notes in the audit trail what was tried or done, to a request or to something of the city. */
  note(act: AuditedAct, request?: TrackingCode, subject?: string): Promise<void>;
}
