import type { Organization } from '../organization/organization.js';
import type { RequestEvent } from '../requests/lifecycle/events.js';
import type { Period } from './period.js';
import { createTally, type ReportLine, type Tallied, type TallyCity } from './tally.js';
import type { ToldElsewhere, ToldElsewhereStore } from './told-elsewhere-store.js';

/** How the city answered the requests of a period, as of one moment. */
export interface Report extends Tallied {
  readonly period: Period;
  readonly asOf: Date;
  /** How many were told at once that something is another body's matter, by body, the most frequent first. */
  readonly toldElsewhere: readonly ToldElsewhere[];
}

/** What of the organisation a report is made with. */
export type CountedCity = Pick<
  Organization,
  'units' | 'positions' | 'groups' | 'unit' | 'position' | 'superiorOf'
>;

/** The requests filed in a period, one at a time, each with its events. */
export type FiledBetween = (
  from: Date,
  to: Date,
) => AsyncIterable<{ readonly events: readonly RequestEvent[] }>;

/**
 * Makes the report of a period as of `asOf`, reading one request at a time. Later events are left out, so
 * that the result is the same whenever it is made.
 */
export async function makeReport(options: {
  readonly period: Period;
  readonly asOf: Date;
  readonly organization: CountedCity;
  readonly filedBetween: FiledBetween;
  readonly toldBetween: ToldElsewhereStore['countBetween'];
}): Promise<Report> {
  const { period, asOf, organization, filedBetween, toldBetween } = options;
  const tally = createTally(tallyCityOf(organization));
  for await (const { events } of filedBetween(period.from, period.to)) {
    const soFar = events.filter(({ at }) => at <= asOf);
    if (soFar.length > 0) tally.add(soFar);
  }
  const tallied = tally.tallied();
  return {
    period,
    asOf,
    toldElsewhere: await toldBetween(period.from, new Date(Math.min(asOf.getTime(), period.to.getTime()))),
    ...inOrderOfCity(tallied, organization),
  };
}

/** The tallied lines in the order of the city. */
export function inOrderOfCity(tallied: Tallied, organization: CountedCity): Tallied {
  return {
    total: tallied.total,
    units: inOrderOf(organization.units, tallied.units),
    positions: inOrderOf(organization.positions, tallied.positions),
    districts: inOrderOf(organization.units, tallied.districts),
    topics: inOrderOf(organization.groups, tallied.topics),
  };
}

/** What counting asks of the city as it is now. */
export function tallyCityOf(organization: CountedCity): TallyCity {
  const topics = new Map(
    organization.groups.flatMap(({ code, categories }) =>
      categories.map((category) => [category.code, code] as const),
    ),
  );
  return {
    unitOf: (code) => organization.position(code)?.unit ?? organization.unit(code)?.code,
    isTop: (position) => organization.superiorOf(position) === undefined,
    topicOf: (category) => topics.get(category),
  };
}

/** Lines in the order of the city; codes that the city does not know come last. */
function inOrderOf(
  known: readonly { readonly code: string }[],
  lines: readonly ReportLine[],
): readonly ReportLine[] {
  const places = new Map(known.map(({ code }, place) => [code, place]));
  const placeOf = ({ code }: ReportLine) =>
    (code === undefined ? undefined : places.get(code)) ?? known.length;
  return lines.toSorted((left, right) => placeOf(left) - placeOf(right));
}
