import type { prepareFile } from '../attachments/prepare-file.js';
import type { AreaChange, AreaReview } from '../organization/areas/check-areas.js';
import type { DryRun, ImportContext } from '../organization/setup/dry-run-import.js';
import { serveJobs } from '../sandbox/serve-jobs.js';
import type { WorkbookContent } from '../workbooks/workbook-content.js';

/**
 * Work on files in a process of its own. Each job loads its libraries when it is first needed, so that a
 * picture does not wait for those of workbooks.
 */
export const fileJobs = {
  async prepareFile(input: Parameters<typeof prepareFile>[0]) {
    const { prepareFile } = await import('../attachments/prepare-file.js');
    return prepareFile(input);
  },

  async dryRunImport({
    bytes,
    context,
  }: {
    readonly bytes: Buffer;
    readonly context: ImportContext;
  }): Promise<DryRun> {
    const { dryRunImport } = await import('../organization/setup/dry-run-import.js');
    return dryRunImport(bytes, context);
  },

  async readOpenRequests({ bytes, timeZone }: { readonly bytes: Buffer; readonly timeZone: string }) {
    const { readOpenRequests } = await import('../open-requests/read-open-requests.js');
    return readOpenRequests(bytes, timeZone);
  },

  async reviewAreas({
    change,
    names,
  }: {
    readonly change: AreaChange;
    readonly names: Readonly<Record<string, string>>;
  }): Promise<AreaReview> {
    const { checkAreas } = await import('../organization/areas/check-areas.js');
    const { drawAreas } = await import('../organization/areas/draw-areas.js');
    const picture = drawAreas({ before: change.before, after: change.after, names });
    return { warnings: checkAreas(change), ...(picture === undefined ? {} : { picture }) };
  },

  async drawPicture(svg: string): Promise<Buffer> {
    const { rasterize } = await import('../pictures/rasterize.js');
    return rasterize(svg);
  },

  async writeWorkbook(content: WorkbookContent): Promise<Buffer> {
    const { renderWorkbook } = await import('../workbooks/render-workbook.js');
    return renderWorkbook(content);
  },
};

serveJobs(fileJobs);
