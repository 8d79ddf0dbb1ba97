import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { openRecords } from '../other-systems/kept-records.js';
import { NotAnsweredError, type ProductClient } from './product-client.js';
import { eventSchema, type RequestBook } from './request-book.js';

/** What the registry keeps of its connection; there is one. */
interface KeptConnection {
  readonly id: 'product';
  /** The address to which events are sent, as the product knows it. */
  readonly endpoint?: { readonly id: string; readonly url: string; readonly secret: string };
  /** Up to where the feed was read. */
  readonly cursor?: string;
}

/** How the registry hears of what happens: an address of its own, and the feed for what it missed. */
export interface EventConnection {
  /** The secret with which events are signed; undefined before the first one can come. */
  secret(): string | undefined;
  /** Has events sent to this address from now on; repeating it changes nothing. */
  open(): Promise<void>;
  /** Reads from the feed what happened since it was read last; the first time it only learns where the feed is. */
  catchUp(): Promise<void>;
}

const endpointSchema = z.object({ id: z.string(), secret: z.string() });
const endpointsSchema = z.object({ webhooks: z.array(z.object({ id: z.string(), state: z.string() })) });
const pageSchema = z.object({ events: z.array(eventSchema), next: z.string(), hasMore: z.boolean() });
const goneSchema = z.object({ first: z.string().optional(), latest: z.string().optional() });

/** No feed is that long: whoever asks for what follows is told where it is. */
const BEYOND = '999999999999999';
const EVENTS_A_PAGE = 200;

/** The connection of a registry that is told of events at `url`. */
export function createEventConnection(options: {
  readonly folder: string | undefined;
  readonly url: string;
  readonly product: ProductClient;
  readonly requests: Pick<RequestBook, 'hear'>;
}): EventConnection {
  const { folder, url, product, requests } = options;
  const kept = openRecords<KeptConnection>(folder, 'connection.jsonl');
  const known = (): KeptConnection => kept.find('product') ?? { id: 'product' };

  /** Reads a page of the feed, or learns where the feed is; resolves to whether there is more. */
  async function readPage(): Promise<boolean> {
    const after = known().cursor ?? BEYOND;
    const answered = await product.get(`/events?after=${after}&limit=${EVENTS_A_PAGE}`);
    if (answered.ok) {
      const page = pageSchema.parse(answered.body);
      for (const event of page.events) requests.hear(event);
      kept.keep({ ...known(), cursor: page.next });
      return page.hasMore;
    }
    const { first, latest } = goneSchema.parse(answered.body);
    const cursor = latest ?? first;
    if (cursor === undefined) throw new NotAnsweredError();
    kept.keep({ ...known(), cursor });
    return true;
  }

  return {
    secret: () => known().endpoint?.secret,

    async open() {
      const { endpoint } = known();
      const listed = endpointsSchema.parse(bodyOf(await product.get('/webhooks')));
      const present = listed.webhooks.find(({ id }) => id === endpoint?.id && endpoint.url === url);
      for (const { id } of listed.webhooks) if (id !== present?.id) await product.remove(`/webhooks/${id}`);
      if (present?.state === 'stopped')
        await product.post(`/webhooks/${present.id}/resume`, undefined, randomUUID());
      if (present !== undefined) return;
      const made = endpointSchema.parse(bodyOf(await product.post('/webhooks', { url }, randomUUID())));
      kept.keep({ ...known(), endpoint: { id: made.id, secret: made.secret, url } });
    },

    async catchUp() {
      for (let hasMore = true; hasMore; ) hasMore = await readPage();
    },
  };
}

/** The body of a call that nothing in it could have had refused. */
function bodyOf(answered: Awaited<ReturnType<ProductClient['get']>>): unknown {
  if (!answered.ok) throw new Error(`The product refused with ${answered.status} what it cannot refuse.`);
  return answered.body;
}
