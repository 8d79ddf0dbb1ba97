import { baleCapabilities } from '../bale/capabilities.js';
import { BALE, botKey, type Messenger, TELEGRAM } from '../channel/bot.js';
import type { Capabilities } from '../channel/capabilities.js';
import { mapBots, ofBot, type PerBot } from '../channel/per-bot.js';
import type { BotConnection, Config } from '../config.js';
import { simulatedConnections } from '../simulation/messengers.js';
import { type Api, createApi } from '../telegram/api.js';
import { TELEGRAM_CAPABILITIES } from '../telegram/capabilities.js';
import { createRateLimiter, type RateLimiter } from '../telegram/rate-limiter.js';
import type { Foundation } from './foundation.js';
import type { Http } from './http.js';

/** The clients of the bots' messengers. */
export interface BotClients {
  readonly connections: PerBot<BotConnection>;
  readonly capabilities: PerBot<Capabilities>;
  readonly apis: PerBot<Api>;
  /** The pace of each bot, shared by its replies and its deliveries. */
  readonly rateLimiters: PerBot<RateLimiter>;
}

/** The supported messengers: a new one is a folder of its own, and a line here. */
const MESSENGERS: Readonly<Record<Messenger, (config: Config) => Capabilities>> = {
  [TELEGRAM]: () => TELEGRAM_CAPABILITIES,
  [BALE]: ({ bale }) => baleCapabilities(bale),
};

function capabilitiesOf(messenger: Messenger, config: Config): Capabilities {
  const capabilities = MESSENGERS[messenger]?.(config);
  if (capabilities === undefined) throw new RangeError(`The messenger «${messenger}» is not known.`);
  return capabilities;
}

/** Makes the clients of all bots; no call is made yet. */
export function createBotClients({ config, clock }: Foundation, { url }: Http): BotClients {
  const { connections: configured } = config;
  const bots =
    configured.kind === 'simulator' ? simulatedConnections(url, configured.messengers) : configured.bots;
  const connections = Object.fromEntries(bots.map((bot) => [botKey(bot), bot]));
  const capabilities = mapBots(connections, ({ messenger }) => capabilitiesOf(messenger, config));
  return {
    connections,
    capabilities,
    apis: mapBots(connections, (connection, bot) =>
      createApi({ ...connection, ...ofBot(capabilities, bot) }),
    ),
    rateLimiters: mapBots(capabilities, ({ pace }) => createRateLimiter({ clock, ...pace })),
  };
}
