import { isDeepStrictEqual } from 'node:util';
import { omitUndefined } from '../defined.js';
import type { BotSettings, Webhook } from '../state.js';
import type { DeliveryError } from '../updates/webhook-delivery.js';
import type { BotMethods, Call } from './call.js';
import { badRequest } from './errors.js';

const DEFAULT_CONNECTIONS = 40;
const MOST_CONNECTIONS = 100;
const LOCAL_HOSTS = new Set(['127.0.0.1', 'localhost', '[::1]']);

/** How a bot gets its updates: long polling or a webhook. */
export function updateMethods(options: {
  readonly lastError: (call: Call) => DeliveryError | undefined;
}): BotMethods {
  return {
    getUpdates: ({ telegram, account, parameters, signal }) =>
      telegram.polling.getUpdates(account.name, {
        offset: parameters.integer('offset'),
        limit: parameters.integer('limit'),
        timeout: parameters.integer('timeout'),
        allowedUpdates: readAllowed(parameters.json('allowed_updates')),
        signal,
      }),

    setWebhook(call) {
      const url = call.parameters.text('url') ?? '';
      return change(call, url === '' ? undefined : readWebhook(call, url));
    },

    deleteWebhook: (call) => change(call, undefined),

    getWebhookInfo(call) {
      const { settings, pending } = call.telegram.store.state.bots[call.account.name];
      const error = options.lastError(call);
      return omitUndefined({
        url: settings.webhook?.url ?? '',
        has_custom_certificate: false,
        pending_update_count: pending.size,
        max_connections: settings.webhook?.maxConnections,
        allowed_updates: settings.allowedUpdates?.length ? settings.allowedUpdates : undefined,
        last_error_date: error && Math.floor(error.at / 1000),
        last_error_message: error?.message,
      });
    },
  };
}

/** Sets or takes away the webhook; without `allowed_updates` the previous choice stays. */
function change({ telegram, account, parameters }: Call, webhook: Webhook | undefined): true {
  const { store } = telegram;
  const { settings, pending } = store.state.bots[account.name];
  const { webhook: _, ...rest } = settings;
  const allowedUpdates = readAllowed(parameters.json('allowed_updates')) ?? settings.allowedUpdates;
  const next: BotSettings = {
    ...rest,
    ...(allowedUpdates ? { allowedUpdates } : {}),
    ...(webhook ? { webhook } : {}),
  };
  if (parameters.flag('drop_pending_updates')) {
    store.commit({ type: 'updatesGone', bot: account.name, ids: [...pending.keys()] });
  }
  // Setting the same webhook again leaves deliveries that are under way alone.
  if (!isDeepStrictEqual(next, settings)) store.commit({ type: 'bot', bot: account.name, settings: next });
  if (webhook) {
    telegram.polling.terminate(account.name, 'Conflict: terminated by setWebhook request');
  }
  return true;
}

function readWebhook({ parameters, telegram }: Call, url: string): Webhook {
  if (!URL.canParse(url)) throw badRequest('bad webhook: invalid webhook URL specified');
  const { protocol, hostname, port } = new URL(url);
  const isAllowed = protocol === 'https:' || (protocol === 'http:' && LOCAL_HOSTS.has(hostname));
  if (!isAllowed) throw badRequest('bad webhook: An HTTPS URL must be provided for webhook');
  // A Bot API server of one's own delivers to this machine, at any port (docs/telegram.md, 2).
  if (!LOCAL_HOSTS.has(hostname) && !telegram.rules.webhookPorts.has(port)) {
    throw badRequest('bad webhook: webhook can be set up only on ports 80, 88, 443 or 8443');
  }
  const secretToken = parameters.text('secret_token') || undefined;
  if (secretToken !== undefined && !/^[A-Za-z0-9_-]{1,256}$/.test(secretToken)) {
    throw badRequest('secret token contains unallowed characters');
  }
  const wanted = parameters.integer('max_connections') ?? DEFAULT_CONNECTIONS;
  const maxConnections = Math.min(MOST_CONNECTIONS, Math.max(1, wanted));
  return omitUndefined({ url, secretToken, maxConnections });
}

function readAllowed(value: unknown): readonly string[] | undefined {
  if (!Array.isArray(value)) return undefined;
  return value.filter((kind): kind is string => typeof kind === 'string');
}
