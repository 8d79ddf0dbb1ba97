import type { BotRole } from '../channel/bot.js';
import type { Clock, MovableClock } from '../clock.js';
import type { Logger } from '../logger.js';
import { omitUndefined } from './defined.js';
import type { Faults } from './faults.js';
import type { FileStore } from './files.js';
import type { SendLimits } from './limits.js';
import type { MessengerRules } from './rules.js';
import type { Person } from './state.js';
import type { Statistics } from './statistics.js';
import type { Store } from './store.js';
import type { LongPolling } from './updates/long-polling.js';
import type { WireChat, WireUser } from './wire.js';

/** A bot's account: what BotFather would know. */
export interface BotAccount {
  readonly name: BotRole;
  readonly token: string;
  readonly user: WireUser;
}

/** A simulated messenger, Telegram or one like it, as its parts see it. */
export interface Telegram {
  /** The product's clock; dates, limits and expiry use it. */
  readonly clock: MovableClock;
  readonly rules: MessengerRules;
  /** The machine's clock, for waits that must end whether or not the product's clock moves. */
  readonly wallClock: Clock;
  readonly random: () => number;
  readonly logger: Logger;
  readonly accounts: Readonly<Record<BotRole, BotAccount>>;
  readonly store: Store;
  readonly files: FileStore;
  readonly limits: SendLimits;
  readonly faults: Faults;
  readonly statistics: Statistics;
  readonly polling: LongPolling;
  /** Aborts when the simulator stops: nobody may wait longer. */
  readonly ended: AbortSignal;
}

/** The person as bots see the account; the first word of the name is the first name. */
export function userOf(person: Person): WireUser {
  const [firstName, lastName] = splitName(person.name);
  return omitUndefined({
    id: person.id,
    is_bot: false,
    first_name: firstName,
    last_name: lastName,
    language_code: person.languageCode,
  });
}

/** The private chat with a person, as bots see it. */
export function chatOf(person: Person): WireChat {
  const [firstName, lastName] = splitName(person.name);
  return omitUndefined({ id: person.id, type: 'private', first_name: firstName, last_name: lastName });
}

/** Present moment in Unix seconds, the unit of the Bot API. */
export function unixNow(clock: Clock): number {
  return Math.floor(clock.now().getTime() / 1000);
}

function splitName(name: string): readonly [string, string | undefined] {
  const [first = name, ...rest] = name.trim().split(/\s+/);
  return [first, rest.length > 0 ? rest.join(' ') : undefined];
}
