import type { AttachmentService } from '../../src/attachments/attachment-service.js';
import type { Download } from '../../src/attachments/download.js';
import type { AuditStore } from '../../src/audit/audit-store.js';
import type { CallbackStore } from '../../src/callbacks/callback-store.js';
import type { CartableStore } from '../../src/cartables/cartable-store.js';
import type { Bot } from '../../src/channel/bot.js';
import type { Capabilities } from '../../src/channel/capabilities.js';
import type { HashPerson } from '../../src/channel/person-hash.js';
import type { CitizenStore } from '../../src/citizens/citizen-store.js';
import type { ClientStore } from '../../src/clients/client-store.js';
import type { Clock } from '../../src/clock.js';
import type { Limits, Locale } from '../../src/config.js';
import type { CardStore } from '../../src/deliveries/card-store.js';
import type { Delivery } from '../../src/deliveries/delivery.js';
import type { Deliveries } from '../../src/deliveries/index.js';
import type { Gam } from '../../src/gam/index.js';
import type { RestraintStore } from '../../src/guards/restraint-store.js';
import type { Logger } from '../../src/logger.js';
import type { DeadLetter } from '../../src/mailbox/chat-store.js';
import type { MailboxBot } from '../../src/mailbox/mailbox.js';
import type { OpenRequestImport } from '../../src/open-requests/import-open-requests.js';
import type { ReadOpenRequests } from '../../src/open-requests/read-open-requests.js';
import type { AreaChange, AreaReview } from '../../src/organization/areas/check-areas.js';
import type { ConfirmedTopicStore } from '../../src/organization/confirmed-topic-store.js';
import type { InviteStore } from '../../src/organization/invites.js';
import type { OrganizationStore } from '../../src/organization/organization-store.js';
import type { PeopleStore } from '../../src/organization/people-store.js';
import type { PhraseStore } from '../../src/organization/phrase-store.js';
import type { DryRun, ImportContext } from '../../src/organization/setup/dry-run-import.js';
import type { ClaimStore } from '../../src/requests/claim-store.js';
import type { RequestService } from '../../src/requests/request-service.js';
import type { RequestStore } from '../../src/requests/request-store.js';
import type { SearchRequests } from '../../src/requests/word-search.js';
import type { Ran } from '../../src/sandbox/sandbox.js';
import type { ProfileKeeperOptions } from '../../src/telegram/profile-keeper.js';
import type { RateLimiter } from '../../src/telegram/rate-limiter.js';
import type { Texts } from '../../src/text/texts.js';
import type { Vitals } from '../../src/watch/vitals.js';
import type { Webhooks } from '../../src/webhooks/index.js';
import type { WriteWorkbook } from '../../src/workbooks/workbook-content.js';
import type { ChatWriter } from './client/chat-writer.js';
import type { SystemDescription } from './features/administrators/system/pages.js';
import type { KeptAnswers } from './features/managers/answer/kept-answers.js';
import type { Lookups } from './requests/lookups.js';

/** The dependencies of the staff bot. */
export interface StaffBotOptions {
  /** Which bot this is. */
  readonly identity: Bot;
  readonly token: string;
  /** Root of the Bot API, without a slash at its end. */
  readonly apiRoot: string;
  readonly capabilities: Pick<
    Capabilities,
    'startLink' | 'dialect' | 'hasProfile' | 'showsPressAnswer' | 'buttonStyles'
  >;
  /** The pace of this bot, shared with its deliveries. */
  readonly rateLimiter: RateLimiter;
  /** Hears what Telegram does not take of the bot's menus and descriptions. */
  readonly onProfileRefused: ProfileKeeperOptions['onRefused'];
  readonly clock: Clock;
  /** The machine's clock, by which Telegram lives. */
  readonly machineClock: Clock;
  /** Hashes the citizens whom members of staff look at. */
  readonly hashPerson: HashPerson;
  readonly limits: Limits;
  readonly logger: Logger;
  readonly texts: Texts;
  readonly timeZone: string;
  /** When the working day next begins in the city, as the lifecycle counts it. */
  readonly nextMorning: (after: Date) => Date;
  /** When managers are told the next time what falls due. */
  readonly nextReminder: (after: Date) => Date;
  /** The language of people whose own language is not supported. */
  readonly defaultLocale: Locale;
  readonly requests: RequestService;
  /** The readers of previews, which are written in the citizen's language; and callers. */
  readonly citizens: Pick<
    CitizenStore,
    'find' | 'findMany' | 'meetCaller' | 'update' | 'addRequest' | 'addFollowing' | 'block' | 'unblock'
  >;
  /** Blocks that outlive a citizen's departure, which lifting a block lifts, too. */
  readonly restraints: Pick<RestraintStore, 'liftBlock'>;
  /** Citizens are asked whether everybody may read their words; operators publish these. */
  readonly asksToPublish: boolean;
  /** Finds open requests by words of their text or address. */
  readonly search: SearchRequests;
  /** Returns numbers from 0 (inclusive) to 1 (exclusive). */
  readonly random: () => number;
  readonly organization: OrganizationStore;
  /** The cartables in the office automation. */
  readonly gam: Pick<Gam, 'isConnected' | 'isUp' | 'catchUp'>;
  readonly attachments: AttachmentService;
  readonly audit: AuditStore;
  readonly people: PeopleStore;
  readonly invites: InviteStore;
  /** Other systems that have a key. */
  readonly clients: Pick<ClientStore, 'drawId' | 'create' | 'find' | 'listAll' | 'revoke'>;
  /** Their addresses to which events are sent. */
  readonly webhooks: Pick<
    Webhooks,
    'ofClient' | 'find' | 'statusOf' | 'resume' | 'retryGivenUp' | 'replay' | 'renewSecret'
  >;
  readonly cards: CardStore;
  readonly cartables: CartableStore;
  readonly claims: ClaimStore;
  readonly keptAnswers: KeptAnswers;
  readonly phrases: PhraseStore;
  /** The requests from which the city learns. */
  readonly confirmedTopics: Pick<ConfirmedTopicStore, 'page' | 'remove'>;
  /** Records a message that shows a request, so that it is edited later, and an older one gives way to it. */
  readonly noteShown: Deliveries['noteShown'];
  /** Announces bulletins to staff, once for each id. */
  readonly announce: (bulletins: readonly Delivery[]) => Promise<void>;
  /** The source of a position's figures. */
  readonly histories: Pick<
    RequestStore,
    'heldBySince' | 'answersHeld' | 'poorlyJudged' | 'openPlaces' | 'waitingForPublication'
  >;
  /** Makes a link to a manager's record in a browser; absent where people do not reach this server. */
  readonly linkToRecord: ((person: string) => Promise<string>) | undefined;
  /** What callers have to be told by phone. */
  readonly callbacks: CallbackStore;
  /** Downloads a file that somebody sent to this bot. */
  readonly downloadFile: (fileId: string) => Promise<Download>;
  /** Reads a file of the city in a process of its own, and says what importing it would change. */
  readonly dryRunImport: (bytes: Buffer, context: ImportContext) => Promise<Ran<DryRun>>;
  /** Warns of doubtful new areas, and draws them; `names` by unit, as the picture shows them. */
  readonly reviewAreas: (
    change: AreaChange,
    names: Readonly<Record<string, string>>,
  ) => Promise<Ran<AreaReview>>;
  readonly writeWorkbook: WriteWorkbook;
  /** Reads the open requests in a file of another registry, in a process of its own. */
  readonly readOpenRequests: (bytes: Buffer, timeZone: string) => Promise<Ran<ReadOpenRequests>>;
  /** Brings them in. */
  readonly openRequests: OpenRequestImport;
  /** Those of these members of staff who have ever written to this bot. */
  readonly whoHasOpened: (people: readonly string[]) => Promise<ReadonlySet<string>>;
  /** The current state of the product. */
  readonly readVitals: () => Promise<Vitals>;
  readonly describeSystem: () => Promise<SystemDescription>;
  /** Updates that could not be handled. */
  readonly letters: {
    list(limit: number): Promise<readonly DeadLetter[]>;
    /** Handles one again; false if it no longer exists. */
    retry(letter: string): Promise<boolean>;
    drop(letter: string): Promise<boolean>;
  };
  /** Sends what waits for a position to its current holder. */
  readonly handOver: (position: string) => Promise<void>;
}

/** The staff bot. It neither polls nor serves webhooks: the mailbox hands it one update at a time. */
export interface StaffBot extends MailboxBot {
  /** Learns its own identity from Telegram, and tells Telegram its commands. */
  start(): Promise<void>;
  stop(): Promise<void>;
}

/** The options with the means to write to people, for the features. */
export interface FeatureOptions extends StaffBotOptions {
  readonly chatWriter: ChatWriter;
  readonly lookups: Lookups;
}
