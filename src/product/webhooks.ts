import { bulletinsFor } from '../bulletins/bulletin.js';
import type { Deliveries } from '../deliveries/index.js';
import type { Feed } from '../feed/index.js';
import { allowAddresses } from '../webhooks/allowed-addresses.js';
import { createEndpointStore, type Endpoint } from '../webhooks/endpoint-store.js';
import { createWebhooks, type Webhooks } from '../webhooks/index.js';
import { createPost } from '../webhooks/post.js';
import type { Foundation } from './foundation.js';
import type { Stores } from './stores.js';

/** Milliseconds between looks for addresses that another process has changed. */
const POLL_SHARED_MS = 2_000;
const POLL_ALONE_MS = 60_000;

/** Opens the webhooks; nothing is sent before they are started. */
export function openWebhooks(
  foundation: Foundation,
  {
    stores,
    feed,
    deliveries,
  }: { readonly stores: Stores; readonly feed: Feed; readonly deliveries: Pick<Deliveries, 'announce'> },
): Webhooks {
  const { config, connection, machineClock, onStop } = foundation;
  const { clients, people } = stores;
  const post = createPost({ addresses: allowAddresses(config.webhookNetworks), machineClock });
  onStop('connections to other systems', async () => post.close());

  async function tellStopped({ id, client, url, rev }: Endpoint, because: string): Promise<void> {
    // Whoever revoked the key knows.
    if (because !== 'gone' && because !== 'failing') return;
    const at = foundation.clock.now();
    const name = (await clients.find(client))?.name ?? client;
    const { host } = new URL(url);
    const staff = await people.listAll();
    await deliveries.announce(
      staff
        .filter(({ roles }) => roles.includes('administrator'))
        .flatMap(({ _id }) =>
          bulletinsFor(_id, {
            // What was stopped goes on by a change: of one revision there is one word, also after a crash.
            name: `webhookStopped:${id}:${rev}`,
            at,
            bulletins: [{ kind: 'webhookStopped', name, host, because, endpoint: id }],
          }),
        ),
    );
  }

  return createWebhooks({
    ...foundation,
    endpoints: createEndpointStore(connection),
    feed,
    clients,
    requests: stores.requests,
    organization: stores.organization,
    post,
    onStopped: tellStopped,
    timeZone: config.timeZone,
    pollMs: foundation.isAlone ? POLL_ALONE_MS : POLL_SHARED_MS,
  });
}
