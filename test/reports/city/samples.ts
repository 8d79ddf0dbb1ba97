import type { CityFigures, PublicTally } from '../../../src/reports/city/city-figures.js';
import { periodAt } from '../../../src/reports/city/fixed-period.js';
import { createCount } from '../../../src/reports/count.js';
import type { Figures } from '../../../src/reports/figures.js';
import type { ReportLine } from '../../../src/reports/tally.js';

export const ZONE = 'Asia/Tehran';
/** Figures of which nothing was counted. */
const ZERO = createCount().figures();

/** Figures of which some were counted. */
export const figures = (some: Partial<Figures>): Figures => ({ ...ZERO, ...some });

/** The lines of units, districts or topics of which so many were filed, and everything else. */
export function tallyOf(
  filed: Readonly<Record<string, number>>,
  others: Partial<Figures> = {},
  group: 'units' | 'districts' | 'topics' = 'units',
): PublicTally {
  const lines = Object.entries(filed).map(
    ([code, count]): ReportLine => ({ code, figures: figures({ filed: count }) }),
  );
  const sum = Object.values(filed).reduce((all, count) => all + count, 0);
  return {
    total: figures({ filed: sum, ...others }),
    units: [],
    districts: [],
    topics: [],
    [group]: lines,
  };
}

/** The figures of the week of a moment, as counted then. */
export function cityFigures(tally: PublicTally, at: Date, more: Partial<CityFigures> = {}): CityFigures {
  return {
    ...periodAt('week', at, ZONE),
    asOf: at,
    toldElsewhere: 0,
    connected: { count: 22, of: 35 },
    edges: [],
    ...tally,
    ...more,
  };
}
