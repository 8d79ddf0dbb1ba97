import mongoose, { type Connection } from 'mongoose';

/** A command that the product has sent to its database. */
export interface SentCommand {
  readonly name: string;
  readonly collection: string;
  /** What it looks for; absent where it looks for nothing, as an insert. */
  readonly filter?: Readonly<Record<string, unknown>>;
}

/** Listens to what this process sends to a database, on all connections but one. */
export function listenToCommands(database: string, except: Connection): { take(): readonly SentCommand[] } {
  let sent: SentCommand[] = [];
  for (const connection of mongoose.connections) {
    if (connection === except || connection.name !== database) continue;
    connection.getClient().on('commandStarted', ({ commandName, command }) => {
      const collection = command[commandName];
      if (typeof collection !== 'string') return;
      const { filter, query, updates, deletes, pipeline } = command;
      const looksFor = filter ?? query ?? updates?.[0]?.q ?? deletes?.[0]?.q ?? pipeline?.[0]?.$match;
      sent.push({ name: commandName, collection, ...(looksFor === undefined ? {} : { filter: looksFor }) });
    });
  }
  return {
    take() {
      const taken = sent;
      sent = [];
      return taken;
    },
  };
}

/** Collections that are asked only to find out who must hear of something, and to write that down. */
const FOR_TELLING: ReadonlySet<string> = new Set([
  'deliveries',
  'waitingRequests',
  'cardsOfRequests',
  'askingNotices',
]);

/**
 * True for a command that plans who must hear of an event: the update is handled without waiting for it. In a process
 * that does not send, nothing else changes a request that is there or asks for several citizens at once.
 */
export function isForTelling({ name, collection, filter }: SentCommand): boolean {
  if (FOR_TELLING.has(collection)) return true;
  if (collection === 'requests' || collection === 'neighbourhoods') return name === 'update';
  return collection === 'citizens' && typeof filter?.['_id'] === 'object';
}

/** True for a command that reads what a process keeps for everybody for a moment, as the city: no update has to. */
export function isForAll({ collection }: SentCommand): boolean {
  return collection === 'organization';
}

/** True for a command that a database without indexes answers by looking at every document. */
export function isScan({ filter }: SentCommand): boolean {
  return filter !== undefined && !('_id' in filter);
}

/** A command in words, with the fields that it looks for. */
export function describe({ name, collection, filter }: SentCommand): string {
  return `${name} ${collection} {${Object.keys(filter ?? {}).join(', ')}}`;
}
