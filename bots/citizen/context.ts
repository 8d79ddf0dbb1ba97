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
import type { Markup } from './messenger.js';
import type { CitizenWord } from './words.js';

/** A press of a button of the citizen bot. */
export type CitizenPress = NonNullable<ReturnType<typeof citizenButtons.parse>>;

/** What a citizen did with one update. */
export type CitizenAction = IncomingAction<CitizenPress, CitizenWord>;

/** What the features of the bot know of an update. */
export interface Visit extends PressAnswers {
  /** What the person did. */
  readonly action: CitizenAction;
  /** The bot that the person writes to. */
  readonly bot: BotKey;
  /** Telegram's id of the update, which is the same when it comes again. */
  readonly updateId: number;
  /** The conversation as it stands; a handler returns the next one. */
  readonly conversation: Conversation | null;
  /** The person, as they are known now. */
  readonly citizen: Citizen;
  /** The citizens, for changes of the person themselves. */
  readonly citizens: CitizenStore;
  /** The private chat with the person. */
  readonly chatId: number;
  readonly organization: Organization;
  /** What turns requests into words for this person, now. */
  readonly speech: Speech;
  /** Who acts, and the id under which what they do with this update is known. */
  readonly order: { readonly actor: Actor; readonly commandId: string };
  /** The flow that a conversation is; undefined for none, or one that this version cannot go on with. */
  openIn(conversation: Conversation | null): OpenCitizenFlow | undefined;
  /** A text in the person's language as HTML. */
  html(key: string, values?: TextValues): string;
  /** A text in the person's language without markup. */
  plain(key: string, values?: TextValues): string;
  /** Writes to the person; resolves to the id of the message, or undefined when it does not reach them. */
  say(html: string, markup?: Markup): Promise<number | undefined>;
  /** Leaves a line in the audit log about what this person did. */
  note(act: AuditedAct, request?: TrackingCode): Promise<void>;
}

/** What a conversation of a citizen tells about itself, besides what it does with their actions. */
export interface OpenCitizenFlow extends OpenFlow<Visit, CitizenPress, CitizenAction> {
  /** True where nothing is asked of the person: what they write next is the beginning of something. */
  readonly asksNothing: boolean;
  /** What waits until this conversation is over. */
  readonly paused: Conversation | null;
  /** Conversations of one place take each other's place; any other one pauses what is open. */
  readonly place: string;
  /** How the person hears that it has waited too long; undefined: like any other conversation. */
  readonly expired: Expired | undefined;
  /** What helps somebody in the middle of it, as HTML; undefined where only what helps everywhere does. */
  hint(visit: Visit): string | undefined;
  /** Asks again what was asked before something else had interrupted it. */
  resume(visit: Visit): Promise<FlowResult>;
}

/** The end of a conversation that has waited too long. */
export interface Expired {
  /** Key of what the person is told. */
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

/** The visit where another conversation is open. */
export function visitAt(visit: Visit, conversation: Conversation | null): Visit {
  return { ...visit, conversation };
}

/** True where nothing is asked of the person: what they write next is the beginning of something. */
export function isAtHome({ conversation, openIn }: Pick<Visit, 'conversation' | 'openIn'>): boolean {
  return conversation === null || openIn(conversation)?.asksNothing === true;
}

/** The message whose button was pressed; undefined where Telegram does not know it any more, or nothing was pressed. */
export function pressedMessage({ action }: Pick<Visit, 'action'>): number | undefined {
  return action.kind === 'press' ? action.messageId : undefined;
}

/** True for «لغو» and «بازگشت». */
export function isExit(action: CitizenAction): boolean {
  return action.kind === 'text' && (action.word === 'cancel' || action.word === 'back');
}
