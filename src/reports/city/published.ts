import { CLIMBED_LEVELS, type ClimbedLevel, type Figures } from '../figures.js';
import type { ReportLine } from '../tally.js';
import type { CityFigures } from './city-figures.js';
import { hideCells, LEAST_SHOWN, type Published } from './hidden-cells.js';
import { type PublicPoint, publishPoints } from './published-points.js';

/** The counts that the public reads of a line, in the order of the page. */
export const PUBLIC_COUNTS = [
  'filed',
  'answered',
  'inTimeAtFirst',
  'climbed',
  'reachedTop',
  'objections',
  'objectionsOtherOutcome',
  'objectionsSameOutcome',
  'promised',
  'promisesKept',
  'viaFollowUp',
] as const;
type PublicCount = (typeof PUBLIC_COUNTS)[number];
type Group = 'units' | 'districts' | 'topics';

/** What the public reads of a unit, a district, a topic, or the city. */
export interface PublicLine {
  readonly code?: string;
  readonly counts: Readonly<Record<PublicCount, Published>>;
  /** From 0 to 1, of `LEAST_SHOWN` deadlines at least. */
  readonly inTimeShare?: number;
  /** Of `LEAST_SHOWN` answers at least. */
  readonly medianHours?: number;
  readonly p90Hours?: number;
}

/** The line of a unit, district or topic to which nothing happened. */
export const NOTHING_COUNTED: PublicLine = { counts: recordOf(PUBLIC_COUNTS, () => 0) };

/** The figures of a period as the public reads them. */
export interface PublishedFigures
  extends Pick<CityFigures, 'id' | 'kind' | 'from' | 'to' | 'asOf' | 'connected'> {
  readonly total: PublicLine;
  readonly units: readonly PublicLine[];
  readonly districts: readonly PublicLine[];
  readonly topics: readonly PublicLine[];
  /** Climbs of the whole city by the level reached. */
  readonly climbedTo: Readonly<Record<ClimbedLevel, Published>>;
  readonly toldElsewhere: Published;
  /** Where the public requests of a week lie; absent for a month, and where they were never counted. */
  readonly points?: readonly PublicPoint[];
}

/**
 * The figures of a period without the counts that could be about one person. Hidden are counts below `LEAST_SHOWN`, and
 * as many more as are needed so that none follows from a sum: what is hidden of one sum are always two at least, and
 * `LEAST_SHOWN` together. `weeks` are those that a month has days of, as they are published: what one of them hides, and
 * what an edge of the month has to hide, is hidden of the month too, since else it would be what is left of the month
 * once the other weeks are taken from it.
 */
export function publish(figures: CityFigures, weeks: readonly PublishedFigures[] = []): PublishedFigures {
  const { id, kind, from, to, asOf, connected, edges } = figures;
  const totals = recordOf(PUBLIC_COUNTS, (name) => {
    const count = countOf(figures.total, name);
    const edgeCounts = edges.map(({ total }) => countOf(total, name));
    return hideCells([count], false, [
      ...edgeCounts.map((part) => [part]),
      ...weeks.map(({ total }) => [total.counts[name]]),
    ])[0];
  });
  const linesOf = (group: Group) => publishLines(figures, weeks, group, totals);
  const levelsOf = <Count extends Published>(climbedTo: Readonly<Record<ClimbedLevel, Count>>) =>
    CLIMBED_LEVELS.map((level) => climbedTo[level]);
  const levels = hideCells(levelsOf(figures.total.climbedTo), totals.climbed !== undefined, [
    ...edges.map(({ total }) => hideCells(levelsOf(total.climbedTo), true)),
    ...weeks.map(({ climbedTo }) => levelsOf(climbedTo)),
  ]);
  const toldElsewhere = weeks.map((week) => [week.toldElsewhere]);
  return {
    id,
    kind,
    from,
    to,
    asOf,
    connected,
    total: { counts: totals, ...ratesOf(figures.total) },
    units: linesOf('units'),
    districts: linesOf('districts'),
    topics: linesOf('topics'),
    climbedTo: recordOf(CLIMBED_LEVELS, (level) => levels[CLIMBED_LEVELS.indexOf(level)]),
    toldElsewhere: hideCells([figures.toldElsewhere], false, toldElsewhere)[0],
    ...(figures.points === undefined ? {} : { points: publishPoints(figures.points, figures.districts) }),
  };
}

/** How often requests climbed, whatever level they reached. */
function climbsOf({ climbedTo }: Pick<Figures, 'climbedTo'>): number {
  return CLIMBED_LEVELS.reduce((sum, level) => sum + climbedTo[level], 0);
}

function countOf(figures: Figures, name: PublicCount): number {
  return name === 'climbed' ? climbsOf(figures) : figures[name];
}

function publishLines(
  figures: CityFigures,
  weeks: readonly PublishedFigures[],
  group: Group,
  totals: PublicLine['counts'],
): readonly PublicLine[] {
  const lines = figures[group];
  const columns = recordOf(PUBLIC_COUNTS, (name) => {
    const countIn = (all: readonly ReportLine[]) =>
      lines.map(({ code }) => {
        const line = all.find((one) => one.code === code);
        return line === undefined ? 0 : countOf(line.figures, name);
      });
    return hideCells(countIn(lines), totals[name] !== undefined, [
      ...figures.edges.map((edge) => hideCells(countIn(edge[group]), true)),
      ...weeks.map((week) =>
        lines.map(({ code }) => {
          const line = week[group].find((one) => one.code === code);
          return line === undefined ? 0 : line.counts[name];
        }),
      ),
    ]);
  });
  return lines.map(({ code, figures: counted }, index) => ({
    ...(code === undefined ? {} : { code }),
    counts: recordOf(PUBLIC_COUNTS, (name) => columns[name][index]),
    ...ratesOf(counted),
  }));
}

function ratesOf(figures: Figures): Pick<PublicLine, 'inTimeShare' | 'medianHours' | 'p90Hours'> {
  const { answered, inTime, missed, inTimeShare, medianHours, p90Hours } = figures;
  const isJudged = inTime + missed >= LEAST_SHOWN;
  const isTimed = isJudged && answered >= LEAST_SHOWN;
  return {
    ...(isJudged && inTimeShare !== undefined ? { inTimeShare } : {}),
    ...(isTimed && medianHours !== undefined && p90Hours !== undefined ? { medianHours, p90Hours } : {}),
  };
}

/** A record with a value for each of these names. */
export function recordOf<Name extends PropertyKey, Value>(
  names: readonly Name[],
  give: (name: Name) => Value,
): Record<Name, Value> {
  // The entries are made of the names, each once.
  return Object.fromEntries(names.map((name) => [name, give(name)])) as Record<Name, Value>;
}
