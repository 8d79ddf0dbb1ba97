import type { SmsAccount } from '../config/sms.js';
import type { RequestService } from '../requests/request-service.js';
import { SIMULATED_SMS } from '../simulation.js';
import type { RequestLinks } from '../site/own/request-links.js';
import { createShortMessages, type ShortMessages } from '../sms/index.js';
import { createSmsLog } from '../sms/log-provider.js';
import type { SmsProvider } from '../sms/provider.js';
import { createKavenegar } from '../sms/providers/kavenegar.js';
import { createMagfa } from '../sms/providers/magfa.js';
import { createSmsIr } from '../sms/providers/sms-ir.js';
import type { Foundation } from './foundation.js';
import type { Stores } from './stores.js';

const PROVIDERS = { kavenegar: createKavenegar, smsir: createSmsIr, magfa: createMagfa } as const;

/** Opens the way to the configured provider, in simulation to the simulated one; nothing is sent yet. */
export function openShortMessages(
  foundation: Foundation,
  {
    stores,
    url,
    links,
    execute,
    epoch,
    pollMs,
  }: {
    readonly stores: Stores;
    /** Address of this server on this machine. */
    readonly url: string;
    /** The secret links of requests; absent where nobody outside reaches this server. */
    readonly links: RequestLinks | undefined;
    readonly execute: RequestService['execute'];
    readonly epoch: () => number | undefined;
    readonly pollMs: number;
  },
): ShortMessages {
  const { config } = foundation;
  const simulated: SmsAccount = {
    ...SIMULATED_SMS,
    root: `${url}/simulator/sms/api/${SIMULATED_SMS.provider}`,
  };
  const isSimulated = config.connections.kind === 'simulator';
  const account = isSimulated ? simulated : config.sms.account;
  return createShortMessages({
    ...foundation,
    ...stores,
    provider: account === undefined ? createSmsLog(foundation) : openProvider(account),
    partsPerDay: config.sms.partsPerDay,
    templates: config.sms.templates,
    sendsWithoutTemplate: config.sms.sendsWithoutTemplate,
    linkTo: config.sms.hasLinks ? links?.linkTo : undefined,
    takesReplies: isSimulated || config.sms.takesReplies,
    execute,
    morningHour: config.reminderHours[0],
    timeZone: config.timeZone,
    defaultLocale: config.defaultLocale,
    codesPerHour: config.limits.codesPerHour,
    epoch,
    pollMs,
  });
}

function openProvider(account: SmsAccount): SmsProvider {
  return PROVIDERS[account.provider](account);
}
