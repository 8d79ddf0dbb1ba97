import { setMaxListeners } from 'node:events';
import type { Connection } from 'mongoose';
import type { AttachmentService } from '../attachments/attachment-service.js';
import type { CallbackStore } from '../callbacks/callback-store.js';
import type { CartableStore } from '../cartables/cartable-store.js';
import { type BotKey, roleOf } from '../channel/bot.js';
import type { Capabilities } from '../channel/capabilities.js';
import { botsIn, firstBot, ofBot, type PerBot } from '../channel/per-bot.js';
import { botFor, personAddress } from '../channel/person-id.js';
import type { CitizenStore } from '../citizens/citizen-store.js';
import type { Clock } from '../clock.js';
import type { Locale } from '../config.js';
import { createLease, createLeaseStore } from '../database/lease.js';
import type { Logger } from '../logger.js';
import type { DeliveredButtons } from '../mailbox/delivered-buttons.js';
import type { OrganizationStore } from '../organization/organization-store.js';
import type { PeopleStore } from '../organization/people-store.js';
import type { RequestStore } from '../requests/request-store.js';
import type { ShortMessages } from '../sms/index.js';
import type { Api } from '../telegram/api.js';
import type { RateLimiter } from '../telegram/rate-limiter.js';
import type { Texts } from '../text/texts.js';
import type { WriteBulletin } from './bulletin.js';
import type { CardStore } from './card-store.js';
import { catchUpOf } from './catch-up.js';
import type { CitizenNoticeStore } from './citizen-notice-store.js';
import type { Delivery } from './delivery.js';
import { createDeliveryStore, type DeliveryStore } from './delivery-store.js';
import { createFindPerson } from './find-person.js';
import { createCardKeeper, type StaffKeeper } from './planning/card-keeper.js';
import { createNoticeKeeper } from './planning/notice-keeper.js';
import { createPlanning, type Planning, type PlanningOptions } from './planning/planning.js';
import { withUrgentMessages } from './planning/urgent-keeper.js';
import { createRecentRequests } from './recent-requests.js';
import { createAddressBook } from './sending/addressee.js';
import { createByNumber } from './sending/by-number.js';
import { createComposer } from './sending/composer.js';
import { createAttempt } from './sending/send-delivery.js';
import { createSender, type Sender } from './sending/sender.js';
import { createTransmitter } from './sending/transmitter.js';
import type { UrgentBundleStore } from './urgent-bundle-store.js';

/** Tells people what happened (docs/design.md, 4): plans who must hear of it, and sends it once. */
export interface Deliveries extends Pick<Planning, 'onChanged' | 'planLeftOvers' | 'handOver' | 'tellAnew'> {
  /** Makes the senders query the database. */
  wake(): void;
  /** True while this process plans and sends nothing; it does not query the database. */
  isIdle(): boolean;
  /**
   * True when nothing is being planned or sent and nothing is due; deliveries that wait for their hour do not
   * count.
   */
  isQuiet(): Promise<boolean>;
  /** Ends the leases of senders that a crash left; only for a process that knows it is alone. */
  takeOverLeases(): Promise<void>;
  /** Ends the leases of another process that has ended, and looks at once for what it left. */
  takeOverFrom(ended: string): Promise<void>;
  /**
   * Tells somebody who unblocked the bot what they missed, in one message. `mark` identifies this return, so
   * that repeating it sends nothing twice.
   */
  catchUp(citizen: string, mark: string): Promise<void>;
  /** Records what the staff bot has shown of a request in a conversation, so that it is edited, and an older one moves. */
  noteShown: StaffKeeper['shown'];
  /** Sends bulletins to staff when they are due; announcing them again changes nothing. */
  announce(bulletins: readonly Delivery[]): Promise<void>;
  /** Forgets everything that the citizen bot has sent or planned to send to a person. */
  forget(citizen: string): Promise<void>;
  /** The deliveries of a bot that are due and not sent yet. */
  backlog(bot: BotKey): ReturnType<DeliveryStore['backlog']>;
  /** How many deliveries that ended since then may have arrived twice or not at all. */
  countUnsure(since: Date): Promise<number>;
  /** Forgets deliveries that ended before that moment; resolves to how many. */
  removeOld(before: Date): Promise<number>;
  /** Starts sending. */
  start(): Promise<void>;
  /** Sends nothing new, waits about two seconds at most for what is under way, and releases the leases. */
  stop(): Promise<void>;
}

export interface DeliveriesOptions {
  readonly connection: Connection;
  readonly requests: RequestStore;
  readonly citizens: CitizenStore;
  readonly people: PeopleStore;
  readonly organization: OrganizationStore;
  readonly attachments: AttachmentService;
  readonly cards: CardStore;
  readonly chats: DeliveredButtons;
  readonly notices: CitizenNoticeStore;
  readonly cartables: Pick<CartableStore, 'follow' | 'batches'>;
  readonly urgentBundles: UrgentBundleStore;
  readonly onMerged: PlanningOptions['onMerged'];
  readonly onLeft: PlanningOptions['onLeft'];
  readonly onCarriedOn: PlanningOptions['onCarriedOn'];
  readonly publish?: NonNullable<PlanningOptions['publish']>;
  readonly followLetters?: NonNullable<PlanningOptions['followLetters']>;
  /** Short messages to citizens who have no chat with the bot. */
  readonly shortMessages: Pick<ShortMessages, 'put'>;
  readonly callbacks: CallbackStore;
  readonly writeBulletin: WriteBulletin;
  readonly texts: Texts;
  readonly apis: PerBot<Api>;
  readonly capabilities: PerBot<Pick<Capabilities, 'deletableMs'>>;
  readonly rateLimiters: PerBot<RateLimiter>;
  /** The city's clock: deadlines, and when something may be sent. */
  readonly clock: Clock;
  /** The machine's clock: leases, and database polling. */
  readonly machineClock: Clock;
  readonly logger: Logger;
  /** Identifies this process; no two processes share an id. */
  readonly processId: string;
  /** The period in which no other process changes the database, undefined outside of one. */
  readonly alonePeriod: () => number | undefined;
  readonly timeZone: string;
  /** The language of staff. */
  readonly defaultLocale: Locale;
  /** Milliseconds between polls of the database for what another process planned. */
  readonly pollMs: number;
  /**
   * Changes once other processes may have taken this one for ended, undefined while they may; then it sends
   * nothing that they could be sending.
   */
  readonly epoch: () => number | undefined;
  /** Milliseconds after which a lease that is not renewed is lost. */
  readonly leaseMs?: number;
}

/** The deliveries of this process. */
export function createDeliveries(options: DeliveriesOptions): Deliveries {
  const { connection, requests, organization, cards, chats, notices, clock, logger } = options;
  const citizens = { ...options.citizens, find: createFindPerson(options.citizens, options) };
  const people = { ...options.people, find: createFindPerson(options.people, options) };
  const store = createDeliveryStore(connection);
  const leases = createLeaseStore(connection);
  const addresses = createAddressBook({ ...options, citizens, people });
  const recent = createRecentRequests(options);
  const composer = createComposer({ ...options, citizens, requests: { ...requests, find: recent.find } });
  const tellByNumber = createByNumber(options);
  const staffKeeper = createCardKeeper({ requests: recent, organization, cards, clock, plan });
  const bots = botsIn(options.apis);
  const senders = bots.map((bot) => ({ bot, sender: openSender(bot) }));

  /** Whoever is known by their calls alone has no bot of their own: one that is there writes what they are to hear. */
  function withBot(delivery: Delivery): Delivery {
    if (personAddress(delivery.person) !== undefined) return delivery;
    return {
      ...delivery,
      bot: bots.includes(delivery.bot) ? delivery.bot : firstBot(roleOf(delivery.bot), options.apis),
    };
  }

  async function plan(planned: readonly Delivery[]): Promise<void> {
    const deliveries = planned.map(withBot);
    const added = await store.insert(deliveries);
    for (const { bot, sender } of senders) {
      sender.offer(added.filter((delivery) => delivery.bot === bot));
      // What was planned before may have ended since, which only the database knows.
      if (deliveries.some((delivery) => delivery.bot === bot && !added.includes(delivery))) sender.wake();
    }
  }

  function openSender(bot: BotKey): Sender {
    const { apis, rateLimiters, attachments, machineClock, processId, pollMs, epoch, leaseMs } = options;
    const lease = createLease({
      store: leases,
      name: `sender:${bot}`,
      owner: processId,
      clock: machineClock,
      logger,
      epoch,
      ...(leaseMs === undefined ? {} : { leaseMs }),
    });
    const stopping = new AbortController();
    const cutOff = new AbortController();
    // As many messages listen to it as there are lanes, so the platform need not warn of a leak.
    setMaxListeners(0, cutOff.signal);
    const attempt = createAttempt({
      store,
      addresses,
      composer,
      tellByNumber,
      transmit: createTransmitter({
        bot,
        api: ofBot(apis, bot),
        attachments,
        chats,
        capabilities: ofBot(options.capabilities, bot),
        clock,
        logger,
      }),
      keeper:
        roleOf(bot) === 'citizen'
          ? createNoticeKeeper({ requests: recent, notices, clock, plan })
          : withUrgentMessages(staffKeeper, { urgentBundles: options.urgentBundles, plan }),
      rateLimiter: ofBot(rateLimiters, bot),
      clock,
      machineClock,
      logger,
      processId,
      maySend: () => !stopping.signal.aborted && lease.isHeld(),
      stopping: stopping.signal,
      cutOff: cutOff.signal,
    });
    return createSender({
      bot,
      store,
      lease,
      attempt,
      clock,
      machineClock,
      logger,
      pollMs,
      stopping,
      cutOff,
    });
  }

  const planning = createPlanning({ ...options, citizens, plan });
  const isIdle = () => planning.isIdle() && senders.every(({ sender }) => sender.isIdle());

  return {
    onChanged(stored) {
      recent.note(stored);
      planning.onChanged(stored);
    },
    planLeftOvers: () => planning.planLeftOvers(),
    handOver: (position) => planning.handOver(position),
    tellAnew: (citizen, code, seq) => planning.tellAnew(citizen, code, seq),
    wake() {
      for (const { sender } of senders) sender.wake();
    },
    isIdle,
    async isQuiet() {
      if (!isIdle() || !(await planning.isQuiet())) return false;
      return (await store.hasNothingDue(bots, clock.now())) && isIdle();
    },
    takeOverLeases: () => leases.endAll(),
    async takeOverFrom(ended) {
      await leases.endAllOf(ended);
      for (const { sender } of senders) sender.wake();
    },
    async forget(citizen) {
      await store.removeAllOf({ bot: botFor('citizen', citizen), person: citizen });
    },
    async catchUp(citizen, mark) {
      const codes = (await citizens.find(citizen))?.missed ?? [];
      const delivery = catchUpOf({ citizen, codes, mark, now: clock.now() });
      if (delivery !== undefined) await plan([delivery]);
      await citizens.forgetMissed(citizen, codes);
    },
    noteShown: (message, lastSeq) => staffKeeper.shown(message, lastSeq),
    announce: (bulletins) => plan(bulletins),
    backlog: (bot) => store.backlog(bot, clock.now()),
    countUnsure: (since) => store.countUnsure(since),
    removeOld: (before) => store.removeOld(before),
    async start() {
      for (const { sender } of senders) sender.start();
    },
    async stop() {
      await planning.settled();
      await Promise.all(senders.map(({ sender }) => sender.stop()));
    },
  };
}
