import { createHmac, timingSafeEqual } from 'node:crypto';
import { type RequestHandler, Router } from 'express';
import { z } from 'zod';
import type { Uploads } from '../attachments/uploads.js';
import { type Problem, sendProblem } from '../clients/problem.js';
import type { Clock } from '../clock.js';
import type { Attachment } from '../requests/lifecycle/facts.js';
import { fileKind } from './fields.js';
import { defineOperation, type Operation } from './operation.js';

/** Seconds for which the address of a file works. */
const WORKS_SECONDS = 600;

/** Addresses of files that work without a key, for a while. */
export interface FileAddresses {
  /** The address of a file, below `/api/v1`. */
  readonly write: (id: string) => string;
  /** Serves those addresses; others get 404. */
  readonly router: Router;
}

/** Signed addresses of files; `secret` is the city's, `clock` the machine's. */
export function createFileAddresses(options: {
  readonly secret: string;
  readonly uploads: Pick<Uploads, 'read'>;
  readonly clock: Pick<Clock, 'now'>;
}): FileAddresses {
  const { secret, uploads, clock } = options;
  const sign = (id: string, until: number) =>
    createHmac('sha256', secret).update(`${until} ${id}`).digest('hex');
  const seconds = () => Math.floor(clock.now().getTime() / 1_000);

  const serve: RequestHandler<{ id: string }> = async (request, response) => {
    const { until = '', signature = '' } = request.query;
    const { id } = request.params;
    const end = typeof until === 'string' && /^\d{1,12}$/.test(until) ? Number(until) : 0;
    const given = Buffer.from(typeof signature === 'string' ? signature : '');
    const expected = Buffer.from(sign(id, end));
    const isSigned = given.length === expected.length && timingSafeEqual(given, expected);
    const file = isSigned && end >= seconds() ? await uploads.read(id) : undefined;
    if (file === undefined) {
      sendProblem(response, { code: 'notFound' });
      return;
    }
    response
      .set({
        'Content-Disposition': `attachment; filename="${file.name}"`,
        'Content-Security-Policy': "default-src 'none'; sandbox",
        'Cache-Control': 'private, no-store',
        'X-Content-Type-Options': 'nosniff',
      })
      .type(file.type)
      .send(file.bytes);
  };

  const router = Router();
  router.get('/files/:id', serve);
  return {
    write(id) {
      const until = seconds() + WORKS_SECONDS;
      return `/api/v1/files/${encodeURIComponent(id)}?until=${until}&signature=${sign(id, until)}`;
    },
    router,
  };
}

/** Keeps a file, or says why not. */
export async function takeFile(
  uploads: Pick<Uploads, 'take'>,
  bytes: Buffer,
  kind: Attachment['kind'],
): Promise<Attachment | { readonly problem: Problem }> {
  const taken = await uploads.take(bytes, kind);
  if (taken === 'later') return { problem: { code: 'unavailable', headers: { 'Retry-After': '5' } } };
  if (taken === 'refused') {
    const detail = 'This is no photo, video, sound or PDF, or not of the kind that was said.';
    return { problem: { code: 'unsupportedType', detail } };
  }
  return taken;
}

/** `POST /files`: takes the bytes of a file, which a request may have afterwards. */
export function uploadOperation({ uploads }: { readonly uploads: Pick<Uploads, 'take'> }): Operation {
  return defineOperation({
    method: 'post',
    path: '/files',
    name: 'sendFile',
    tag: 'requests',
    summary: 'Send a file',
    description:
      'The body is the file. A photo, a video, a sound or a PDF is taken, by what is in it and not by its name; what ' +
      'its device wrote into it is removed. A file that no request has within twelve hours is removed.',
    scope: 'requests:write',
    parameters: z.strictObject({}),
    query: z.strictObject({ kind: fileKind }),
    body: 'file',
    status: 201,
    answer: z.strictObject({ id: z.string(), kind: fileKind }).meta({ id: 'File' }),
    problems: ['unsupportedType', 'tooLarge', 'unavailable'],
    async handle({ body, query }) {
      const taken = await takeFile(uploads, body, query.kind);
      if ('problem' in taken) return { ok: false, problem: taken.problem };
      return { ok: true, status: 201, body: taken };
    },
  });
}
