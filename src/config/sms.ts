import { z } from 'zod';
import { httpUrl } from './connections.js';
import { ConfigError, type Read } from './reading.js';

/** The providers of short messages. */
const SMS_PROVIDERS = ['kavenegar', 'smsir', 'magfa'] as const;
type SmsProviderName = (typeof SMS_PROVIDERS)[number];

/** What short messages tell, in the names of the events; each may have a template that the provider has approved. */
export const SMS_KINDS = [
  'registered',
  'sentToIntake',
  'sentToFollowUp',
  'referred',
  'escalated',
  'overdue',
  'asked',
  'resumed',
  'extensionGranted',
  'answered',
  'promiseKept',
  'promiseMoved',
  'withdrawn',
  'carriedOn',
  'rejected',
  'merged',
  'closed',
] as const;
type SmsKind = (typeof SMS_KINDS)[number];
/** The name of the template of each kind that has one. */
export type SmsTemplates = Readonly<Partial<Record<SmsKind, string>>>;

/** How short messages are sent. */
export interface SmsConfig {
  /** The provider's account; absent: none, or in simulation the simulated one. */
  readonly account?: SmsAccount;
  readonly templates: SmsTemplates;
  /** True if what has no template goes in words of our own; otherwise it is not sent, and nobody is phoned for it. */
  readonly sendsWithoutTemplate: boolean;
  /** Parts of messages that may be paid for on one day; what is urgent goes beyond that. */
  readonly partsPerDay: number;
  /** Callers get the secret link of their request; some lines refuse messages with links. */
  readonly hasLinks: boolean;
  /** The line can be written to: messages about an answer say what callers can send. */
  readonly takesReplies: boolean;
}

/** An account at a provider. */
export interface SmsAccount {
  readonly provider: SmsProviderName;
  /** The key of the account, for Magfa `user/domain:password`. */
  readonly key: string;
  /** The number from which messages come. */
  readonly line: string;
  /** Root of the provider's API, without a slash at its end; absent: the provider's own. */
  readonly root?: string;
}

/** The variables of short messages. */
export const smsVariables = {
  SMS_PROVIDER: { schema: z.enum(SMS_PROVIDERS), remedy: 'kavenegar, smsir or magfa' },
  SMS_KEY: {
    schema: z.string().regex(/^\S{8,}$/),
    remedy: 'the key of the account at the provider, for Magfa user/domain:password',
  },
  SMS_LINE: {
    schema: z.string().regex(/^\+?\d{4,15}$/),
    remedy: 'the number of the line, in digits, such as 30001370',
  },
  SMS_API_ROOT: { schema: httpUrl, remedy: 'an address such as https://api.kavenegar.com' },
  SMS_LINKS: { schema: z.enum(['on', 'off']), remedy: 'on or off' },
  SMS_REPLIES: { schema: z.enum(['on', 'off']), remedy: 'on or off' },
  SMS_TEMPLATES: {
    schema: z
      .string()
      .transform((text) => text.split(',').map((pair) => pair.trim().split('=')))
      .pipe(z.array(z.tuple([z.enum(SMS_KINDS), z.string().regex(/^[\w-]{1,60}$/)])))
      .transform((pairs): SmsTemplates => Object.freeze(Object.fromEntries(pairs))),
    remedy: 'kinds with the names of their templates, such as registered=137-new,answered=137-answer',
  },
  SMS_WITHOUT_TEMPLATE: { schema: z.enum(['send', 'leave']), remedy: 'send or leave' },
  SMS_PARTS_PER_DAY: {
    schema: z.coerce.number().int().min(1).max(10_000_000),
    remedy: 'a whole number of parts from 1 to 10000000',
  },
} as const;

/** Reads how short messages are sent. */
export function readSms(read: Read<typeof smsVariables>): SmsConfig {
  const account = readAccount(read);
  const templates = readTemplates(read, account);
  return Object.freeze({
    ...(account === undefined ? {} : { account }),
    templates,
    sendsWithoutTemplate: read('SMS_WITHOUT_TEMPLATE') !== 'leave',
    partsPerDay: read('SMS_PARTS_PER_DAY') ?? 5_000,
    hasLinks: read('SMS_LINKS') === 'on',
    takesReplies: read('SMS_REPLIES') === 'on',
  });
}

function readTemplates(read: Read<typeof smsVariables>, account: SmsAccount | undefined): SmsTemplates {
  const templates = read('SMS_TEMPLATES') ?? {};
  const names = Object.values(templates);
  if (account?.provider === 'magfa' && names.length > 0)
    throw new ConfigError('SMS_TEMPLATES', 'SMS_TEMPLATES is set, but Magfa has no templates: leave it out.');
  if (account?.provider === 'smsir' && !names.every((name) => /^\d+$/.test(name)))
    throw new ConfigError(
      'SMS_TEMPLATES',
      'SMS_TEMPLATES has a value that cannot be used: SMS.ir numbers its templates, such as registered=100137.',
    );
  return templates;
}

function readAccount(read: Read<typeof smsVariables>): SmsAccount | undefined {
  const [provider, key, line] = [read('SMS_PROVIDER'), read('SMS_KEY'), read('SMS_LINE')];
  if (provider === undefined && key === undefined && line === undefined) return undefined;
  if (provider === undefined || key === undefined || line === undefined) {
    const missing = provider === undefined ? 'SMS_PROVIDER' : key === undefined ? 'SMS_KEY' : 'SMS_LINE';
    throw new ConfigError(
      missing,
      `${missing} is not set: set SMS_PROVIDER, SMS_KEY and SMS_LINE to send short messages, or none of them.`,
    );
  }
  if (provider === 'magfa' && !/^[^/:]+\/[^/:]+:.+$/.test(key)) {
    throw new ConfigError(
      'SMS_KEY',
      'SMS_KEY has a value that cannot be used: set it to user/domain:password for Magfa.',
    );
  }
  const root = read('SMS_API_ROOT')?.replace(/\/+$/, '');
  return Object.freeze({ provider, key, line, ...(root === undefined ? {} : { root }) });
}
