import type { AttachmentService } from '../attachments/attachment-service.js';
import { createSignedFiles, type SignedFiles } from '../attachments/signed-files.js';
import type { Clock } from '../clock.js';

/** Days for which an address works: longer than a level has a request, and each change of a letter writes a new one. */
const WORKS_DAYS = 30;
const DAY_SECONDS = 24 * 3_600;

/** Addresses under which whoever reads a letter sees the citizen's files; `baseUrl` is the public one of this server. */
export function createFileLinks(options: {
  readonly secret: string;
  readonly baseUrl: string;
  readonly attachments: Pick<AttachmentService, 'open'>;
  readonly clock: Pick<Clock, 'now'>;
}): SignedFiles {
  const { secret, baseUrl, attachments, clock } = options;
  return createSignedFiles({
    secret,
    clock,
    prefix: baseUrl,
    path: '/gam/files',
    worksSeconds: WORKS_DAYS * DAY_SECONDS,
    read: attachments.open,
    answerMissing(_request, response) {
      response.status(404).json({ error: 'There is nothing at this address, or no longer.' });
    },
  });
}
