import { createHmac, timingSafeEqual } from 'node:crypto';
import { Router } from 'express';
import type { AttachmentService } from '../attachments/attachment-service.js';
import type { Clock } from '../clock.js';

/** Addresses under which whoever reads a letter sees the citizen's files, without a key, for a while. */
export interface FileLinks {
  /** The address of a file. */
  linkTo(id: string): string;
  /** Serves these addresses; whatever was not signed, or is too old, is not there. */
  readonly router: Router;
}

/** Days for which an address works: longer than a level has a request, and each change of a letter writes a new one. */
const WORKS_DAYS = 30;
const DAY_SECONDS = 24 * 3_600;
const PATH = '/gam/files';

/** The links below the public address of this server; `secret` is the city's, `clock` the machine's. */
export function createFileLinks(options: {
  readonly secret: string;
  readonly baseUrl: string;
  readonly attachments: Pick<AttachmentService, 'open'>;
  readonly clock: Pick<Clock, 'now'>;
}): FileLinks {
  const { secret, baseUrl, attachments, clock } = options;
  const seconds = () => Math.floor(clock.now().getTime() / 1_000);
  const sign = (id: string, until: number) =>
    createHmac('sha256', secret).update(`${until} ${id}`).digest('base64url');

  function isSigned(id: string, { until, signature }: Readonly<Record<string, unknown>>): boolean {
    if (typeof until !== 'string' || !/^\d{1,12}$/.test(until) || typeof signature !== 'string') return false;
    const [given, expected] = [Buffer.from(signature), Buffer.from(sign(id, Number(until)))];
    return given.length === expected.length && timingSafeEqual(given, expected) && Number(until) >= seconds();
  }

  const router = Router();
  router.get(`${PATH}/:id`, async (request, response) => {
    const { id } = request.params;
    const file = isSigned(id, request.query) ? await attachments.open(id) : undefined;
    if (file === undefined) {
      response.status(404).json({ error: 'There is nothing at this address, or no longer.' });
      return;
    }
    response
      .set({
        'Content-Disposition': 'inline',
        'Content-Security-Policy': "default-src 'none'; sandbox",
        'Cache-Control': 'private, no-store',
        'X-Content-Type-Options': 'nosniff',
      })
      .type(file.type)
      .send(file.bytes);
  });
  return {
    linkTo(id) {
      const until = seconds() + WORKS_DAYS * DAY_SECONDS;
      return `${baseUrl}${PATH}/${encodeURIComponent(id)}?until=${until}&signature=${sign(id, until)}`;
    },
    router,
  };
}
