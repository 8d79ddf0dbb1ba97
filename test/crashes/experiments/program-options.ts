import { TOKENS } from '../../simulator/harness.js';
import { NO_LIMITS_ENVIRONMENT } from '../../support/no-limits.js';
import type { PointName } from './points.js';

/** How a program is started. */
export interface ProgramOptions {
  readonly role?: 'all' | 'web' | 'worker';
  /** Where it ends, and at which passing of that point. */
  readonly death?: { readonly point: PointName; readonly passing: number };
  /** Milliseconds by which its machine's clock is off. */
  readonly skewMs?: number;
  /** Milliseconds that the database takes before it writes a request. */
  readonly slownessMs?: number;
  /** True where what it waits for is over as soon as the clock has been moved so far, and not after so long. */
  readonly isHurried?: boolean;
  /** Words of a message that no handler survives. */
  readonly poison?: string;
  /** Words of a message that ends the program which handles it. */
  readonly ending?: string;
  /** Words of a message with which no handler comes to an end. */
  readonly hanging?: string;
  /** Seconds for which it serves on when it is stopped. */
  readonly drainSeconds?: number;
  /** Address under which Telegram reaches it; without one it polls. */
  readonly publicUrl?: string;
  readonly timeZone?: string;
  /** Address of the database, if another way leads to it than the world's own. */
  readonly databaseUri?: string;
}

/** The same as the program, and what lets an experiment into it, read it: as environment variables. */
export function environmentOf(options: ProgramOptions): Readonly<Record<string, string>> {
  const { role = 'all', death, skewMs = 0, slownessMs = 0, isHurried = false } = options;
  const { poison, ending, hanging, publicUrl, timeZone, databaseUri, drainSeconds = 0 } = options;
  return {
    CITIZEN_BOT_TOKEN: TOKENS.citizen,
    STAFF_BOT_TOKEN: TOKENS.staff,
    PROCESS_ROLE: role,
    SWEEP_SECONDS: '1',
    LOG_LEVEL: 'warn',
    BACKUP_KEEP: '0',
    DRAIN_SECONDS: String(drainSeconds),
    // Where the other system is that hears of every event.
    WEBHOOK_NETWORKS: '127.0.0.0/8',
    // What people may do with the bots is not what is tried here.
    ...NO_LIMITS_ENVIRONMENT,
    // Long enough that answers are taken back, and that the program dies while they still can be.
    RECALL_SECONDS: '6',
    EXPERIMENT_SKEW_MS: String(skewMs),
    EXPERIMENT_SLOWNESS_MS: String(slownessMs),
    ...(isHurried ? { EXPERIMENT_HURRY: 'yes' } : {}),
    ...(death === undefined ? {} : { EXPERIMENT_DEATH: `${death.point}:${death.passing}` }),
    ...(poison === undefined ? {} : { EXPERIMENT_POISON: poison }),
    ...(ending === undefined ? {} : { EXPERIMENT_ENDING: ending }),
    ...(hanging === undefined ? {} : { EXPERIMENT_HANGING: hanging }),
    ...(publicUrl === undefined ? {} : { PUBLIC_URL: publicUrl }),
    ...(timeZone === undefined ? {} : { TIME_ZONE: timeZone }),
    ...(databaseUri === undefined ? {} : { MONGODB_URI: databaseUri }),
  };
}
