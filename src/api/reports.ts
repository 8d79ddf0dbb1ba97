import { z } from 'zod';
import { zonedDayEnd, zonedDayStart, zonedIsoTime } from '../calendar.js';
import type { Client } from '../clients/client.js';
import type { Clock } from '../clock.js';
import type { Organization } from '../organization/organization.js';
import { CLIMB_REASONS, CLIMBED_LEVELS, FIGURES } from '../reports/figures.js';
import { namedPeriod, type Period } from '../reports/period.js';
import { type FiledBetween, makeReport, type Report } from '../reports/report.js';
import type { ReportLine } from '../reports/tally.js';
import type { ToldElsewhereStore } from '../reports/told-elsewhere-store.js';
import { NAMED_PERIODS } from '../text/period-names.js';
import { writtenInstant } from './fields.js';
import { defineOperation, type Operation } from './operation.js';

/** What reports are made of. */
export interface ReportOptions {
  readonly organization: { current(): Promise<Organization> };
  readonly filedBetween: FiledBetween;
  readonly toldBetween: ToldElsewhereStore['countBetween'];
  readonly clock: Pick<Clock, 'now'>;
  readonly timeZone: string;
}

const MOST_DAYS = 366;
const DAY_MS = 86_400_000;
/** Milliseconds for which a report is not counted anew. */
const FRESH_MS = 60_000;
const DAYS = /^(\d{4})-(\d\d)-(\d\d)\.\.(\d{4})-(\d\d)-(\d\d)$/;
const NAMED = new RegExp(`^(?:${NAMED_PERIODS.join('|')}|${DAYS.source.slice(1, -1)})$`);

const count = z.int().min(0);
const share = z.number().optional();
/** The figures that are no counts, or several. */
const OTHER_FIGURES: Readonly<Partial<Record<(typeof FIGURES)[number], z.ZodType>>> = {
  inTimeShare: share,
  medianHours: share,
  p90Hours: share,
  meanRating: share,
  climbedTo: z.strictObject(Object.fromEntries(CLIMBED_LEVELS.map((level) => [String(level), count]))),
  climbedBecause: z.strictObject(Object.fromEntries(CLIMB_REASONS.map((reason) => [reason, count]))),
};
const figures = z
  .strictObject(Object.fromEntries(FIGURES.map((name) => [name, OTHER_FIGURES[name] ?? count])))
  .meta({ id: 'Figures', description: 'Of the requests filed in the period, and what has become of them.' });
const lines = z.array(z.strictObject({ code: z.string().nullable(), figures }));

/** `GET /reports/{period}`: the figures of the reports that supervisors read, counted by the same rules. */
export function reportOperation(options: ReportOptions): Operation {
  const { clock, timeZone } = options;
  const written = (moment: Date) => zonedIsoTime(moment, timeZone);
  let last: { readonly name: string; readonly at: number; readonly report: Promise<Report> } | undefined;
  let counting: Promise<unknown> = Promise.resolve();

  /** One report after the other: each reads every request of its period. */
  function reportOf(period: Period): Promise<Report> {
    const now = clock.now();
    const name = `${period.from.getTime()} ${period.to.getTime()}`;
    if (last?.name === name && now.getTime() - last.at < FRESH_MS) return last.report;
    const report = counting.then(async () =>
      makeReport({ ...options, period, asOf: now, organization: await options.organization.current() }),
    );
    counting = report.catch(() => {
      last = undefined;
    });
    last = { name, at: now.getTime(), report };
    return report;
  }

  return defineOperation({
    method: 'get',
    path: '/reports/{period}',
    name: 'readReport',
    tag: 'city',
    summary: 'Figures of a period',
    description:
      'How the city answered the requests filed in a period of at most 366 days, as of now. A key of certain units sees ' +
      'their lines alone. A report is counted anew once a minute.',
    scope: 'reports:read',
    parameters: z.strictObject({
      period: z
        .string()
        .regex(NAMED)
        .meta({ examples: ['lastMonth', '2026-11-01..2026-11-30'] })
        .describe('A named period of the Jalali calendar, or two days of the Gregorian one, both included.'),
    }),
    query: z.strictObject({}),
    status: 200,
    answer: z
      .strictObject({
        from: writtenInstant,
        to: writtenInstant.describe('The period ends before this moment.'),
        asOf: writtenInstant,
        total: figures.nullable().describe('Null for a key of certain units.'),
        units: lines,
        positions: lines,
        districts: lines,
        topics: lines,
        toldElsewhere: z.array(z.strictObject({ body: z.string(), count })),
      })
      .meta({ id: 'Report' }),
    problems: ['invalid', 'notFound'],
    async handle({ client, path }) {
      const period = readPeriod(path.period, clock.now(), timeZone);
      if (period === undefined) {
        const message = `A period has ${MOST_DAYS} days at most, and ends on the day on which it begins or later.`;
        return { ok: false, problem: { code: 'invalid', errors: [{ path: 'period', message }] } };
      }
      const [report, city] = await Promise.all([reportOf(period), options.organization.current()]);
      return {
        ok: true,
        body: {
          from: written(report.period.from),
          to: written(report.period.to),
          asOf: written(report.asOf),
          ...shownTo(client, report, city),
        },
      };
    },
  });
}

/** The parts of a report that a client may see. */
function shownTo({ units }: Client, report: Report, organization: Pick<Organization, 'position'>) {
  const { total, toldElsewhere } = report;
  const covers = (unit: string | undefined) =>
    units === undefined || (unit !== undefined && units.includes(unit));
  const shown = (all: readonly ReportLine[], unitOf: (code: string | undefined) => string | undefined) =>
    all
      .filter(({ code }) => covers(unitOf(code)))
      .map(({ code, figures: own }) => ({ code: code ?? null, figures: own }));
  const unitOfPosition = (code = '') => organization.position(code)?.unit;
  const itself = (code: string | undefined) => code;
  return {
    total: units === undefined ? total : null,
    units: shown(report.units, itself),
    positions: shown(report.positions, unitOfPosition),
    districts: shown(report.districts, itself),
    topics: shown(report.topics, () => undefined),
    toldElsewhere: units === undefined ? toldElsewhere : [],
  };
}

/** The period of an address; undefined for days that are none, backwards, or too many. */
function readPeriod(text: string, now: Date, timeZone: string): Period | undefined {
  const named = NAMED_PERIODS.find((name) => name === text);
  if (named !== undefined) return namedPeriod(named, now, timeZone);
  const numbers = (DAYS.exec(text) ?? []).slice(1).map(Number);
  const [fromYear = 0, fromMonth = 0, fromDay = 0, toYear = 0, toMonth = 0, toDay = 0] = numbers;
  const days = [
    { year: fromYear, month: fromMonth, day: fromDay },
    { year: toYear, month: toMonth, day: toDay },
  ] as const;
  if (!days.every(isDay)) return undefined;
  const [first, end] = days;
  const from = zonedDayStart(first, timeZone);
  const to = new Date(zonedDayEnd(end, timeZone).getTime() + 1);
  const length = Math.round((to.getTime() - from.getTime()) / DAY_MS);
  return length >= 1 && length <= MOST_DAYS ? { from, to } : undefined;
}

/** True for a day that the calendar has. */
function isDay({
  year,
  month,
  day,
}: {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}) {
  const date = new Date(Date.UTC(year, month - 1, day));
  return year >= 2000 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}
