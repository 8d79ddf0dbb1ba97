import type { AttachmentServiceOptions } from '../../src/attachments/attachment-service.js';
import { prepareFile } from '../../src/attachments/prepare-file.js';

/** Looks into a file in this process, where a test is not about the other one. */
export const prepareHere: AttachmentServiceOptions['prepareFile'] = async (bytes, kind) => ({
  ok: true,
  value: await prepareFile({ bytes, kind }),
});
