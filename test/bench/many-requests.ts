import type { Connection } from 'mongoose';
import { createCartableStore } from '../../src/cartables/cartable-store.js';
import { createMovableClock, systemClock } from '../../src/clock.js';
import type { Organization } from '../../src/organization/organization.js';
import type { ChangeCommand, Register } from '../../src/requests/lifecycle/commands.js';
import type { RequestEvent } from '../../src/requests/lifecycle/events.js';
import type { Actor } from '../../src/requests/lifecycle/facts.js';
import type { Request } from '../../src/requests/lifecycle/request.js';
import { keysOf } from '../../src/requests/nearby.js';
import { createRequestService, type RequestService } from '../../src/requests/request-service.js';
import { createRequestStore, type RequestStore } from '../../src/requests/request-store.js';
import { createTrackingCode, type TrackingCode } from '../../src/text/tracking-code.js';
import { SILENT } from '../simulator/harness.js';
import { NO_DANGER } from '../support/no-danger.js';
import { wishOf } from './filing-words.js';

/**
 * A kind of request that a city has many of: `open` lies with its manager since an hour, `due` has lain there longer
 * than he had time, `closed` was answered and rated a month ago.
 */
export type Kind = 'open' | 'due' | 'closed';

/** A request as the database keeps it. */
export interface RequestDocument {
  readonly _id: TrackingCode;
  readonly state: Request;
  readonly events: readonly RequestEvent[];
  readonly owner: string | null;
  readonly nextActionAt: Date | null;
  readonly undelivered: readonly number[];
}

const HOUR_MS = 3_600_000;
const AGE_HOURS: Readonly<Record<Kind, number>> = { open: 1, due: 73, closed: 30 * 24 };
const CATEGORY = 'pothole';
/** Degrees by which the places of these requests lie beside those at which people file while it is measured. */
const ASIDE = 0.1;
const INSERTED_AT_ONCE = 1_000;

/** A request service of the product on a store, whose clock is behind by so many hours. */
export function serviceOn(store: RequestStore, organization: Organization, hoursBehind = 0): RequestService {
  return createRequestService({
    ...NO_DANGER,
    store,
    clock: createMovableClock(systemClock, -hoursBehind * HOUR_MS),
    logger: SILENT,
    organization: { current: async () => organization },
    nextMorning: (after) => new Date(after.getTime() + 12 * HOUR_MS),
    onChanged: () => undefined,
  });
}

/** Makes one request of a kind with the product's own rules, takes it out again and gives it, to be copied. */
export async function sampleOf(
  kind: Kind,
  connection: Connection,
  organization: Organization,
): Promise<RequestDocument> {
  const service = serviceOn(createRequestStore(connection), organization, AGE_HOURS[kind]);
  const code = codeOf(0);
  const citizen = { kind: 'citizen', citizen: 'sample' } as const;
  await accepted(service.register(order(registration(code), citizen)));
  if (kind === 'closed') {
    const position = (await service.find(code))?.request.heldBy.at(-1) ?? '';
    const manager = { kind: 'manager', position, person: '1' } as const;
    const text = 'چاله با آسفالت گرم پر شد و محل جمع‌آوری شد.';
    await accepted(
      service.execute(
        code,
        order({ type: 'answer', outcome: { kind: 'done' }, text, attachments: [] }, manager),
      ),
    );
    await accepted(service.execute(code, order({ type: 'rate', score: 5 }, citizen)));
  }
  const collection = connection.collection<RequestDocument>('requests');
  const document = await collection.findOneAndDelete({ _id: code });
  if (document === null) throw new Error('The sample was not kept.');
  return document;
}

/** Copies a sample so often, each time with a code, a citizen and a place of its own, from a number on. */
export async function insertCopies(
  connection: Connection,
  sample: RequestDocument,
  options: {
    readonly from: number;
    readonly count: number;
    /** The id of the citizen whose request a copy is. */
    readonly citizenOf?: (index: number) => string;
    /** True where nobody has been told of it yet. */
    readonly isUntold?: boolean;
    /** The position that has a copy. */
    readonly positionOf?: (index: number) => string;
    /** True where others who file about the same find it nearby. */
    readonly isFoundNearby?: boolean;
    /** Asked after each thousand; no more are inserted once it is true. */
    readonly isEnough?: () => boolean;
  },
): Promise<number> {
  const { from, count, citizenOf = (index) => `resident-${index}`, isUntold = false } = options;
  const collection = connection.collection<RequestDocument>('requests');
  const cartables = createCartableStore(connection, createRequestStore(connection).findMany);
  let inserted = 0;
  while (inserted < count && options.isEnough?.() !== true) {
    const size = Math.min(INSERTED_AT_ONCE, count - inserted);
    const copies = Array.from({ length: size }, (_, offset) => {
      const index = from + inserted + offset;
      const copy = copyOf(sample, index, citizenOf(index), isUntold);
      const position = options.positionOf?.(index);
      return position === undefined ? copy : lyingWith(copy, position);
    });
    await collection.insertMany(copies, { ordered: false });
    if (options.positionOf !== undefined)
      await Promise.all(copies.map(({ state }) => cartables.follow(state)));
    if (options.isFoundNearby === true) await keepNearby(connection, copies);
    inserted += size;
  }
  return inserted;
}

/** Copies a sample through the store, which so hears of each, from a number on. */
export async function storeCopies(
  store: RequestStore,
  sample: RequestDocument,
  { from, count }: { readonly from: number; readonly count: number },
): Promise<void> {
  const copies = Array.from({ length: count }, (_, offset) =>
    copyOf(sample, from + offset, `resident-${from + offset}`, false),
  );
  await Promise.all(
    copies.map(({ state: request, events, nextActionAt }) =>
      store.insert({ request, events, nextActionAt: nextActionAt ?? undefined }),
    ),
  );
}

async function keepNearby(connection: Connection, copies: readonly RequestDocument[]): Promise<void> {
  const codesByKey = new Map<string, TrackingCode[]>();
  for (const { _id, state } of copies) {
    for (const key of keysOf(state)) codesByKey.set(key, [...(codesByKey.get(key) ?? []), _id]);
  }
  const lists = connection.collection<{ _id: string; codes: TrackingCode[] }>('neighbourhoods');
  await lists.bulkWrite(
    [...codesByKey].map(([key, codes]) => ({
      updateOne: {
        filter: { _id: key },
        update: { $push: { codes: { $each: codes, $slice: -30 } } },
        upsert: true,
      },
    })),
  );
}

function copyOf(sample: RequestDocument, index: number, citizen: string, isUntold: boolean): RequestDocument {
  const { location } = wishOf(index);
  const place = { ...sample.state.place, ...location, latitude: location.latitude - ASIDE };
  const state = { ...sample.state, code: codeOf(index), citizen, place };
  const events = sample.events.map((event) => (event.type === 'registered' ? { ...event, citizen } : event));
  return {
    ...sample,
    _id: state.code,
    state,
    events,
    undelivered: isUntold ? sample.undelivered : [],
  };
}

/** A copy that a position has, in its cartable. */
function lyingWith(copy: RequestDocument, position: string): RequestDocument {
  const { stage } = copy.state;
  if (stage.status !== 'referred') throw new Error('Only what was referred lies with a position.');
  const referral = { ...stage.referral, position };
  return { ...copy, owner: position, state: { ...copy.state, stage: { ...stage, referral } } };
}

/** The code of the request with a number, always the same one. */
export function codeOf(index: number): TrackingCode {
  // What is drawn from goes up in steps so small that each number gives another code.
  return createTrackingCode(() => (index + 0.5) / 1e9);
}

function registration(code: TrackingCode): Register {
  const { location, words } = wishOf(0);
  return {
    type: 'register',
    code,
    citizen: 'sample',
    channel: 'bot',
    text: words,
    attachments: [],
    category: CATEGORY,
    place: { ...location, district: 'district-9' },
  };
}

function order<Type extends Register | ChangeCommand>(command: Type, actor: Actor) {
  return { command, actor, commandId: `bench:${command.type}` };
}

async function accepted(outcome: Promise<{ readonly ok: boolean }>): Promise<void> {
  const given = await outcome;
  if (!given.ok) throw new Error(`A command was refused: ${JSON.stringify(given)}.`);
}
