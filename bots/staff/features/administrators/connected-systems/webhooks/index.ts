import { clientAsPerson } from '../../../../../../src/audit/audit-store.js';
import { wallClockDay, zonedDayStart } from '../../../../../../src/calendar.js';
import { keepConversation } from '../../../../../../src/flows/flow.js';
import { DAY_MS } from '../../../../../../src/requests/lifecycle/rules.js';
import type { Endpoint } from '../../../../../../src/webhooks/endpoint-store.js';
import type { Visit } from '../../../../context.js';
import { showInPlace } from '../../../../edit-message.js';
import type { StaffFeature } from '../../../../feature.js';
import { mainKeyboard } from '../../../../keyboards.js';
import type { FeatureOptions } from '../../../../options.js';
import { forAdministrators } from '../../../../permissions.js';
import { addressesPage, addressPage, renewingPage, replayingPage, secretPage } from './pages.js';

/**
 * The addresses of connected systems to which events are sent: an administrator sees how that goes, goes on with one that
 * was stopped, has events sent again, and renews a secret.
 */
export function createWebhooksFeature({
  clients,
  webhooks,
}: Pick<FeatureOptions, 'clients' | 'webhooks'>): StaffFeature {
  /** A handler for a button of an address, which says so where there is none any more. */
  function ofAddress<Rest extends readonly unknown[]>(
    handle: (visit: Visit, endpoint: Endpoint, ...rest: Rest) => Promise<void>,
  ) {
    return forAdministrators<[values: readonly [id: string, ...rest: Rest]]>(
      keepConversation(async (visit, [id, ...rest]) => {
        const endpoint = await webhooks.find(id);
        if (endpoint === undefined) await visit.say(visit.wording.html('webhooks.gone'), mainKeyboard(visit));
        else await handle(visit, endpoint, ...rest);
      }),
    );
  }

  async function show(visit: Visit, endpoint: Endpoint, told?: string): Promise<void> {
    const [client, status] = await Promise.all([
      clients.find(endpoint.client),
      webhooks.statusOf(endpoint.id),
    ]);
    await showInPlace(visit, addressPage(visit, { endpoint, client, status, told }));
  }

  return {
    name: 'webhooks',
    presses: {
      webhooks: forAdministrators(
        keepConversation(async (visit, [id]) => {
          const client = await clients.find(id);
          if (client === undefined) {
            await visit.say(visit.wording.html('systems.gone'), mainKeyboard(visit));
            return;
          }
          const all = await webhooks.ofClient(id);
          const rows = await Promise.all(
            all.map(async (endpoint) => ({ endpoint, status: await webhooks.statusOf(endpoint.id) })),
          );
          await showInPlace(visit, addressesPage(visit, client, rows));
        }),
      ),
      webhook: ofAddress((visit, endpoint) => show(visit, endpoint)),
      webhookSecretTaken: ofAddress((visit, endpoint) => show(visit, endpoint)),
      resumeWebhook: ofAddress(async (visit, endpoint) => {
        await webhooks.resume(endpoint.id);
        await visit.note('webhookResumed', undefined, clientAsPerson(endpoint.client));
        await show(visit, endpoint, 'webhooks.told.resumed');
      }),
      retryWebhook: ofAddress(async (visit, endpoint) => {
        await webhooks.retryGivenUp(endpoint.id);
        await visit.note('webhookReplayed', undefined, clientAsPerson(endpoint.client));
        await show(visit, endpoint, 'webhooks.told.retried');
      }),
      replayWebhook: ofAddress((visit, endpoint) => showInPlace(visit, replayingPage(visit, endpoint))),
      applyReplayWebhook: ofAddress<[days: number]>(async (visit, endpoint, days) => {
        const { now, timeZone } = visit.speech;
        const day = wallClockDay(new Date(now.getTime() - days * DAY_MS), timeZone);
        await webhooks.replay(endpoint.id, zonedDayStart(day, timeZone));
        await visit.note('webhookReplayed', undefined, clientAsPerson(endpoint.client));
        await show(visit, endpoint, 'webhooks.told.replayed');
      }),
      renewWebhook: ofAddress((visit, endpoint) => showInPlace(visit, renewingPage(visit, endpoint))),
      applyRenewWebhook: ofAddress(async (visit, endpoint) => {
        const secret = await webhooks.renewSecret(endpoint, visit.orderAs(undefined).commandId);
        await visit.note('webhookSecretRenewed', undefined, clientAsPerson(endpoint.client));
        await showInPlace(visit, secretPage(visit, endpoint, secret));
      }),
    },
  };
}
