import type { AuditedAct } from '../../src/audit/audit-store.js';
import type { BotKey } from '../../src/channel/bot.js';
import type { Citizen, CitizenStore } from '../../src/citizens/citizen-store.js';
import type { Feature } from '../../src/flows/dispatch.js';
import type { Flow, FlowResult, OpenFlow } from '../../src/flows/flow.js';
import type { Conversation } from '../../src/mailbox/chat.js';
import type { Speech } from '../../src/messages/wording.js';
import type { Organization } from '../../src/organization/organization.js';
import type { Actor } from '../../src/requests/lifecycle/facts.js';
import type { citizenButtons } from '../../src/telegram/citizen-buttons.js';
import type { IncomingAction } from '../../src/telegram/incoming-action.js';
import type { PressAnswers } from '../../src/telegram/press-answers.js';
import type { TextValues } from '../../src/text/texts.js';
import type { TrackingCode } from '../../src/text/tracking-code.js';
import type { Markup } from './chat-writer.js';
import type { CitizenWord } from './words.js';

/** A press of a button of the citizen bot. */
export type CitizenPress = NonNullable<ReturnType<typeof citizenButtons.parse>>;

/** What a citizen did with one update. */
export type CitizenAction = IncomingAction<CitizenPress, CitizenWord>;

/** What the features of the bot know about an update. */
export interface Visit extends PressAnswers {
  /** What the person did. */
  readonly action: CitizenAction;
  /** The bot that the person writes to. */
  readonly bot: BotKey;
  /** Telegram's id of the update, which stays the same when it is redelivered. */
  readonly updateId: number;
  /** The current conversation; a handler returns the next one. */
  readonly conversation: Conversation | null;
  /** The person, as currently known. */
  readonly citizen: Citizen;
  /** The citizen store, for changes by the person to their own data. */
  readonly citizens: CitizenStore;
  /** The private chat with the person. */
  readonly chatId: number;
  /** The topic of the private chat in which they did it; undefined outside of topics. */
  readonly topic: number | undefined;
  readonly organization: Organization;
  /** Everything needed to put requests into words for this person, now. */
  readonly speech: Speech;
  /** The actor, and the idempotency id of this update's commands. */
  readonly order: { readonly actor: Actor; readonly commandId: string };
  /** The flow of a conversation; undefined if there is none, or for one that this version cannot continue. */
  openIn(conversation: Conversation | null): OpenCitizenFlow | undefined;
  /** A text in the person's language as HTML. */
  html(key: string, values?: TextValues): string;
  /** A text in the person's language without markup. */
  plain(key: string, values?: TextValues): string;
  /** Writes to the person; resolves to the id of the message, or undefined if they cannot be reached. */
  say(html: string, markup?: Markup): Promise<number | undefined>;
  /** Records in the audit log what this person did. */
  note(act: AuditedAct, request?: TrackingCode): Promise<void>;
}

/** What a citizen's conversation says about itself, besides handling actions. */
export interface OpenCitizenFlow extends OpenFlow<Visit, CitizenPress, CitizenAction> {
  /** True if nothing is asked of the person: their next message begins something new. */
  readonly asksNothing: boolean;
  /** True if what is written in it goes to the city. */
  readonly takesWords: boolean;
  /** The conversation that resumes when this one is over. */
  readonly paused: Conversation | null;
  /** Conversations with the same place replace each other; any other one pauses the open conversation. */
  readonly place: string;
  /** How the person is told that it has expired; undefined for the usual way. */
  readonly expired: Expired | undefined;
  /** Help for somebody in the middle of it, as HTML; undefined if only the general help applies. */
  hint(visit: Visit): string | undefined;
  /** Asks its question again after an interruption. */
  resume(visit: Visit): Promise<FlowResult>;
}

/** The end of an expired conversation. */
export interface Expired {
  /** Key of the text for the person. */
  readonly text: string;
  /** The message that loses its buttons. */
  readonly askedAt?: number;
}

/** A kind of conversation of the citizen bot. */
export interface CitizenFlow extends Flow<Visit, CitizenPress, CitizenAction> {
  open(conversation: Conversation): OpenCitizenFlow | undefined;
}

/** One capability of the citizen bot. */
export interface CitizenFeature extends Feature<Visit, CitizenPress, CitizenWord, CitizenAction> {
  readonly flows?: readonly CitizenFlow[];
}

/** The same visit with another open conversation. */
export function visitAt(visit: Visit, conversation: Conversation | null): Visit {
  return { ...visit, conversation };
}

/** True if nothing is asked of the person: their next message begins something new. */
export function isAtHome({ conversation, openIn }: Pick<Visit, 'conversation' | 'openIn'>): boolean {
  return conversation === null || openIn(conversation)?.asksNothing === true;
}

/**
 * The message whose button was pressed; undefined if Telegram no longer knows it, or if nothing was pressed.
 */
export function pressedMessage({ action }: Pick<Visit, 'action'>): number | undefined {
  return action.kind === 'press' ? action.messageId : undefined;
}

/** The message to change in place of an answer: the one pressed on, but none where the label of its button was typed. */
export function messageInPlace({ action }: Pick<Visit, 'action'>): number | undefined {
  return action.kind === 'press' && action.typed === undefined ? action.messageId : undefined;
}

/** True for «لغو» and «بازگشت». */
export function isExit(action: CitizenAction): boolean {
  return action.kind === 'text' && (action.word === 'cancel' || action.word === 'back');
}
