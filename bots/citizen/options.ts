import type { AttachmentService } from '../../src/attachments/attachment-service.js';
import type { AuditStore } from '../../src/audit/audit-store.js';
import type { Bot } from '../../src/channel/bot.js';
import type { Capabilities } from '../../src/channel/capabilities.js';
import type { Citizen, CitizenStore } from '../../src/citizens/citizen-store.js';
import type { Departures } from '../../src/citizens/departure.js';
import type { OwnData } from '../../src/citizens/own-data.js';
import type { PhoneClaim } from '../../src/citizens/phone-claim.js';
import type { Clock } from '../../src/clock.js';
import type { Limits, Locale } from '../../src/config.js';
import type { CitizenNoticeStore } from '../../src/deliveries/citizen-notice-store.js';
import type { RestraintStore } from '../../src/guards/restraint-store.js';
import type { Logger } from '../../src/logger.js';
import type { Conversation } from '../../src/mailbox/chat-store.js';
import type { MailboxBot } from '../../src/mailbox/mailbox.js';
import type { OrganizationStore } from '../../src/organization/organization-store.js';
import type { ToldElsewhereStore } from '../../src/reports/told-elsewhere-store.js';
import type { Request } from '../../src/requests/lifecycle/request.js';
import type { RequestService } from '../../src/requests/request-service.js';
import type { ProfileKeeperOptions } from '../../src/telegram/profile-keeper.js';
import type { RateLimiter } from '../../src/telegram/rate-limiter.js';
import type { Texts } from '../../src/text/texts.js';

/** The dependencies of the citizen bot. */
export interface CitizenBotOptions {
  /** Which bot this is. */
  readonly identity: Bot;
  readonly token: string;
  /** Root of the Bot API, without a slash at its end. */
  readonly apiRoot: string;
  readonly capabilities: Pick<Capabilities, 'dialect' | 'hasProfile' | 'showsPressAnswer' | 'buttonStyles'>;
  /** The pace of this bot, shared with its deliveries. */
  readonly rateLimiter: RateLimiter;
  /** Hears what Telegram does not take of the bot's menus and descriptions. */
  readonly onProfileRefused: ProfileKeeperOptions['onRefused'];
  readonly clock: Clock;
  /** The machine's clock, since people do not live by the city's. */
  readonly machineClock: Clock;
  /** Milliseconds after which a press is answered even if its work is not done yet. */
  readonly pressPatienceMs: number;
  readonly logger: Logger;
  readonly texts: Texts;
  readonly timeZone: string;
  /** The language of people whose own language is not supported. */
  readonly defaultLocale: Locale;
  readonly requests: RequestService;
  readonly citizens: CitizenStore;
  readonly organization: OrganizationStore;
  readonly attachments: AttachmentService;
  /** The secret link of a request for its citizen; absent where nobody outside reaches this server. */
  readonly linkTo?: ((request: Request, locale: Locale) => string) | undefined;
  /** People are asked whether everybody may read what they wrote, once an operator has published it. */
  readonly asksToPublish: boolean;
  readonly audit: AuditStore;
  readonly phones: PhoneClaim;
  readonly departures: Pick<Departures, 'leave'>;
  /** Collects everything that is stored about a citizen. */
  readonly collectOwnData: (citizen: Citizen, conversation: Conversation | null) => Promise<OwnData>;
  readonly limits: Limits;
  /** Years for which closed requests are kept. */
  readonly requestYears: number;
  /** How many nightly backups are kept; 0 where none is made. */
  readonly backupsKept: number;
  readonly restraints: Pick<RestraintStore, 'find'>;
  readonly notices: CitizenNoticeStore;
  /** Counts how many were told at once that it is another body's matter. */
  readonly toldElsewhere: Pick<ToldElsewhereStore, 'note'>;
  /** Tells somebody who unblocked the bot what they missed; the second argument identifies this return. */
  readonly catchUp: (citizen: string, mark: string) => Promise<void>;
  /** Returns numbers from 0 (inclusive) to 1 (exclusive), for tracking codes. */
  readonly random: () => number;
}

/** The citizen bot. It neither polls nor serves webhooks: the mailbox hands it one update at a time. */
export interface CitizenBot extends MailboxBot {
  /** Learns its own identity from Telegram, and tells Telegram its commands. */
  start(): Promise<void>;
  stop(): Promise<void>;
}
