import type { prepareFile } from '../attachments/prepare-file.js';
import type { ImportContext, Rehearsal } from '../organization/setup/rehearse-import.js';
import { serveJobs } from '../sandbox/serve-jobs.js';
import type { WorkbookContent } from '../workbooks/workbook-content.js';

/**
 * What is done with files in a process of its own. Each job loads what it needs when it comes, so that a picture
 * does not wait for the libraries of workbooks.
 */
export const fileJobs = {
  async prepareFile(input: Parameters<typeof prepareFile>[0]) {
    const { prepareFile } = await import('../attachments/prepare-file.js');
    return prepareFile(input);
  },

  async rehearseImport({
    bytes,
    context,
  }: {
    readonly bytes: Buffer;
    readonly context: ImportContext;
  }): Promise<Rehearsal> {
    const { rehearseImport } = await import('../organization/setup/rehearse-import.js');
    return rehearseImport(bytes, context);
  },

  async writeWorkbook(content: WorkbookContent): Promise<Buffer> {
    const { renderWorkbook } = await import('../workbooks/render-workbook.js');
    return renderWorkbook(content);
  },
};

serveJobs(fileJobs);
