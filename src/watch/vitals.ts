import type { AuditStore } from '../audit/audit-store.js';
import { wallClockDay, zonedDayStart } from '../calendar.js';
import type { BotKey } from '../channel/bot.js';
import { botsIn, ofBot, type PerBot } from '../channel/per-bot.js';
import type { Clock } from '../clock.js';
import type { ChatStore } from '../mailbox/chat-store.js';
import type { OrganizationStore } from '../organization/organization-store.js';
import type { PeopleStore } from '../organization/people-store.js';
import { HOUR_MS } from '../requests/lifecycle/rules.js';
import type { OpenStatus, RequestStore } from '../requests/request-store.js';
import type { SmsStore } from '../sms/message-store.js';
import { SMS_OUTAGES, type SmsOutage } from '../sms/provider.js';
import type { Pause, RateLimiter } from '../telegram/rate-limiter.js';
import type { Webhooks } from '../webhooks/index.js';
import type { BackupSign, PulseStore } from './pulse-store.js';

/** A backlog: how many items, and how long the oldest has waited, in milliseconds. */
export interface Backlog {
  readonly count: number;
  readonly oldestMs: number;
}

/** The state of the running product: shown to administrators, measured, and checked for alarms. */
export interface Vitals {
  readonly mailbox: Backlog;
  readonly deliveries: PerBot<Backlog>;
  /** Milliseconds since deadlines were last checked; absent before the first check. */
  readonly sinceSweepMs?: number;
  /** Updates that could not be handled and were set aside. */
  readonly deadLetters: number;
  /** Senders that Telegram has paused. */
  readonly pauses: PerBot<Pause>;
  /** Deliveries of the last hour that may have arrived twice or not at all. */
  readonly unsure: number;
  readonly open: Readonly<Record<OpenStatus, number>>;
  /** Vacant positions with waiting requests, and how many wait. */
  readonly vacant: ReadonlyMap<string, number>;
  /** The database server's last unexpected end within the hour, and its output; absent if none. */
  readonly databaseEnd?: { readonly at: Date; readonly because: string };
  /** Members of staff who were kept from looking up more within the hour, with their names. */
  readonly lookups: readonly { readonly person: string; readonly name: string }[];
  /** How often somebody was kept from trying codes one after the other within the hour. */
  readonly codesGuessed: number;
  /** The latest nightly backup; absent if backups are off, or before the first one. */
  readonly backup?: BackupSign;
  /** How many menus and descriptions of each bot Telegram has refused for an hour; none where it takes all. */
  readonly profilesRefused: PerBot<number>;
  readonly sms: SmsVitals;
  /** What waits for each address of another system, by its id. */
  readonly webhooks: ReadonlyMap<string, WebhookVitals>;
}

/** What waits for an address of another system. */
interface WebhookVitals extends Backlog {
  /** Failures since the last success. */
  readonly failures: number;
  /** Events that are not tried any more. */
  readonly givenUp: number;
  readonly isStopped: boolean;
}

/** How short messages go. */
interface SmsVitals {
  /** Parts that were given to the provider today, and the most that may be. */
  readonly partsToday: number;
  readonly partsPerDay: number;
  /** Messages that should have been sent a while ago, and why they are not, where the provider is why. */
  readonly late: { readonly count: number; readonly because?: SmsOutage };
}

export interface VitalsOptions {
  readonly chats: Pick<ChatStore, 'backlog' | 'countLetters'>;
  readonly deliveries: {
    /** What one bot has yet to send. */
    backlog(bot: BotKey): Promise<{ readonly count: number; readonly oldestAt?: Date }>;
    /** How many deliveries that ended since then may have arrived twice or not at all. */
    countUnsure(since: Date): Promise<number>;
  };
  readonly requests: Pick<RequestStore, 'countOpen' | 'referredTo' | 'findMany'>;
  readonly organization: Pick<OrganizationStore, 'current'>;
  readonly audit: Pick<AuditStore, 'countSince'>;
  readonly people: Pick<PeopleStore, 'find'>;
  readonly pulse: Pick<PulseStore, 'read'>;
  readonly shortMessages: Pick<SmsStore, 'partsSince' | 'late'>;
  readonly partsPerDay: number;
  readonly timeZone: string;
  readonly webhooks: Pick<Webhooks, 'statuses'>;
  readonly rateLimiters: PerBot<Pick<RateLimiter, 'presentPause'>>;
  /** When the database server last ended unexpectedly, by the machine's clock. */
  readonly databaseEnd: () => Vitals['databaseEnd'];
  /** The city's clock. */
  readonly clock: Clock;
  readonly machineClock: Clock;
}

/** Milliseconds for which a short message may wait although it is due. */
const SMS_LATE_MS = 15 * 60_000;
/** The most requests at vacant positions that are counted. */
const MOST_AT_VACANT = 500;

/** Reads the state of the product with bounded queries. */
export function createVitals(options: VitalsOptions): () => Promise<Vitals> {
  const {
    chats,
    deliveries,
    requests,
    organization,
    audit,
    people,
    pulse,
    webhooks,
    rateLimiters,
    clock,
    machineClock,
  } = options;

  async function vacantWithRequests(): Promise<ReadonlyMap<string, number>> {
    const [city, now] = [await organization.current(), clock.now()];
    const vacant = city.positions.flatMap(({ code }) => (city.isVacant(code, now) ? [code] : []));
    if (vacant.length === 0) return new Map();
    const waiting = await requests.findMany(await requests.referredTo(vacant, MOST_AT_VACANT));
    const counts = new Map<string, number>();
    for (const { stage } of waiting) {
      if (stage.status !== 'referred') continue;
      const { position } = stage.referral;
      counts.set(position, (counts.get(position) ?? 0) + 1);
    }
    return counts;
  }

  async function readWebhooks(): Promise<Vitals['webhooks']> {
    const now = clock.now();
    return new Map(
      [...(await webhooks.statuses())].map(([id, status]) => {
        const { eventsWaiting: count, waitingSince: oldestAt, failures, givenUp, state } = status;
        const backlog = backlogOf({ count, ...(oldestAt === undefined ? {} : { oldestAt }) }, now);
        const isStopped = state === 'stopped';
        return [id, { ...backlog, failures, givenUp: givenUp.length, isStopped }];
      }),
    );
  }

  async function readSms(): Promise<SmsVitals> {
    const { shortMessages, partsPerDay, timeZone } = options;
    const now = clock.now();
    const today = zonedDayStart(wallClockDay(now, timeZone), timeZone);
    const [partsToday, late] = await Promise.all([
      shortMessages.partsSince(today),
      shortMessages.late(new Date(now.getTime() - SMS_LATE_MS)),
    ]);
    const because = SMS_OUTAGES.find((outage) => outage === late.because);
    return {
      partsToday,
      partsPerDay,
      late: { count: late.count, ...(because === undefined ? {} : { because }) },
    };
  }

  function namesOf(ids: readonly string[]) {
    return Promise.all(
      ids.map(async (person) => ({ person, name: (await people.find(person))?.name ?? person })),
    );
  }

  return async () => {
    const bots = botsIn(rateLimiters);
    const [mailbox, toSend, signs, deadLetters, unsure, open, vacant, addresses] = await Promise.all([
      chats.backlog(),
      Promise.all(bots.map(async (bot) => [bot, await deliveries.backlog(bot)] as const)),
      pulse.read(),
      chats.countLetters(),
      deliveries.countUnsure(new Date(clock.now().getTime() - HOUR_MS)),
      requests.countOpen(),
      vacantWithRequests(),
      readWebhooks(),
    ]);
    const sms = await readSms();
    const hourAgo = new Date(clock.now().getTime() - HOUR_MS);
    const lookups = await audit.countSince('staff', ['lookupRefused'], hourAgo);
    const guesses = await audit.countSince('citizen', ['codesGuessed'], hourAgo);
    const { sweptAt, backup, profiles } = signs;
    const end = options.databaseEnd();
    const isRecent = end !== undefined && since(end.at, machineClock.now()) < HOUR_MS;
    const pauses = bots.flatMap((bot) => {
      const pause = ofBot(rateLimiters, bot).presentPause() ?? signs.pauses[bot];
      return pause === undefined || pause.until <= clock.now() ? [] : [[bot, pause] as const];
    });
    const profilesRefused = botsIn(profiles).flatMap((bot) => {
      const refused = profiles[bot];
      const lasts = refused !== undefined && since(refused.since, machineClock.now()) >= HOUR_MS;
      return lasts ? [[bot, refused.count] as const] : [];
    });
    return {
      mailbox: backlogOf(mailbox, machineClock.now()),
      deliveries: Object.fromEntries(toSend.map(([bot, backlog]) => [bot, backlogOf(backlog, clock.now())])),
      ...(sweptAt === undefined ? {} : { sinceSweepMs: since(sweptAt, machineClock.now()) }),
      deadLetters,
      pauses: Object.fromEntries(pauses),
      profilesRefused: Object.fromEntries(profilesRefused),
      unsure,
      open,
      vacant,
      webhooks: addresses,
      lookups: await namesOf([...lookups.keys()]),
      sms,
      codesGuessed: [...guesses.values()].reduce((sum, count) => sum + count, 0),
      ...(isRecent ? { databaseEnd: end } : {}),
      ...(backup === undefined ? {} : { backup }),
    };
  };
}

function backlogOf(
  { count, oldestAt }: { readonly count: number; readonly oldestAt?: Date },
  now: Date,
): Backlog {
  return { count, oldestMs: oldestAt === undefined ? 0 : since(oldestAt, now) };
}

function since(moment: Date, now: Date): number {
  return Math.max(0, now.getTime() - moment.getTime());
}
