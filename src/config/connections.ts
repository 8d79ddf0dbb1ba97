import { z } from 'zod';
import { type Bot, type BotRole, TELEGRAM } from '../channel/bot.js';
import { ConfigError, type Read } from './reading.js';

/** How the product reaches one of its bots. */
export interface BotConnection extends Bot {
  readonly token: string;
  /** Root of the Bot API, without a slash at its end. */
  readonly apiRoot: string;
}

/** Where people are: on messengers, or on the simulator that comes with the product. */
export type Connections =
  | { readonly kind: 'simulator' }
  | { readonly kind: 'messengers'; readonly bots: readonly BotConnection[] };

const token = z.string().regex(/^\d{5,}:[A-Za-z0-9_-]{20,}$/);
/** An address without a query. */
export const httpUrl = z.string().regex(/^https?:\/\/[^\s/?#]+(\/[^\s?#]*)?$/);

/** The ports that Telegram delivers to (Bot API, setWebhook); an address without one has that of HTTPS. */
const WEBHOOK_PORTS: ReadonlySet<string> = new Set(['', '443', '80', '88', '8443']);

/** The variables of messengers. */
export const connectionVariables = {
  CITIZEN_BOT_TOKEN: { schema: token, remedy: 'the token of the citizen bot as BotFather shows it' },
  STAFF_BOT_TOKEN: { schema: token, remedy: 'the token of the staff bot as BotFather shows it' },
  TELEGRAM_API_ROOT: { schema: httpUrl, remedy: 'an address such as https://api.telegram.org' },
  PUBLIC_URL: {
    schema: z.string().regex(/^https:\/\/[^\s/?#]+(\/[^\s?#]*)?$/),
    remedy: 'an HTTPS address such as https://137.example.org, or leave it out for long polling',
  },
} as const;

/** Reads how people are reached, and the public address of this server. */
export function readConnections(read: Read<typeof connectionVariables>): {
  readonly connections: Connections;
  readonly publicUrl?: string;
} {
  const publicUrl = read('PUBLIC_URL')?.replace(/\/+$/, '');
  // A Bot API server of one's own delivers to any port.
  const port =
    publicUrl === undefined || read('TELEGRAM_API_ROOT') !== undefined ? '' : new URL(publicUrl).port;
  if (!WEBHOOK_PORTS.has(port)) {
    throw new ConfigError(
      'PUBLIC_URL',
      'PUBLIC_URL has a value that cannot be used: set it to an address with the port 443, 80, 88 or 8443, since Telegram delivers to no other, or leave it out for long polling.',
    );
  }
  const connections = connectionsOf(
    read('CITIZEN_BOT_TOKEN'),
    read('STAFF_BOT_TOKEN'),
    read('TELEGRAM_API_ROOT'),
  );
  return { connections, ...(publicUrl === undefined ? {} : { publicUrl }) };
}

function connectionsOf(
  citizenToken: string | undefined,
  staffToken: string | undefined,
  apiRoot: string | undefined,
): Connections {
  if (citizenToken === undefined && staffToken === undefined) return Object.freeze({ kind: 'simulator' });
  if (citizenToken === undefined) throw missingToken('CITIZEN_BOT_TOKEN', 'STAFF_BOT_TOKEN');
  if (staffToken === undefined) throw missingToken('STAFF_BOT_TOKEN', 'CITIZEN_BOT_TOKEN');
  if (citizenToken === staffToken) {
    throw new ConfigError(
      'STAFF_BOT_TOKEN',
      'STAFF_BOT_TOKEN is the same as CITIZEN_BOT_TOKEN: give each bot its own token.',
    );
  }
  const root = (apiRoot ?? 'https://api.telegram.org').replace(/\/+$/, '');
  const bot = (role: BotRole, token: string): BotConnection =>
    Object.freeze({ messenger: TELEGRAM, role, token, apiRoot: root });
  return Object.freeze({
    kind: 'messengers',
    bots: Object.freeze([bot('citizen', citizenToken), bot('staff', staffToken)]),
  });
}

function missingToken(missing: string, present: string): ConfigError {
  return new ConfigError(
    missing,
    `${missing} is not set but ${present} is: set both to run on Telegram, or neither to run on the simulator.`,
  );
}
