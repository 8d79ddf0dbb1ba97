import { BALE, BOT_ROLES, type Messenger, TELEGRAM } from '../channel/bot.js';
import type { BotConnection } from '../config.js';
import type { SimulatedBot } from '../simulator/index.js';

/** The two bots of a simulated messenger. Their tokens work only in the simulator. */
type SimulatedBots = Readonly<Record<'citizen' | 'staff', SimulatedBot>>;

/** The bots on the simulated Telegram. */
export const simulatedBots: SimulatedBots = {
  citizen: { token: '137000001:simulated-citizen-bot', username: 'mashhad_137_bot', firstName: 'پاسخ ۱۳۷' },
  staff: {
    token: '137000002:simulated-staff-bot',
    username: 'mashhad_137_staff_bot',
    firstName: 'پاسخ ۱۳۷ - همکاران',
  },
};

/** The bots on the simulated Bale. */
export const baleBots: SimulatedBots = {
  citizen: { ...simulatedBots.citizen, token: '137000003:simulated-citizen-bot-on-bale' },
  staff: { ...simulatedBots.staff, token: '137000004:simulated-staff-bot-on-bale' },
};

/** The simulated messengers: their bots, and where on this server their Bot API is. */
const MESSENGERS: Readonly<Record<Messenger, { readonly bots: SimulatedBots; readonly path: string }>> = {
  [TELEGRAM]: { bots: simulatedBots, path: '/telegram' },
  [BALE]: { bots: baleBots, path: '/bale' },
};

/** How the product reaches the bots of these simulated messengers on the server at `url`. */
export function simulatedConnections(
  url: string,
  messengers: readonly Messenger[],
): readonly BotConnection[] {
  return messengers.flatMap((messenger) => {
    const { bots, path } = MESSENGERS[messenger] ?? {};
    if (bots === undefined) throw new RangeError(`No simulated messenger is called «${messenger}».`);
    return BOT_ROLES.map((role) => ({ messenger, role, token: bots[role].token, apiRoot: `${url}${path}` }));
  });
}
