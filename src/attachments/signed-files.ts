import { createHmac, timingSafeEqual } from 'node:crypto';
import { type RequestHandler, Router } from 'express';
import type { Clock } from '../clock.js';

/** Addresses under which whoever has one sees a file, without a key, for a while. */
export interface SignedFiles {
  /** The address of a file. */
  linkTo(id: string): string;
  /** Serves these addresses, below wherever it is mounted. */
  readonly router: Router;
}

/** Signed addresses of files; those that were given out stay good for their time, whatever is given out later. */
export function createSignedFiles(options: {
  /** The city's secret for these addresses. */
  readonly secret: string;
  /** What stands before the path in an address: the server, and where the router is mounted. */
  readonly prefix: string;
  /** The path of the files in the router, such as `/files`. */
  readonly path: string;
  /** Seconds for which an address works. */
  readonly worksSeconds: number;
  readonly read: (
    id: string,
  ) => Promise<{ readonly bytes: Buffer; readonly type: string; readonly name?: string } | undefined>;
  /** Answers what was not signed, is too old, or is not there any more. */
  readonly answerMissing: RequestHandler;
  /** The machine's clock. */
  readonly clock: Pick<Clock, 'now'>;
}): SignedFiles {
  const { secret, prefix, path, worksSeconds, read, answerMissing, clock } = options;
  const seconds = () => Math.floor(clock.now().getTime() / 1_000);
  const sign = (id: string, until: number) =>
    createHmac('sha256', secret).update(`${until} ${id}`).digest('base64url');

  function isSigned(id: string, { until, signature }: Readonly<Record<string, unknown>>): boolean {
    if (typeof until !== 'string' || !/^\d{1,12}$/.test(until) || typeof signature !== 'string') return false;
    const [given, expected] = [Buffer.from(signature), Buffer.from(sign(id, Number(until)))];
    return given.length === expected.length && timingSafeEqual(given, expected) && Number(until) >= seconds();
  }

  const router = Router();
  router.get(`${path}/:id`, async (request, response, next) => {
    const { id } = request.params;
    const file = isSigned(id, request.query) ? await read(id) : undefined;
    if (file === undefined) return answerMissing(request, response, next);
    response
      .set({
        'Content-Disposition': file.name === undefined ? 'inline' : `attachment; filename="${file.name}"`,
        'Content-Security-Policy': "default-src 'none'; sandbox",
        'Cache-Control': 'private, no-store',
        'X-Content-Type-Options': 'nosniff',
      })
      .type(file.type)
      .send(file.bytes);
  });
  return {
    linkTo(id) {
      const until = seconds() + worksSeconds;
      return `${prefix}${path}/${encodeURIComponent(id)}?until=${until}&signature=${sign(id, until)}`;
    },
    router,
  };
}
