/** A command that the program sends to its database. */
export interface DatabaseCall {
  readonly command: 'insertOne' | 'insertMany' | 'updateOne' | 'findOneAndUpdate';
  readonly collection: string;
  readonly parameters: readonly unknown[];
}

/** A moment in the program that has a name: right before or right after a command to the database. */
interface Point {
  readonly when: 'before' | 'after';
  readonly is: (call: DatabaseCall) => boolean;
}

/** Moments between two writes, or between a write and a message, at which a program can be made to end. */
export const POINTS = {
  /** An update is stored, and nobody has looked at it. */
  mailbox: {
    when: 'after',
    is: (call) => call.collection === 'chats' && changes(call, '$push', 'pending'),
  },
  /** An update is dealt with and answered, and still waits. */
  handled: {
    when: 'before',
    is: (call) => call.collection === 'chats' && changes(call, '$pull', 'pending'),
  },
  /** A request has changed, and nobody has been told. */
  request: { when: 'after', is: isChangeOfRequest },
  /** Who must hear is known and not written down. */
  planning: { when: 'before', is: isPlan },
  /** It is written down, and the request still says that it is not. */
  planned: { when: 'after', is: isPlan },
  /** A message is about to go. */
  claimed: {
    when: 'after',
    is: ({ command, collection }) => collection === 'deliveries' && command === 'findOneAndUpdate',
  },
  /** Telegram has taken a message, and nobody has noted it. */
  taken: {
    when: 'before',
    is: (call) =>
      call.collection === 'cards' ||
      (call.collection === 'deliveries' && changes(call, '$set', 'status', 'sent')),
  },
  /** Time has moved a request, in the middle of a sweep. */
  sweep: {
    when: 'after',
    is: (call) => isChangeOfRequest(call) && JSON.stringify(call.parameters).includes('"kind":"clock"'),
  },
  /** A job has announced what it does once and for all, and not noted that it has. */
  digest: { when: 'before', is: ({ collection }) => collection === 'once' },
} as const satisfies Readonly<Record<string, Point>>;

/** The name of a moment. */
export type PointName = keyof typeof POINTS;
export const POINT_NAMES = Object.keys(POINTS) as readonly PointName[];

/** What can be taken out of the program, to see that an experiment notices. */
export const MUTATIONS = ['guard', 'dedupe', 'deliveryId', 'commit'] as const;
export type Mutation = (typeof MUTATIONS)[number];

/** A call as it is without one of the things that make the program safe. */
export function mutated(call: DatabaseCall, mutation: Mutation | undefined): readonly unknown[] {
  const [first, ...rest] = call.parameters;
  switch (mutation) {
    case 'guard':
      return isChangeOfRequest(call) && call.command === 'updateOne'
        ? [without(first, ['rev']), ...rest]
        : call.parameters;
    case 'dedupe':
      return call.collection === 'chats' && changes(call, '$push', 'pending')
        ? [without(first, ['pending.id', 'seen']), ...rest]
        : call.parameters;
    case 'deliveryId':
      return isPlan(call) ? [otherIds(first), ...rest] : call.parameters;
    default:
      return call.parameters;
  }
}

function isPlan({ command, collection }: DatabaseCall): boolean {
  return collection === 'deliveries' && command === 'insertMany';
}

/** True for the write of a request that is new or has changed. */
export function isChangeOfRequest(call: DatabaseCall): boolean {
  return call.collection === 'requests' && (call.command === 'insertOne' || changes(call, '$push', 'events'));
}

/** True where an update has that operator on that field, and with that value where one is named. */
function changes({ parameters }: DatabaseCall, operator: string, field: string, value?: string): boolean {
  const operation = member(parameters[1], operator);
  const changed = member(operation, field);
  return changed !== undefined && (value === undefined || changed === value);
}

function member(object: unknown, name: string): unknown {
  return typeof object === 'object' && object !== null
    ? Object.entries(object).find(([key]) => key === name)?.[1]
    : undefined;
}

function without(filter: unknown, names: readonly string[]): unknown {
  return typeof filter === 'object' && filter !== null
    ? Object.fromEntries(Object.entries(filter).filter(([name]) => !names.includes(name)))
    : filter;
}

function otherIds(documents: unknown): unknown {
  if (!Array.isArray(documents)) return documents;
  return documents.map((document) => ({ ...document, _id: `${member(document, '_id')}~${Math.random()}` }));
}
