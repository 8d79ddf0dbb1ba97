import type { RequestEvent } from '../../../src/requests/lifecycle/events.js';
import { systemOf } from '../../../src/requests/lifecycle/system-of.js';
import type { FeatureOptions } from '../options.js';

/** The names of the other systems through which something in these events was done, by the ids of their clients. */
export async function namesOfSystems(
  clients: Pick<FeatureOptions['clients'], 'find'>,
  events: readonly Pick<RequestEvent, 'actor'>[],
): Promise<ReadonlyMap<string, string>> {
  const ids = new Set(events.flatMap(({ actor }) => systemOf(actor) ?? []));
  const found = await Promise.all([...ids].map((id) => clients.find(id)));
  return new Map(
    found.flatMap((client) => (client === undefined ? [] : [[client.id, client.name] as const])),
  );
}
