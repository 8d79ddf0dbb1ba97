import type { Context } from 'grammy';
import type { Citizen, CitizenStore } from '../../src/citizens/citizen-store.js';
import type { Conversation } from '../../src/mailbox/chat-store.js';
import type { Speech } from '../../src/messages/wording.js';
import type { Organization } from '../../src/organization/organization.js';
import type { Actor } from '../../src/requests/lifecycle/facts.js';
import type { TextValues } from '../../src/text/texts.js';
import type { Markup } from './messenger.js';

/** What the features of the bot know of an update besides the update itself. */
export interface Visit {
  /** The conversation as it stands; whoever changes it puts the new one here. */
  conversation: Conversation | null;
  /** The person; whoever changes what he told about himself puts him as he is then here. */
  citizen: Citizen;
  /** The citizens, for changes of the person himself. */
  readonly citizens: CitizenStore;
  /** The private chat with the person. */
  readonly chatId: number;
  readonly organization: Organization;
  /** What turns requests into words for this person, now. */
  readonly speech: Speech;
  /** Who acts, and the id under which what he does with this update is known. */
  readonly order: { readonly actor: Actor; readonly commandId: string };
  /** A text in the person's language as HTML. */
  html(key: string, values?: TextValues): string;
  /** A text in the person's language without markup. */
  plain(key: string, values?: TextValues): string;
  /** Writes to the person; resolves to the id of the message, or undefined when it does not reach him. */
  say(html: string, markup?: Markup): Promise<number | undefined>;
  /** Answers the press, with a short word or without; only the first answer to a press is given. */
  answerPress(word?: string): Promise<void>;
  /** Answers the press before what it asks for is done; the word that comes later is written then. */
  hurryPress(): Promise<void>;
}

/** The context of the citizen bot. */
export type CitizenContext = Context & { readonly visit: Visit };
