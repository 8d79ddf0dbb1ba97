import type { PreparedFile } from '../attachments/prepare-file.js';
import type { ReadOpenRequests } from '../open-requests/read-open-requests.js';
import type { AreaChange, AreaReview } from '../organization/areas/check-areas.js';
import type { DryRun, ImportContext } from '../organization/setup/dry-run-import.js';
import type { DrawPicture } from '../pictures/draw-picture.js';
import type { Attachment } from '../requests/lifecycle/facts.js';
import { createSandbox, type Ran } from '../sandbox/sandbox.js';
import type { WriteWorkbook } from '../workbooks/workbook-content.js';
import type { fileJobs } from './file-jobs.js';

/** Work on files that people send, and on workbooks, outside this process. */
export interface FileWork {
  prepareFile(bytes: Buffer, kind: Attachment['kind']): Promise<Ran<PreparedFile | undefined>>;
  dryRunImport(bytes: Buffer, context: ImportContext): Promise<Ran<DryRun>>;
  readOpenRequests(bytes: Buffer, timeZone: string): Promise<Ran<ReadOpenRequests>>;
  /** Warns of doubtful new areas, and draws them; `names` by unit, as the picture shows them. */
  reviewAreas(change: AreaChange, names: Readonly<Record<string, string>>): Promise<Ran<AreaReview>>;
  /** A drawing (SVG) as a picture (PNG). */
  readonly drawPicture: DrawPicture;
  /** Rejects if the process ends before the workbook is finished; it may then be retried. */
  readonly writeWorkbook: WriteWorkbook;
  stop(): Promise<void>;
}

const LIMITS = { module: 'src/product/file-jobs.ts', mostHeapMiB: 256, mostMemoryMiB: 768 };
/** A picture takes milliseconds, a city's workbook a second; the rest allows for a busy machine. */
export const MOST_MS = { attachments: 15_000, cities: 30_000 };

/**
 * Opens two sandboxes, so that no picture waits for a city's file; their processes start when they are
 * needed.
 */
export function openFileWork(): FileWork {
  const attachments = createSandbox<typeof fileJobs>({ ...LIMITS, mostMs: MOST_MS.attachments });
  const cities = createSandbox<typeof fileJobs>({ ...LIMITS, mostMs: MOST_MS.cities });
  return {
    prepareFile: (bytes, kind) => attachments.run('prepareFile', { bytes, kind }),
    dryRunImport: (bytes, context) => cities.run('dryRunImport', { bytes, context }),
    readOpenRequests: (bytes, timeZone) => cities.run('readOpenRequests', { bytes, timeZone }),
    reviewAreas: (change, names) => cities.run('reviewAreas', { change, names }),
    drawPicture: (svg) => attachments.run('drawPicture', svg),
    async writeWorkbook(content) {
      const ran = await cities.run('writeWorkbook', content);
      if (!ran.ok) throw new Error(`A workbook could not be written: ${ran.because}.`);
      return ran.value;
    },
    async stop() {
      await Promise.all([attachments.stop(), cities.stop()]);
    },
  };
}
