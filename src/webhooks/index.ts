import { createHash } from 'node:crypto';
import { type Client, hasScope, isInForce } from '../clients/client.js';
import type { ClientStore } from '../clients/client-store.js';
import { coversRequest } from '../clients/seen-requests.js';
import type { Clock } from '../clock.js';
import {
  type ConsumerDefinition,
  type ConsumerState,
  type Feed,
  type FeedEntry,
  type Handled,
  resumed,
  retried,
  rewound,
} from '../feed/index.js';
import { eventId, isPublished, publishedType } from '../feed/published-events.js';
import type { Logger } from '../logger.js';
import type { OrganizationStore } from '../organization/organization-store.js';
import type { RequestStore } from '../requests/request-store.js';
import { describeProgress, type EndpointStatus, oldestWaiting } from './endpoint-status.js';
import type { Endpoint, EndpointStore } from './endpoint-store.js';
import { messageWithRequest } from './message.js';
import type { Post, Posted } from './post.js';
import { createRetryAt, STOPS_AFTER_MS } from './retries.js';
import { drawSecret, signatureHeaders } from './signature.js';

/** Sends events to the addresses of other systems, as Standard Webhooks 1.0 says. */
export interface Webhooks {
  /** The most addresses of one client. */
  readonly mostOfClient: number;
  /**
   * Makes an address, and its secret, which is revealed only here; undefined if the client has too many. Under the same
   * command it is the same address.
   */
  create(
    client: string,
    wanted: Pick<Endpoint, 'url'> & Partial<Pick<Endpoint, 'types'>>,
    commandId: string,
  ): Promise<{ readonly endpoint: Endpoint; readonly secret: string } | undefined>;
  ofClient(client: string): Promise<readonly Endpoint[]>;
  /** An address, whoever's it is. */
  find(id: string): Promise<Endpoint | undefined>;
  /** How sending to an address goes. */
  statusOf(id: string): Promise<EndpointStatus>;
  /** How sending goes to each address, by its id. */
  statuses(): Promise<ReadonlyMap<string, EndpointStatus>>;
  /**
   * Draws a new secret for an address; for a day messages are signed with the old one too. Under the same command it is
   * the same secret.
   */
  renewSecret(endpoint: Endpoint, commandId: string): Promise<string>;
  /** Goes on with an address that was stopped, from where it was. */
  resume(id: string): Promise<void>;
  /** Sends what was given up once more. Resolves to how many. */
  retryGivenUp(id: string): Promise<number>;
  /** Sends everything of that moment and later once more, as far as the feed has it, also where it was stopped. */
  replay(id: string, from: Date): Promise<void>;
  remove(id: string): Promise<void>;
  /** Begins to send in this process. */
  start(): Promise<void>;
  stop(): Promise<void>;
}

export interface WebhooksOptions {
  readonly endpoints: EndpointStore;
  readonly feed: Feed;
  readonly clients: Pick<ClientStore, 'find'>;
  readonly requests: Pick<RequestStore, 'findMany' | 'registeredBy'>;
  readonly organization: Pick<OrganizationStore, 'current'>;
  readonly post: Post;
  /** Tells the administrators that an address gets nothing any more; after a crash perhaps once more. */
  readonly onStopped: (endpoint: Endpoint, because: string) => Promise<void>;
  /** The city's clock. */
  readonly clock: Clock;
  /** The machine's clock: the time that is signed, and looks for addresses that another process has changed. */
  readonly machineClock: Clock;
  readonly timeZone: string;
  /** Numbers from 0 (inclusive) to 1 (exclusive). */
  readonly random: () => number;
  readonly randomBytes: (size: number) => Buffer;
  readonly logger: Logger;
  /** Milliseconds between looks for changed addresses. */
  readonly pollMs: number;
}

const MOST_OF_CLIENT = 10;
const ID_DIGITS = 16;
const AT_ONCE = 16;
const SECRET_OVERLAP_MS = 24 * 3_600_000;
/** The longest rest that a receiver can ask for. */
const LONGEST_REST_MS = 24 * 3_600_000;
const DONE: Handled = { kind: 'done' };

/** The name of the consumer of the feed that sends to an address. */
const consumerOf = (endpoint: string) => `webhook:${endpoint}`;

/** The id of the address that a command makes. */
function endpointId(commandId: string): string {
  return `ep_${createHash('sha256').update(commandId).digest('hex').slice(0, ID_DIGITS)}`;
}

/** The webhooks of this process. Each address is a consumer of the feed (docs/decisions.md, the event feed). */
export function createWebhooks(options: WebhooksOptions): Webhooks {
  const { endpoints, feed, clients, clock, machineClock, logger } = options;
  const retryAt = createRetryAt(options.random);
  const sending = new Map<string, { readonly rev: number; stop(): Promise<void> }>();
  const stopping = new AbortController();
  let watching: Promise<void> = Promise.resolve();
  let following: Promise<void> = Promise.resolve();
  let hasStarted = false;

  async function send(endpoint: Endpoint, entry: FeedEntry, signal: AbortSignal): Promise<Handled> {
    const client = await clients.find(endpoint.client);
    if (!mayHear(client)) return { kind: 'stop', because: 'revoked' };
    const [request] = await options.requests.findMany([entry.code]);
    // A request that is not kept any more has no news.
    if (request === undefined) return DONE;
    const organization = await options.organization.current();
    const isTheirs = async () => (await options.requests.registeredBy(client.id, [entry.code])).size > 0;
    if (!coversRequest(client, request, organization) && !(await isTheirs())) return DONE;
    const { timeZone } = options;
    const body = JSON.stringify(messageWithRequest(entry, request, { organization, timeZone }));
    const sentAt = machineClock.now();
    const headers = signatureHeaders({ id: eventId(entry), sentAt, body }, secretsAt(endpoint, clock.now()));
    const posted = await options.post(endpoint.url, headers, body, signal);
    return handled(posted);
  }

  function mayHear(client: Client | undefined): client is Client {
    return client !== undefined && hasScope(client, 'webhooks') && isInForce(client, clock.now());
  }

  function handled(posted: Posted): Handled {
    if (posted.kind === 'failed') return { kind: 'failed', because: posted.because };
    const { status, retryAfter } = posted;
    if (status >= 200 && status < 300) return DONE;
    if (status === 410) return { kind: 'stop', because: 'gone' };
    const restsUntil = status === 429 || status === 503 ? restOf(retryAfter) : undefined;
    return { kind: 'failed', because: `http${status}`, ...(restsUntil === undefined ? {} : { restsUntil }) };
  }

  /** Until when a receiver asks not to be called: `Retry-After` in seconds or as a date; a day at most. */
  function restOf(retryAfter: string | undefined): Date | undefined {
    if (retryAfter === undefined) return undefined;
    const ms = /^\d+$/.test(retryAfter)
      ? Number(retryAfter) * 1_000
      : new Date(retryAfter).getTime() - machineClock.now().getTime();
    return ms > 0 ? new Date(clock.now().getTime() + Math.min(ms, LONGEST_REST_MS)) : undefined;
  }

  function consume(endpoint: Endpoint): void {
    const { id, types, rev } = endpoint;
    const wanted = types === undefined ? undefined : new Set(types);
    const definition: ConsumerDefinition = {
      name: consumerOf(id),
      startsAt: 'now',
      atOnce: AT_ONCE,
      retryAt,
      stopsAfterMs: STOPS_AFTER_MS,
      wants: ({ type }) => isPublished(type) && (wanted === undefined || wanted.has(publishedType(type))),
      handle: (entry, signal) => send(endpoint, entry, signal),
      async onStopped(because) {
        logger.warn({ event: 'webhookStopped', endpoint: id, because });
        await options.onStopped(endpoint, because);
      },
    };
    const consumer = feed.consume(definition);
    sending.set(id, { rev, stop: () => consumer.stop() });
  }

  /**
   * Makes a change, and follows what has been made, changed and removed, here or in another process; once after the other.
   */
  function follow(change: () => Promise<void> = async () => undefined): Promise<void> {
    const followed = following.then(() => change().finally(() => (hasStarted ? followNow() : undefined)));
    // An earlier look knows nothing of an address that was made since.
    following = followed.catch(() => undefined);
    return followed;
  }

  async function followNow(): Promise<void> {
    const all = await endpoints.all();
    const present = new Set(all.map(({ id }) => id));
    for (const [id, { stop }] of sending) {
      if (present.has(id)) continue;
      sending.delete(id);
      await stop();
      await feed.forget(consumerOf(id));
    }
    for (const endpoint of all) {
      const known = sending.get(endpoint.id);
      if (known?.rev === endpoint.rev) continue;
      await known?.stop();
      consume(endpoint);
    }
  }

  async function watch(): Promise<void> {
    while (!stopping.signal.aborted) {
      await machineClock.sleep(options.pollMs, stopping.signal);
      if (stopping.signal.aborted) return;
      await follow().catch((error) => logger.error({ event: 'webhooksNotFollowed', error }));
    }
  }

  async function statusOf(id: string): Promise<EndpointStatus> {
    const [state, latest] = await Promise.all([feed.progressOf(consumerOf(id)), feed.latest()]);
    const oldest = oldestWaiting(state, latest);
    // What is not kept any more is over.
    const page = oldest === undefined ? undefined : await feed.readAfter(oldest - 1, 1);
    const since = page?.kind === 'page' ? page.entries[0]?.at : undefined;
    return describeProgress(state, latest, since);
  }

  /** Changes how far sending to an address has got, and has every process notice. */
  function amend(id: string, change: (state: ConsumerState) => ConsumerState): Promise<void> {
    return follow(async () => {
      // At rest, it begins anew once: with what is changed here.
      await sending.get(id)?.stop();
      sending.delete(id);
      await feed.amend(consumerOf(id), change);
      await endpoints.change(id, {});
    });
  }

  return {
    mostOfClient: MOST_OF_CLIENT,
    async create(client, wanted, commandId) {
      const id = endpointId(commandId);
      const before = await endpoints.find(id);
      if (before !== undefined) return { endpoint: before, secret: before.secrets[0]?.secret ?? '' };
      if ((await endpoints.ofClient(client)).length >= MOST_OF_CLIENT) return undefined;
      const now = clock.now();
      const secret = drawSecret(options.randomBytes);
      const endpoint: Endpoint = {
        id,
        client,
        ...wanted,
        secrets: [{ secret }],
        createdAt: now,
        rev: 1,
      };
      // Somebody who calls twice at once gets two answers about one address.
      if (!(await endpoints.insert(endpoint))) return this.create(client, wanted, commandId);
      // From now on: what happens until another process begins to send is not missed.
      await feed.begin(consumerOf(endpoint.id));
      await follow();
      return { endpoint, secret };
    },
    ofClient: (client) => endpoints.ofClient(client),
    find: (id) => endpoints.find(id),
    statusOf,
    async statuses() {
      const all = await endpoints.all();
      return new Map(await Promise.all(all.map(async ({ id }) => [id, await statusOf(id)] as const)));
    },
    async renewSecret({ id, secrets }, commandId) {
      const [old] = secrets;
      if (old?.commandId === commandId) return old.secret;
      const secret = drawSecret(options.randomBytes);
      const until = new Date(clock.now().getTime() + SECRET_OVERLAP_MS);
      const kept = old === undefined ? [] : [{ secret: old.secret, until }];
      await endpoints.change(id, { secrets: [{ secret, commandId }, ...kept] });
      await follow();
      return secret;
    },
    resume: (id) => amend(id, (state) => resumed(state, clock.now())),
    async retryGivenUp(id) {
      const count = (await feed.progressOf(consumerOf(id)))?.givenUp.length ?? 0;
      if (count > 0) await amend(id, (state) => retried(state, clock.now()));
      return count;
    },
    async replay(id, from) {
      const first = await feed.firstSince(from);
      await amend(id, (state) => resumed(first === undefined ? state : rewound(state, first), clock.now()));
    },
    async remove(id) {
      await endpoints.remove(id);
      await follow();
    },
    async start() {
      hasStarted = true;
      await follow();
      watching = watch();
    },
    async stop() {
      stopping.abort();
      await watching;
    },
  };
}

/** The secrets with which a message is signed at a moment. */
function secretsAt({ secrets }: Pick<Endpoint, 'secrets'>, now: Date): readonly string[] {
  return secrets.filter(({ until }) => until === undefined || until > now).map(({ secret }) => secret);
}
