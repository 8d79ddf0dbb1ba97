import type { QueryFilter } from 'mongoose';
import type { Request } from './lifecycle/request.js';
import type { RequestCollection, RequestDocument } from './request-collection.js';

/** Which requests a list has; absent fields match everything. */
export interface RequestQuery {
  /** For each of these: one of its positions has or had it, or it waits for or was answered for one of its units. */
  readonly concerning?: readonly {
    readonly positions: readonly string[];
    readonly units: readonly string[];
  }[];
  readonly status?: string;
  /** The position that has it now. */
  readonly position?: string;
  readonly category?: string;
  readonly district?: string;
  /** Its deadline comes before that moment. */
  readonly dueBefore?: Date;
  /** It has changed since, that moment included. */
  readonly changedSince?: Date;
}

/** A request of a page, with what it is ordered by. */
interface RequestOfPage {
  readonly request: Request;
  readonly rev: number;
  readonly changedAt: Date;
}

/** Pages of requests, those that changed longest ago first. */
export interface RequestPages {
  page(
    query: RequestQuery,
    part: {
      /** The last request of the page before. */
      readonly after?: { readonly changedAt: Date; readonly code: string } | undefined;
      readonly limit: number;
    },
  ): Promise<readonly RequestOfPage[]>;
}

/** The pages of the request collection. */
export function createRequestPages(model: RequestCollection): RequestPages {
  return {
    async page(query, { after, limit }) {
      const found = await model
        .find(allOf([filterOf(query), ...beyond(after)]), { state: 1, rev: 1, changedAt: 1 })
        .sort({ changedAt: 1, _id: 1 })
        .limit(limit)
        .lean<Pick<RequestDocument, 'state' | 'rev' | 'changedAt'>[]>()
        .exec();
      return found.map(({ state, rev, changedAt }) => ({ request: state, rev, changedAt }));
    },
  };
}

type Filter = QueryFilter<RequestDocument>;

/** All of these conditions; a list without any is looked through by its order alone. */
function allOf(filters: readonly Filter[]): Filter {
  const saying = filters.filter((filter) => Object.keys(filter).length > 0);
  return saying.length === 0 ? {} : { $and: [...saying] };
}

function beyond(after: { readonly changedAt: Date; readonly code: string } | undefined): readonly Filter[] {
  if (after === undefined) return [];
  const { changedAt, code } = after;
  // The first line is what an index is looked through with; the second leaves out what was on the page before.
  return [
    { changedAt: { $gte: changedAt } },
    { $or: [{ changedAt: { $gt: changedAt } }, { _id: { $gt: code } }] } as Filter,
  ];
}

function filterOf(query: RequestQuery): Filter {
  const { concerning = [], status, position, category, district, dueBefore, changedSince } = query;
  return {
    ...(status === undefined ? {} : { status }),
    ...(position === undefined ? {} : { 'state.stage.referral.position': position }),
    ...(category === undefined ? {} : { 'state.category': category }),
    ...(district === undefined ? {} : { 'state.place.district': district }),
    ...(dueBefore === undefined
      ? {}
      : { status: 'referred', 'state.stage.referral.dueAt': { $lt: dueBefore } }),
    ...(changedSince === undefined ? {} : { changedAt: { $gte: changedSince } }),
    ...(concerning.length === 0
      ? {}
      : {
          $and: concerning.map(({ positions, units }) => ({
            $or: [
              { 'state.heldBy': { $in: positions } },
              { 'state.stage.unit': { $in: units } },
              { 'state.answers.by.unit': { $in: units } },
            ],
          })),
        }),
  } as Filter;
}
