import { z } from 'zod';
import { BALE, type Bot, type BotRole, type Messenger, TELEGRAM } from '../channel/bot.js';
import { ConfigError, type Read } from './reading.js';

/** How the product reaches one of its bots. */
export interface BotConnection extends Bot {
  readonly token: string;
  /** Root of the Bot API, without a slash at its end. */
  readonly apiRoot: string;
}

/** Where people are: on messengers, or on the simulator that comes with the product. */
export type Connections =
  | { readonly kind: 'simulator'; readonly messengers: readonly Messenger[] }
  | { readonly kind: 'messengers'; readonly bots: readonly BotConnection[] };

const token = z.string().regex(/^\d{5,}:[A-Za-z0-9_-]{20,}$/);
/** Bale publishes no shape of its tokens: the number of the bot, and letters. */
const baleToken = z.string().regex(/^\d+:[A-Za-z0-9_-]{20,}$/);
/** An address without a query. */
export const httpUrl = z.string().regex(/^https?:\/\/[^\s/?#]+(\/[^\s?#]*)?$/);

/** The ports that each messenger delivers to (Bot API, setWebhook); an address without one has that of HTTPS. */
const WEBHOOK_PORTS: Readonly<Record<Messenger, readonly string[]>> = {
  [TELEGRAM]: ['', '443', '80', '88', '8443'],
  [BALE]: ['', '443', '88'],
};
/** The simulated messengers: the staff live on the first of them, citizens on each. */
const SIMULATED = [TELEGRAM, BALE] as const;

/** The variables of messengers. */
export const connectionVariables = {
  CITIZEN_BOT_TOKEN: { schema: token, remedy: 'the token of the citizen bot as BotFather shows it' },
  STAFF_BOT_TOKEN: { schema: token, remedy: 'the token of the staff bot as BotFather shows it' },
  BALE_CITIZEN_BOT_TOKEN: { schema: baleToken, remedy: 'the token of the citizen bot as Bale shows it' },
  BALE_STAFF_BOT_TOKEN: { schema: baleToken, remedy: 'the token of the staff bot as Bale shows it' },
  BALE_API_ROOT: { schema: httpUrl, remedy: 'an address such as https://tapi.bale.ai' },
  BALE_BLOCKED_TEXTS: {
    schema: z.string().transform((text) => text.split('|').map((part) => part.trim())),
    remedy: 'parts of what Bale says of a blocked bot, with | between them, such as blocked|forbidden',
  },
  SIMULATED_MESSENGERS: {
    schema: z
      .string()
      .transform((text) => text.split(',').map((name) => name.trim()))
      .pipe(
        z
          .array(z.enum(SIMULATED))
          .min(1)
          .refine((names) => new Set(names).size === names.length),
      ),
    remedy: 'telegram, bale, or both with a comma between them',
  },
  TELEGRAM_API_ROOT: { schema: httpUrl, remedy: 'an address such as https://api.telegram.org' },
  PUBLIC_URL: {
    schema: z.string().regex(/^https:\/\/[^\s/?#]+(\/[^\s?#]*)?$/),
    remedy: 'an HTTPS address such as https://137.example.org, or leave it out for long polling',
  },
} as const;

/** How Bale's bots are reached, besides their tokens. */
export interface BaleConfig {
  /** Parts of the descriptions with which Bale refuses to write to somebody who blocked the bot. */
  readonly blockedTexts: readonly string[];
}

/** Reads how people are reached, and the public address of this server. */
export function readConnections(read: Read<typeof connectionVariables>): {
  readonly connections: Connections;
  readonly bale: BaleConfig;
  readonly publicUrl?: string;
} {
  const publicUrl = read('PUBLIC_URL')?.replace(/\/+$/, '');
  const connections = connectionsOf(read);
  if (publicUrl !== undefined) checkPort(publicUrl, connections, read);
  return {
    connections,
    bale: Object.freeze({ blockedTexts: read('BALE_BLOCKED_TEXTS') ?? ['blocked'] }),
    ...(publicUrl === undefined ? {} : { publicUrl }),
  };
}

/** Throws for an address that one of the messengers does not deliver to. */
function checkPort(
  publicUrl: string,
  connections: Connections,
  read: Read<typeof connectionVariables>,
): void {
  const roots = { [TELEGRAM]: read('TELEGRAM_API_ROOT'), [BALE]: read('BALE_API_ROOT') };
  const bots = connections.kind === 'simulator' ? [{ messenger: TELEGRAM }] : connections.bots;
  for (const { messenger } of bots) {
    const ports = WEBHOOK_PORTS[messenger] ?? [];
    // A Bot API server of one's own delivers to any port.
    if (roots[messenger] !== undefined || ports.includes(new URL(publicUrl).port)) continue;
    const [last, ...others] = ports.filter((port) => port !== '').reverse();
    const name = messenger === BALE ? 'Bale' : 'Telegram';
    throw new ConfigError(
      'PUBLIC_URL',
      `PUBLIC_URL has a value that cannot be used: set it to an address with the port ${others.reverse().join(', ')} or ${last}, since ${name} delivers to no other, or leave it out for long polling.`,
    );
  }
}

/** The variable of each bot's token. */
const TOKENS = [
  { name: 'CITIZEN_BOT_TOKEN', messenger: TELEGRAM, role: 'citizen' },
  { name: 'STAFF_BOT_TOKEN', messenger: TELEGRAM, role: 'staff' },
  { name: 'BALE_CITIZEN_BOT_TOKEN', messenger: BALE, role: 'citizen' },
  { name: 'BALE_STAFF_BOT_TOKEN', messenger: BALE, role: 'staff' },
] as const;

function connectionsOf(read: Read<typeof connectionVariables>): Connections {
  const roots = {
    [TELEGRAM]: rootOf(read('TELEGRAM_API_ROOT') ?? 'https://api.telegram.org'),
    [BALE]: rootOf(read('BALE_API_ROOT') ?? 'https://tapi.bale.ai'),
  };
  const named = TOKENS.flatMap(({ name, messenger, role }) => {
    const token = read(name);
    return token === undefined ? [] : [{ name, messenger, role, token }];
  });
  if (named.length === 0) {
    return Object.freeze({
      kind: 'simulator',
      messengers: Object.freeze(read('SIMULATED_MESSENGERS') ?? [TELEGRAM]),
    });
  }
  for (const role of ['citizen', 'staff'] as const) {
    if (!named.some((bot) => bot.role === role)) throw missingToken(role, named[0]?.name ?? '');
  }
  const again = named.find(({ token }, index) =>
    named.some((bot, other) => other < index && bot.token === token),
  );
  if (again !== undefined) throw sameToken(again.name, again.token, named);
  return Object.freeze({
    kind: 'messengers',
    bots: Object.freeze(
      named.map(({ messenger, role, token }) =>
        Object.freeze({ messenger, role, token, apiRoot: roots[messenger] ?? '' }),
      ),
    ),
  });
}

function rootOf(address: string): string {
  return address.replace(/\/+$/, '');
}

/** Citizens and staff each need a bot, on whichever messenger. */
function missingToken(role: BotRole, present: string): ConfigError {
  const [missing = '', other = ''] = TOKENS.filter((bot) => bot.role === role).map(({ name }) => name);
  return new ConfigError(
    missing,
    `${missing} is not set but ${present} is: set it, or ${other}, to run on a messenger, or leave out all tokens to run on the simulator.`,
  );
}

function sameToken(
  name: string,
  token: string,
  named: readonly { readonly name: string; readonly token: string }[],
): ConfigError {
  const first = named.find((bot) => bot.token === token)?.name;
  return new ConfigError(name, `${name} is the same as ${first}: give each bot its own token.`);
}
