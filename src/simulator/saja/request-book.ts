import { z } from 'zod';
import { openRecords } from '../other-systems/kept-records.js';

/** How a request stands, as the interface of the product says it: what the registry shows of it. */
export const standingSchema = z.object({
  code: z.string(),
  rev: z.number(),
  status: z.string(),
  channel: z.string(),
  filedAt: z.string(),
  category: z.string().nullable(),
  unit: z.string().nullable(),
  position: z.string().nullable(),
  dueAt: z.string().nullable(),
  isUrgent: z.boolean(),
  question: z.string().nullable(),
  answer: z.object({ at: z.string(), text: z.string(), outcome: z.object({ kind: z.string() }) }).nullable(),
  rating: z.number().nullable(),
  closed: z.object({ because: z.string() }).nullable(),
  externalIds: z.record(z.string(), z.string()),
});
type Standing = z.output<typeof standingSchema>;

/** An event as it is told: signed to an address, or in the feed. */
export const eventSchema = z.object({
  type: z.string(),
  timestamp: z.string(),
  data: z.object({ id: z.string(), code: z.string(), seq: z.number() }),
});
type HeardEvent = z.output<typeof eventSchema>;

/** What the registry knows of a request in the product, its own or another one. */
export interface KnownRequest {
  /** The tracking code. */
  readonly id: string;
  /** The events of which it heard, each once, in their order. */
  readonly heard: readonly {
    readonly id: string;
    readonly seq: number;
    readonly type: string;
    readonly at: string;
  }[];
  /** How it stood when it was read last; absent before. */
  readonly standing?: Standing;
  /** How many of these events were known when it was read last: with more, it has to be read again. */
  readonly readAfter: number;
}

/** What the simulated registry knows of requests, kept in a file if it has a folder. */
export interface RequestBook {
  list(): readonly KnownRequest[];
  find(code: string): KnownRequest | undefined;
  /** Notes that something happened; an event of which it has heard changes nothing. */
  hear(event: HeardEvent): void;
  /** The requests of which something was heard since they were read. */
  unread(): readonly KnownRequest[];
  /** Notes how a request stands, unless something newer is known. */
  noteStanding(standing: Standing): void;
  /** Notes that a request was read when so many of its events were known. */
  noteRead(code: string, readAfter: number): void;
  /** Has a function called after each change. */
  subscribe(listener: () => void): () => void;
}

/** Opens what is known of requests, with what an earlier one left in the folder. */
export function openRequestBook(folder: string | undefined): RequestBook {
  const requests = openRecords<KnownRequest>(folder, 'requests.jsonl');
  const known = (code: string) => requests.find(code) ?? { id: code, heard: [], readAfter: 0 };
  return {
    list: requests.list,
    find: requests.find,
    unread: () => requests.list().filter(({ heard, readAfter }) => heard.length > readAfter),
    hear({ type, timestamp: at, data: { id, code, seq } }) {
      const request = known(code);
      if (request.heard.some((one) => one.id === id)) return;
      const heard = [...request.heard, { id, seq, type, at }].toSorted((one, other) => one.seq - other.seq);
      requests.keep({ ...request, heard });
    },
    noteStanding(standing) {
      const request = known(standing.code);
      if (standing.rev >= (request.standing?.rev ?? 0)) requests.keep({ ...request, standing });
    },
    noteRead: (code, readAfter) => requests.keep({ ...known(code), readAfter }),
    subscribe: requests.subscribe,
  };
}
