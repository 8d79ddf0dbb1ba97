import type { Written } from '../deliveries/bulletin.js';
import type { Delivery } from '../deliveries/delivery.js';
import type { Logger } from '../logger.js';
import type { Speech } from '../messages/wording.js';
import type { DrawPicture } from '../pictures/draw-picture.js';
import type { Period } from '../reports/period.js';
import { type FiledBetween, makeReport, type Report } from '../reports/report.js';
import { renderReportChart } from '../reports/report-chart.js';
import { renderReport, renderReportCaption } from '../reports/report-message.js';
import { reportContent } from '../reports/report-workbook.js';
import type { ToldElsewhereStore } from '../reports/told-elsewhere-store.js';
import type { WriteWorkbook } from '../workbooks/workbook-content.js';
import { type Bulletin, bulletinsFor } from './bulletin.js';

/** The bulletin that carries a report. */
type ReportBulletin = Extract<Bulletin, { readonly kind: 'report' }>;

/** Writes the report that a bulletin is about. */
export type WriteReport = (
  bulletin: ReportBulletin,
  about: { readonly at: Date; readonly speech: Speech },
) => Promise<Written>;

/** A report for a person, as of a moment: a message with a picture, and the same as a workbook. `name` identifies it. */
export function reportFor(
  person: string,
  report: { readonly name: string; readonly period: Period; readonly at: Date },
): readonly Delivery[] {
  const { name, period, at } = report;
  const bulletins = (['message', 'workbook'] as const).map((form) => ({
    kind: 'report' as const,
    ...period,
    form,
  }));
  return bulletinsFor(person, { name, at, bulletins });
}

/**
 * The writer of reports. The last one made is cached, since the same report goes to several people, and to
 * each as a message and as a workbook.
 */
export function createReportWriter({
  filedBetween,
  toldBetween,
  writeWorkbook,
  drawPicture,
  logger,
}: {
  readonly filedBetween: FiledBetween;
  readonly toldBetween: ToldElsewhereStore['countBetween'];
  readonly writeWorkbook: WriteWorkbook;
  readonly drawPicture: DrawPicture;
  readonly logger: Logger;
}): WriteReport {
  let last: { readonly name: string; readonly report: Promise<Report> } | undefined;

  async function reportOf({ from, to }: ReportBulletin, at: Date, { organization }: Speech): Promise<Report> {
    const name = [from, to, at].map((moment) => moment.getTime()).join(' ');
    if (last?.name === name) return last.report;
    const report = makeReport({ period: { from, to }, asOf: at, organization, filedBetween, toldBetween });
    last = { name, report };
    // A failed report is made again the next time.
    report.catch(() => {
      last = undefined;
    });
    return report;
  }

  return async (bulletin, { at, speech }) => {
    const report = await reportOf(bulletin, at, speech);
    if (bulletin.form === 'message') return withPicture(bulletin, report, speech);
    const bytes = await writeWorkbook(reportContent(report, speech));
    return { kind: 'document', name: `report-${dayOf(bulletin.from)}.xlsx`, bytes };
  };

  /** The report below its picture; without one where there is nothing to compare, or where it cannot be drawn. */
  async function withPicture({ from }: ReportBulletin, report: Report, speech: Speech): Promise<Written> {
    const message = renderReport(report, speech);
    const svg = renderReportChart(report, speech);
    if (svg === undefined) return { kind: 'text', message };
    const drawn = await drawPicture(svg);
    if (drawn.ok) {
      const caption = renderReportCaption(report, speech);
      return {
        kind: 'photo',
        name: `report-${dayOf(from)}.png`,
        bytes: drawn.value,
        caption,
        instead: message,
      };
    }
    logger.warn({ event: 'pictureNotDrawn', because: drawn.because });
    return { kind: 'text', message };
  }

  function dayOf(moment: Date): string {
    return moment.toISOString().slice(0, 10);
  }
}
