import type { Column, Workbook, Worksheet } from 'exceljs';
import type { Locale } from '../config.js';
import { createWording, type Speech, type Wording } from '../messages/wording.js';
import { CLIMB_REASONS, CLIMBED_LEVELS, FIGURES, type Figures } from './figures.js';
import type { Report } from './report.js';
import { daysOf } from './report-message.js';
import type { ReportLine } from './tally.js';

const NAME_WIDTH = 44;
const FIGURE_WIDTH = 15;
const DEFINITION_WIDTH = 110;
const MOMENT = 'yyyy-mm-dd hh:mm';
const FROM_THE_LEFT: ReadonlySet<Locale> = new Set(['en']);

/** A figure of a line as one column of a sheet. */
interface FigureColumn {
  readonly header: string;
  readonly format: string;
  /** Undefined where there is nothing of which it could be said. */
  readonly value: (figures: Figures) => number | undefined;
}

/** A report as an Excel workbook: the units with the city as a whole, the positions, and what each figure means. */
export async function writeReportWorkbook(report: Report, speech: Speech): Promise<Buffer> {
  const { default: exceljs } = await import('exceljs');
  const workbook = new exceljs.Workbook();
  const wording = createWording(speech);
  const columns = columnsOf(wording);
  const units = addLines(workbook, {
    name: wording.plain('report.sheet.units'),
    first: wording.plain('report.column.unit'),
    lines: report.units,
    columns,
    wording,
    locale: speech.locale,
  });
  const total = units.addRow([wording.plain('report.column.city'), ...valuesOf(report.total, columns)]);
  total.font = { bold: true };
  addLines(workbook, {
    name: wording.plain('report.sheet.positions'),
    first: wording.plain('report.column.position'),
    lines: report.positions,
    columns,
    wording,
    locale: speech.locale,
  });
  addDefinitions(workbook, report, wording, speech);
  return Buffer.from(await workbook.xlsx.writeBuffer());
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
            format: formatOf(name),
            value: (figures) => figures[name],
          },
        ];
    }
  });
}

function formatOf(name: (typeof FIGURES)[number]): string {
  if (name === 'inTimeShare') return '0%';
  return name === 'medianHours' || name === 'p90Hours' || name === 'meanRating' ? '0.0' : '0';
}

function addLines(
  workbook: Workbook,
  sheet: {
    readonly name: string;
    readonly first: string;
    readonly lines: readonly ReportLine[];
    readonly columns: readonly FigureColumn[];
    readonly wording: Wording;
    readonly locale: Locale;
  },
): Worksheet {
  const { name, first, lines, columns, wording, locale } = sheet;
  const added = addSheet(workbook, name, locale, [
    { header: first, width: NAME_WIDTH },
    ...columns.map(({ header, format }) => ({ header, width: FIGURE_WIDTH, style: { numFmt: format } })),
  ]);
  for (const { code, figures } of lines) {
    const title = code === undefined ? wording.plain('report.column.elsewhere') : wording.name(code);
    added.addRow([title, ...valuesOf(figures, columns)]);
  }
  return added;
}

function valuesOf(figures: Figures, columns: readonly FigureColumn[]): (number | null)[] {
  return columns.map(({ value }) => value(figures) ?? null);
}

function addDefinitions(
  workbook: Workbook,
  { period, asOf }: Report,
  wording: Wording,
  speech: Speech,
): void {
  const sheet = addSheet(workbook, wording.plain('report.sheet.definitions'), speech.locale, [
    { header: wording.plain('report.column.figure'), width: NAME_WIDTH },
    { header: wording.plain('report.column.definition'), width: DEFINITION_WIDTH },
  ]);
  for (const name of FIGURES) {
    sheet.addRow([wording.plain(`report.figure.${name}`), wording.plain(`report.definition.${name}`)]);
  }
  const { from, to } = daysOf(period, speech);
  sheet.addRow([]);
  sheet.addRow([wording.plain('report.column.days'), wording.plain('report.days', { from, to })]);
  for (const [key, moment] of [
    ['from', period.from],
    ['to', period.to],
    ['asOf', asOf],
  ] as const) {
    const row = sheet.addRow([wording.plain(`report.column.${key}`), asShown(moment, speech.timeZone)]);
    row.getCell(2).numFmt = MOMENT;
    row.getCell(2).alignment = { horizontal: FROM_THE_LEFT.has(speech.locale) ? 'left' : 'right' };
  }
}

function addSheet(
  workbook: Workbook,
  name: string,
  locale: Locale,
  columns: readonly Partial<Column>[],
): Worksheet {
  const sheet = workbook.addWorksheet(name, {
    views: [{ rightToLeft: !FROM_THE_LEFT.has(locale), state: 'frozen', xSplit: 1, ySplit: 1 }],
  });
  sheet.columns = [...columns];
  sheet.getRow(1).font = { bold: true };
  sheet.getRow(1).alignment = { wrapText: true, vertical: 'middle' };
  return sheet;
}

/** The moment whose UTC reading is what clocks in the city show: a workbook knows no time zones. */
function asShown(moment: Date, timeZone: string): Date {
  const shown = new Intl.DateTimeFormat('sv-SE', {
    timeZone,
    dateStyle: 'short',
    timeStyle: 'medium',
  }).format(moment);
  return new Date(`${shown.replace(' ', 'T')}Z`);
}
