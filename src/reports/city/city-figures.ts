import type { Organization } from '../../organization/organization.js';
import { type CountedCity, type FiledBetween, inOrderOfCity, tallyCityOf } from '../report.js';
import { createTally, type Tallied } from '../tally.js';
import type { ToldElsewhereStore } from '../told-elsewhere-store.js';
import { type CountedPoint, createPointCount } from './counted-points.js';
import { type FixedPeriod, weeksInside } from './fixed-period.js';

/** The figures of a fixed period, counted by the rules of the reports as of a moment; positions are left out. */
export interface CityFigures extends FixedPeriod, PublicTally {
  readonly asOf: Date;
  /** How many were told at once that something is another body's matter. */
  readonly toldElsewhere: number;
  /** How many of the city's units take part, as of the period's end or, while it runs, of `asOf`. */
  readonly connected: { readonly count: number; readonly of: number };
  /**
   * The same counts of the days of a month that lie in no whole week of it, at its beginning and at its end: whoever
   * takes weeks from a month is left with these. Empty for a week.
   */
  readonly edges: readonly PublicTally[];
  /**
   * The public requests of a week by where they lie. Absent for a month, so that no difference of two periods is about
   * one person, and for a week that was counted before there were points.
   */
  readonly points?: readonly CountedPoint[];
}

/** The lines about which the public hears. */
export type PublicTally = Pick<Tallied, 'total' | 'units' | 'districts' | 'topics'>;

/** Counts a period as of a moment, one request at a time: the very count of a report about its days. */
export async function countPeriod(options: {
  readonly period: FixedPeriod;
  readonly asOf: Date;
  readonly timeZone: string;
  readonly organization: CountedCity & Pick<Organization, 'category'>;
  readonly filedBetween: FiledBetween;
  readonly toldBetween: ToldElsewhereStore['countBetween'];
  /** The figures counted before, if any: what the roll-out was while the period ran is kept. */
  readonly before?: CityFigures | undefined;
}): Promise<CityFigures> {
  const { period, asOf, timeZone, organization, before } = options;
  const { id, kind, from, to } = period;
  const city = tallyCityOf(organization);
  const whole = createTally(city);
  const edges = kind === 'week' ? [] : [createTally(city), createTally(city)];
  const points = createPointCount(organization);
  const weeks = weeksInside(period, timeZone);
  for await (const { events } of options.filedBetween(from, to)) {
    const soFar = events.filter(({ at }) => at <= asOf);
    const filedAt = soFar[0]?.at;
    if (filedAt === undefined) continue;
    whole.add(soFar);
    points.add(soFar);
    if (filedAt < weeks.from) edges[0]?.add(soFar);
    else if (filedAt >= weeks.to) edges[1]?.add(soFar);
  }
  const until = Math.min(asOf.getTime(), to.getTime());
  const told = await options.toldBetween(from, new Date(until));
  const { units } = organization;
  return {
    id,
    kind,
    from,
    to,
    asOf,
    ...publicOf(inOrderOfCity(whole.tallied(), organization)),
    toldElsewhere: told.reduce((sum, { count }) => sum + count, 0),
    connected:
      asOf >= to && before !== undefined
        ? before.connected
        : { count: units.filter(({ connected }) => connected).length, of: units.length },
    edges: edges.map((edge) => publicOf(edge.tallied())),
    ...(kind === 'week' ? { points: points.points() } : {}),
  };
}

function publicOf({ total, units, districts, topics }: Tallied): PublicTally {
  return { total, units, districts, topics };
}
