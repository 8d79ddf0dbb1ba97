import type { RequestEvent } from '../../../src/requests/lifecycle/events.js';
import { createTrackingCode } from '../../../src/text/tracking-code.js';

/** A command that the program sends to its database. */
export interface DatabaseCall {
  readonly command:
    | 'insertOne'
    | 'insertMany'
    | 'updateOne'
    | 'replaceOne'
    | 'findOneAndUpdate'
    | 'bulkWrite'
    | 'deleteMany';
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
    is: (call) => call.command === 'findOneAndUpdate' && isConsumption(call),
  },
  /** An update is dealt with and answered, and nothing of it is stored. */
  atOnce: { when: 'before', is: isConsumptionAtOnce },
  /** It is consumed in one write, and Telegram has not heard that it arrived. */
  consumed: { when: 'after', is: isConsumptionAtOnce },
  /** A request has changed, and nobody has been told. */
  request: { when: 'after', is: isChangeOfRequest },
  /** Who must hear is known and not written down. */
  planning: { when: 'before', is: isPlan },
  /** It is written down, and the request still says that it is not. */
  planned: { when: 'after', is: isPlan },
  /** Events are in the feed, and their requests still say that they are not. */
  fed: { when: 'after', is: ({ command, collection }) => collection === 'feed' && command === 'insertMany' },
  /** Another system has taken events, and nobody has noted it. */
  heard: {
    when: 'before',
    is: ({ command, collection }) => collection === 'feedConsumers' && command === 'replaceOne',
  },
  /** Another system has registered a request, and its answer is not kept. */
  called: { when: 'before', is: (call) => isAnswerToCall(call, 201) },
  /** It has done something with one, and its answer is not kept. */
  acted: { when: 'before', is: (call) => isAnswerToCall(call, 200) },
  /** Gam has taken a letter, and nobody has noted it. */
  lettered: {
    when: 'before',
    is: (call) => call.collection === 'gamLetters' && changes(call, '$set', 'told'),
  },
  /** What was done at a desk is carried out or refused, and nobody has noted it. */
  desk: {
    when: 'before',
    is: ({ command, collection }) => collection === 'gamActs' && command === 'updateOne',
  },
  /** It is noted, and Gam has no receipt. */
  receipt: {
    when: 'after',
    is: ({ command, collection }) => collection === 'gamActs' && command === 'updateOne',
  },
  /** A message is about to go. */
  claimed: {
    when: 'after',
    is: (call) => call.collection === 'deliveries' && changes(call, '$set', 'status', 'sending'),
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
  /** An answer is sent and held back, and nobody has been told. */
  held: { when: 'after', is: (call) => isNewEvent(call, 'answerHeld') },
  /** It is taken back, and neither whoever did that nor any card says so. */
  recalled: { when: 'after', is: (call) => isNewEvent(call, 'answerRecalled') },
  /** It is given, and nobody has been told. */
  given: { when: 'after', is: (call) => isNewEvent(call, 'answered') },
  /** A sweep is at its end. */
  swept: { when: 'before', is: ({ collection }) => collection === 'pulse' },
  /** A job is this process's, and has not begun. */
  job: {
    when: 'after',
    is: (call) =>
      call.collection === 'agendaJobs' && valueIn(call.parameters[1], '$set', 'lockedAt') instanceof Date,
  },
  /** A morning's digest, or a week's report, is announced, and nobody has noted that it is. */
  digest: { when: 'before', is: (call) => isOnce(call, 'digest:') },
  report: { when: 'before', is: (call) => isOnce(call, 'report:') },
  /** Somebody is told that his draft is given up, and still has it. */
  givenUp: {
    when: 'before',
    is: (call) =>
      call.collection === 'chats' &&
      changes(call, '$inc', 'rev') &&
      !changes(call, '$pull', 'pending') &&
      valueIn(call.parameters[1], '$set', 'conversation') === null,
  },
  /** What nobody needs any more is about to be removed. */
  cleaning: {
    when: 'before',
    is: ({ command, collection }) => command === 'deleteMany' && collection === 'deliveries',
  },
} as const satisfies Readonly<Record<string, Point>>;

/** The name of a moment. */
export type PointName = keyof typeof POINTS;
export const POINT_NAMES = Object.keys(POINTS) as readonly PointName[];

/** Those that a program passes only where other systems call it, and managers have their requests in Gam. */
export const CONNECTED_POINTS = [
  'called',
  'acted',
  'lettered',
  'desk',
  'receipt',
] as const satisfies readonly PointName[];

/** What can be taken out of the program, and the experiment that has to notice. */
export const NOTICED_BY = {
  guard: 'processes',
  dedupe: 'processes',
  deliveryId: 'points',
  commit: 'database',
  acknowledge: 'at-once',
  call: 'connected',
} as const;
export type Mutation = keyof typeof NOTICED_BY;
// The names of an object of ours are its keys, which the compiler takes for any texts.
export const MUTATIONS = Object.keys(NOTICED_BY) as readonly Mutation[];

/** True for the write that consumes an update of a chat, however it came there. */
function isConsumption(call: DatabaseCall): boolean {
  return call.collection === 'chats' && changes(call, '$pull', 'pending');
}

/** True for the one write of updates that were handled before they were stored. */
export function isConsumptionAtOnce(call: DatabaseCall): boolean {
  return call.command === 'bulkWrite' && isConsumption(call);
}

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
    case 'call':
      if (call.collection !== 'clientCalls' || !call.command.startsWith('insert')) return call.parameters;
      return [Array.isArray(first) ? first.map(withOtherCode) : withOtherCode(first), ...rest];
    default:
      return call.parameters;
  }
}

/** True where answers to calls of other systems are kept, and one of them has that status. */
function isAnswerToCall(call: DatabaseCall, status: number): boolean {
  return (
    call.collection === 'clientCalls' &&
    updatesIn(call).some((update) => member(valueIn(update, '$set', 'answer'), 'status') === status)
  );
}

function isPlan({ command, collection }: DatabaseCall): boolean {
  return collection === 'deliveries' && command === 'insertMany';
}

/** True for the write of a request that is new or has changed. */
export function isChangeOfRequest(call: DatabaseCall): boolean {
  return call.collection === 'requests' && (call.command === 'insertOne' || changes(call, '$push', 'events'));
}

/** True for the write of a request with a new event of that type. */
function isNewEvent(call: DatabaseCall, type: RequestEvent['type']): boolean {
  return isChangeOfRequest(call) && JSON.stringify(call.parameters).includes(`"type":"${type}"`);
}

/** True where a job notes that it has done what has that name, once and for all. */
function isOnce({ collection, parameters }: DatabaseCall, name: string): boolean {
  return collection === 'once' && String(member(parameters[0], '_id')).startsWith(name);
}

function valueIn(update: unknown, operator: string, field: string): unknown {
  return member(member(update, operator), field);
}

/** True where an update has that operator on that field, and with that value where one is named. */
function changes(call: DatabaseCall, operator: string, field: string, value?: string): boolean {
  return updatesIn(call).some((update) => {
    const changed = valueIn(update, operator, field);
    return changed !== undefined && (value === undefined || changed === value);
  });
}

/** The updates that a call makes: several where it is a lot. */
function updatesIn({ command, parameters: [first, second] }: DatabaseCall): readonly unknown[] {
  if (command !== 'bulkWrite') return [second];
  return Array.isArray(first) ? first.map((one) => member(member(one, 'updateOne'), 'update')) : [];
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

/** The record of a call with another code than the one under which it registers a request. */
function withOtherCode(record: unknown): unknown {
  return typeof record === 'object' ? { ...record, code: createTrackingCode(Math.random) } : record;
}
