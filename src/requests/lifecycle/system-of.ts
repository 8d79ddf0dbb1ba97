import type { Actor } from './facts.js';

/** The client (src/clients) through which somebody acted, or that acted itself; undefined for none. */
export function systemOf(actor: Actor): string | undefined {
  switch (actor.kind) {
    case 'client':
      return actor.client;
    case 'manager':
    case 'operator':
      return actor.via;
    default:
      return undefined;
  }
}
