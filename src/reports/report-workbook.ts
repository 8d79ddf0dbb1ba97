import { wallClockDate } from '../calendar.js';
import type { Locale } from '../config.js';
import { createWording, type Speech, type Wording } from '../messages/wording.js';
import type { SheetContent, WorkbookContent } from '../workbooks/workbook-content.js';
import { CLIMB_REASONS, CLIMBED_LEVELS, FIGURES, type Figures } from './figures.js';
import type { Report } from './report.js';
import { daysOf } from './report-message.js';
import type { ReportLine } from './tally.js';

const NAME_WIDTH = 36;
const FIGURE_WIDTH = 10;
const DEFINITION_WIDTH = 110;
const FROM_THE_LEFT: ReadonlySet<Locale> = new Set(['en']);

/** A figure as a column of a sheet. */
interface FigureColumn {
  readonly header: string;
  readonly format: string;
  /** Undefined if there is nothing to compute it from. */
  readonly value: (figures: Figures) => number | undefined;
}

/**
 * A report as a workbook: the units with the city as a whole, the positions, and the definition of each
 * figure.
 */
export function reportContent(report: Report, speech: Speech): WorkbookContent {
  const wording = createWording(speech);
  const columns = columnsOf(wording);
  const readsFromRight = !FROM_THE_LEFT.has(speech.locale);
  const linesOf = (
    name: 'units' | 'positions',
    first: 'unit' | 'position',
    rows: SheetContent['rows'],
  ): SheetContent => ({
    name: wording.plain(`report.sheet.${name}`),
    readsFromRight,
    keepsFirstColumn: true,
    columns: [
      { header: wording.plain(`report.column.${first}`), width: NAME_WIDTH },
      ...columns.map(({ header, format }) => ({ header, width: FIGURE_WIDTH, format })),
    ],
    rows,
  });
  const total = [wording.plain('report.column.city'), ...valuesOf(report.total, columns)];
  return {
    sheets: [
      {
        ...linesOf('units', 'unit', [...rowsOf(report.units, columns, wording), total]),
        hasTotal: true,
      },
      linesOf('positions', 'position', rowsOf(report.positions, columns, wording)),
      toldSheet(report, wording, speech),
      definitions(report, wording, speech),
    ],
  };
}

function columnsOf(wording: Wording): readonly FigureColumn[] {
  return FIGURES.flatMap((name): readonly FigureColumn[] => {
    switch (name) {
      case 'climbedTo':
        return CLIMBED_LEVELS.map((level) => ({
          header: wording.plain(`report.climbedTo.${level}`),
          format: '0',
          value: ({ climbedTo }) => climbedTo[level],
        }));
      case 'climbedBecause':
        return CLIMB_REASONS.map((reason) => ({
          header: wording.plain(`report.climbedBecause.${reason}`),
          format: '0',
          value: ({ climbedBecause }) => climbedBecause[reason],
        }));
      default:
        return [
          {
            header: wording.plain(`report.figure.${name}`),
            format: FORMATS[name],
            value: (figures) => figures[name],
          },
        ];
    }
  });
}

/** The number format of each figure: a new one cannot be forgotten here. */
const FORMATS: Readonly<Record<Exclude<keyof Figures, 'climbedTo' | 'climbedBecause'>, string>> = {
  filed: '0',
  received: '0',
  answered: '0',
  inTime: '0',
  inTimeAtFirst: '0',
  missed: '0',
  inTimeShare: '0%',
  medianHours: '0.0',
  p90Hours: '0.0',
  reachedTop: '0',
  objections: '0',
  objectionsOtherOutcome: '0',
  objectionsSameOutcome: '0',
  ratings: '0',
  meanRating: '0.0',
  lowRatings: '0',
  promised: '0',
  promisesKept: '0',
  promisesMoved: '0',
  promisesBroken: '0',
  viaFollowUp: '0',
  waiting: '0',
};

function rowsOf(
  lines: readonly ReportLine[],
  columns: readonly FigureColumn[],
  wording: Wording,
): SheetContent['rows'] {
  return lines.map(({ code, figures }) => [
    code === undefined ? wording.plain('report.column.elsewhere') : wording.name(code),
    ...valuesOf(figures, columns),
  ]);
}

function valuesOf(figures: Figures, columns: readonly FigureColumn[]): readonly (number | null)[] {
  return columns.map(({ value }) => value(figures) ?? null);
}

/** How many were told at once that something is another body's matter, by body. */
function toldSheet({ toldElsewhere }: Report, wording: Wording, speech: Speech): SheetContent {
  const { organization, locale } = speech;
  const nameOf = (code: string) =>
    organization.words.bodies.find((body) => body.code === code)?.title[locale] ?? code;
  const count = toldElsewhere.reduce((sum, told) => sum + told.count, 0);
  return {
    name: wording.plain('report.sheet.toldElsewhere'),
    readsFromRight: !FROM_THE_LEFT.has(locale),
    keepsFirstColumn: true,
    hasTotal: true,
    columns: [
      { header: wording.plain('report.column.body'), width: NAME_WIDTH },
      { header: wording.plain('report.column.toldElsewhere'), width: NAME_WIDTH, format: '0' },
    ],
    rows: [
      ...toldElsewhere.map(({ body, count: told }) => [nameOf(body), told]),
      [wording.plain('report.column.city'), count],
    ],
  };
}

function definitions({ period, asOf }: Report, wording: Wording, speech: Speech): SheetContent {
  const { from, to } = daysOf(period, speech);
  const moments = [
    ['from', period.from],
    ['to', period.to],
    ['asOf', asOf],
  ] as const;
  return {
    name: wording.plain('report.sheet.definitions'),
    readsFromRight: !FROM_THE_LEFT.has(speech.locale),
    columns: [
      { header: wording.plain('report.column.figure'), width: NAME_WIDTH },
      { header: wording.plain('report.column.definition'), width: DEFINITION_WIDTH },
    ],
    rows: [
      ...FIGURES.map((name) => [
        wording.plain(`report.figure.${name}`),
        wording.plain(`report.definition.${name}`),
      ]),
      [wording.plain('report.column.toldElsewhere'), wording.plain('report.definition.toldElsewhere')],
      [],
      [wording.plain('report.column.days'), wording.plain('report.days', { from, to })],
      ...moments.map(([key, moment]) => [
        wording.plain(`report.column.${key}`),
        { moment: wallClockDate(moment, speech.timeZone) },
      ]),
    ],
  };
}
