import type { Written } from '../deliveries/bulletin.js';
import type { Delivery } from '../deliveries/delivery.js';
import type { Speech } from '../messages/wording.js';
import type { Period } from '../reports/period.js';
import { type FiledBetween, makeReport, type Report } from '../reports/report.js';
import { renderReport } from '../reports/report-message.js';
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

/** A report for a person, as of a moment: a message, and the same as a workbook. `name` identifies it. */
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
}: {
  readonly filedBetween: FiledBetween;
  readonly toldBetween: ToldElsewhereStore['countBetween'];
  readonly writeWorkbook: WriteWorkbook;
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
    if (bulletin.form === 'message') return { kind: 'text', message: renderReport(report, speech) };
    const bytes = await writeWorkbook(reportContent(report, speech));
    return { kind: 'document', name: `report-${dayOf(bulletin.from)}.xlsx`, bytes };
  };

  function dayOf(moment: Date): string {
    return moment.toISOString().slice(0, 10);
  }
}
