import { assertNever } from '../assert-never.js';
import type { BotKey } from '../channel/bot.js';
import { botsIn } from '../channel/per-bot.js';
import type { SmsOutage } from '../sms/provider.js';
import type { Vitals } from './vitals.js';

/** Something that an administrator has to deal with. */
export type Incident =
  /** Deadlines have not been checked for this many milliseconds. */
  | { readonly kind: 'sweepLate'; readonly ms: number }
  | { readonly kind: 'deadLetters'; readonly count: number }
  | { readonly kind: 'paused'; readonly bot: BotKey; readonly until: Date }
  | { readonly kind: 'vacant'; readonly position: string; readonly count: number }
  | { readonly kind: 'unsure'; readonly count: number }
  /** The database server ended by itself and was restarted; its last output, if any. */
  | { readonly kind: 'databaseEnded'; readonly because: string }
  | { readonly kind: 'backupFailed'; readonly because: string }
  /** So many menus and descriptions of a bot are not as they should be, since Telegram keeps refusing them. */
  | { readonly kind: 'profileRefused'; readonly bot: BotKey; readonly count: number }
  /** A member of staff looked up more than anybody needs; their name. */
  | { readonly kind: 'lookups'; readonly person: string; readonly name: string }
  /** How often somebody was kept from trying codes one after the other. */
  | { readonly kind: 'codesGuessed'; readonly count: number }
  /** Short messages that are not sent, and why. */
  | { readonly kind: 'smsLate'; readonly count: number; readonly because: SmsOutage }
  /** So many parts of short messages have been sent today that nearly all that may be are used up. */
  | { readonly kind: 'smsBudget'; readonly count: number };

/** How many sweeps may be missed. */
const MISSED_SWEEPS = 5;
/** A sweep within this many milliseconds is never late, however often it should run. */
const LEAST_LATE_MS = 30_000;
const LONG_PAUSE_MS = 5 * 60_000;
/** How many sweeps it may take until the requests of a vacant position have climbed. */
const SWEEPS_TO_LEAVE = 3;
/** The share of a day's short messages that may be used up before anybody is told. */
const MUCH_OF_A_DAY = 0.9;

/** The current incidents; `sweepSeconds` is how often deadlines should be checked. */
export function incidentsIn(vitals: Vitals, sweepSeconds: number): readonly Incident[] {
  const { sinceSweepMs = 0, deadLetters, pauses, vacant, unsure, databaseEnd, backup } = vitals;
  const { lookups, codesGuessed, profilesRefused, sms } = vitals;
  const late = Math.max(LEAST_LATE_MS, MISSED_SWEEPS * sweepSeconds * 1000);
  return [
    ...(sinceSweepMs > late ? [{ kind: 'sweepLate', ms: sinceSweepMs } as const] : []),
    ...(deadLetters > 0 ? [{ kind: 'deadLetters', count: deadLetters } as const] : []),
    ...botsIn(pauses).flatMap((bot): readonly Incident[] => {
      const pause = pauses[bot];
      const isLong = pause !== undefined && pause.until.getTime() - pause.from.getTime() > LONG_PAUSE_MS;
      return isLong ? [{ kind: 'paused', bot, until: pause.until }] : [];
    }),
    ...[...vacant].map(([position, count]) => ({ kind: 'vacant', position, count }) as const),
    ...(unsure > 0 ? [{ kind: 'unsure', count: unsure } as const] : []),
    ...(databaseEnd === undefined ? [] : [{ kind: 'databaseEnded', because: databaseEnd.because } as const]),
    ...(backup?.failedBecause === undefined
      ? []
      : [{ kind: 'backupFailed', because: backup.failedBecause } as const]),
    ...botsIn(profilesRefused).flatMap((bot): readonly Incident[] => {
      const count = profilesRefused[bot];
      return count === undefined ? [] : [{ kind: 'profileRefused', bot, count }];
    }),
    ...lookups.map(({ person, name }) => ({ kind: 'lookups', person, name }) as const),
    ...(codesGuessed > 0 ? [{ kind: 'codesGuessed', count: codesGuessed } as const] : []),
    ...(sms.late.count > 0
      ? [{ kind: 'smsLate', count: sms.late.count, because: sms.late.because ?? 'away' } as const]
      : []),
    ...(sms.partsToday > MUCH_OF_A_DAY * sms.partsPerDay
      ? [{ kind: 'smsBudget', count: sms.partsToday } as const]
      : []),
  ];
}

/** The id of an incident: the same whichever process notices it, and however often. */
export function incidentId(incident: Incident): string {
  switch (incident.kind) {
    case 'sweepLate':
    case 'deadLetters':
    case 'unsure':
    case 'databaseEnded':
    case 'backupFailed':
    case 'codesGuessed':
    case 'smsLate':
    case 'smsBudget':
      return incident.kind;
    case 'lookups':
      return `lookups:${incident.person}`;
    case 'paused':
      return `paused:${incident.bot}`;
    case 'profileRefused':
      return `profileRefused:${incident.bot}`;
    case 'vacant':
      return `vacant:${incident.position}`;
    default:
      return assertNever(incident);
  }
}

/** Milliseconds that an incident must last before anybody is told. */
export function patienceMs(incident: Incident, sweepSeconds: number): number {
  return incident.kind === 'vacant' ? SWEEPS_TO_LEAVE * sweepSeconds * 1000 : 0;
}
