import type { Connection } from 'mongoose';
import type { RequestEvent } from '../../../src/requests/lifecycle/events.js';
import type { Actor } from '../../../src/requests/lifecycle/facts.js';
import type { Request } from '../../../src/requests/lifecycle/request.js';

/** A request as the program has stored it. */
export interface Stored {
  readonly request: Request;
  readonly events: readonly RequestEvent[];
}

/** All requests. */
export function allRequests(connection: Connection): Promise<readonly Stored[]> {
  return find(connection, {});
}

/** Those that are not closed. */
export function openRequests(connection: Connection): Promise<readonly Stored[]> {
  return find(connection, { status: { $ne: 'closed' } });
}

async function find(connection: Connection, filter: object): Promise<readonly Stored[]> {
  const found = await connection.collection('requests').find(filter).toArray();
  // The collection holds nothing but the product's own documents.
  return found.map(({ state, events }) => ({ request: state as Request, events: events as RequestEvent[] }));
}

/** An answer that somebody has sent. */
export interface SentAnswer {
  readonly code: string;
  readonly actor: Actor;
}

/**
 * The answers with these words, each once however often its position has taken it back and sent it again: what was sent
 * first says whose it is. One that was neither given nor taken back is not there.
 */
export function answersSaying(words: string, all: readonly Stored[]): readonly SentAnswer[] {
  return all.flatMap(({ request: { code }, events }) => {
    const sayings = events.filter(
      (event) => (event.type === 'answered' || event.type === 'answerHeld') && event.text === words,
    );
    const endOf = (seq: number) => events.find((event) => event.seq > seq && ENDS_HELD.has(event.type));
    const takenBack = sayings.filter(
      ({ seq, type }) => type === 'answerHeld' && endOf(seq)?.type === 'answerRecalled',
    );
    const given = sayings.filter(({ type }) => type === 'answered');
    const [first] = sayings;
    const times = Math.max(given.length, Math.min(takenBack.length, 1));
    return first === undefined ? [] : Array.from({ length: times }, () => ({ code, actor: first.actor }));
  });
}

const ENDS_HELD: ReadonlySet<RequestEvent['type']> = new Set(['answered', 'answerRecalled']);
