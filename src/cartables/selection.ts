import type { WaitingFor } from './waiting-request.js';

/** Some of what waits; an empty selection is all of it. */
export interface Selection {
  readonly waitsFor?: readonly WaitingFor[];
  /** Something has to be done after this moment, and until that one. */
  readonly after?: Date;
  readonly until?: Date;
  readonly category?: string;
  readonly isFromBelow?: boolean;
  readonly hasReturned?: true;
  readonly isHeld?: boolean;
}

type Condition = readonly [field: string, operator: '$eq' | '$in' | '$gt' | '$lte', value: unknown];

function conditionsOf(selection: Selection): readonly Condition[] {
  const { waitsFor, after, until, category, isFromBelow, hasReturned, isHeld } = selection;
  const conditions: readonly (Condition | readonly [])[] = [
    waitsFor === undefined ? [] : ['waitsFor', '$in', waitsFor],
    after === undefined ? [] : ['by', '$gt', after],
    until === undefined ? [] : ['by', '$lte', until],
    category === undefined ? [] : ['category', '$eq', category],
    isFromBelow === undefined ? [] : ['isFromBelow', '$eq', isFromBelow],
    hasReturned === undefined ? [] : ['hasReturned', '$eq', hasReturned],
    isHeld === undefined ? [] : ['isHeld', '$eq', isHeld],
  ];
  return conditions.filter((condition) => condition.length === 3);
}

/** A selection as the filter of a query. */
export function filterOf(selection: Selection): Readonly<Record<string, Readonly<Record<string, unknown>>>> {
  const filter: Record<string, Record<string, unknown>> = {};
  for (const [field, operator, value] of conditionsOf(selection)) {
    filter[field] = { ...filter[field], [operator]: value };
  }
  return filter;
}

/** A selection as an expression that is true for what it has. */
export function expressionOf(selection: Selection): Readonly<Record<string, unknown>> {
  return {
    $and: conditionsOf(selection).map(([field, operator, value]) => ({ [operator]: [`$${field}`, value] })),
  };
}
