import type { BotRole } from '../channel/bot.js';

/**
 * What can go wrong. `reset` ends the connection before anything was done, `lostAnswer` after it; `unparsable` finds
 * fault with every text that has a `parse_mode`; `disorder` hands a batch of updates out by chats, the last one first.
 */
export const FAULT_KINDS = [
  '429',
  '500',
  'reset',
  'lostAnswer',
  'blocked',
  'unparsable',
  'duplicateUpdate',
  'disorder',
  'slow',
] as const;
type FaultKind = (typeof FAULT_KINDS)[number];

/** A misbehaviour of the network or of Telegram that a test asks for. */
export interface Fault {
  readonly kind: FaultKind;
  readonly bot?: BotRole;
  /** Bot API method; absent: every method except those in `NEVER_UNASKED`. */
  readonly method?: string;
  readonly chatId?: number;
  /** Seconds: the wait that a 429 demands, and how long a slow answer takes. */
  readonly retryAfter?: number;
  /** How often it happens; if absent, until it is removed. */
  readonly times?: number;
}

/** The occasion of a possible fault: a call of a bot, or the delivery of an update to it. */
interface Occasion {
  readonly bot: BotRole;
  readonly method?: string;
  readonly chatId?: number | undefined;
}

export interface Faults {
  add(fault: Fault): void;
  clear(): void;
  list(): readonly Fault[];
  /** The first fault of these kinds that matches the occasion; it counts as having happened. */
  take(kinds: readonly FaultKind[], occasion: Occasion): Fault | undefined;
}

/** Methods that keep a bot connected: a fault affects them only if it names them. */
const NEVER_UNASKED = new Set(['getupdates', 'getme', 'setwebhook', 'deletewebhook', 'getwebhookinfo']);

export function createFaults(): Faults {
  let active: { readonly fault: Fault; left: number }[] = [];

  function fits(fault: Fault, { bot, method, chatId }: Occasion): boolean {
    if (fault.bot !== undefined && fault.bot !== bot) return false;
    if (fault.chatId !== undefined && fault.chatId !== chatId) return false;
    if (method === undefined) return true;
    if (fault.method !== undefined) return fault.method.toLowerCase() === method.toLowerCase();
    return !NEVER_UNASKED.has(method.toLowerCase());
  }

  return {
    add(fault) {
      active.push({ fault, left: fault.times ?? Number.POSITIVE_INFINITY });
    },
    clear() {
      active = [];
    },
    list: () => active.map(({ fault }) => fault),
    take(kinds, occasion) {
      const found = active.find(({ fault }) => kinds.includes(fault.kind) && fits(fault, occasion));
      if (!found) return undefined;
      found.left -= 1;
      active = active.filter(({ left }) => left > 0);
      return found.fault;
    },
  };
}
