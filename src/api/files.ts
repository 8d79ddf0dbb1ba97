import { z } from 'zod';
import { createSignedFiles, type SignedFiles } from '../attachments/signed-files.js';
import type { Uploads } from '../attachments/uploads.js';
import { type Problem, sendProblem } from '../clients/problem.js';
import type { Clock } from '../clock.js';
import type { Attachment } from '../requests/lifecycle/facts.js';
import { fileKind } from './fields.js';
import { defineOperation, type Operation } from './operation.js';

/** Seconds for which the address of a file works. */
const WORKS_SECONDS = 600;

/** Addresses of files below `/api/v1` that work without a key; `secret` is the city's, `clock` the machine's. */
export function createFileAddresses(options: {
  readonly secret: string;
  readonly uploads: Pick<Uploads, 'read'>;
  readonly clock: Pick<Clock, 'now'>;
}): SignedFiles {
  const { secret, uploads, clock } = options;
  return createSignedFiles({
    secret,
    clock,
    prefix: '/api/v1',
    path: '/files',
    worksSeconds: WORKS_SECONDS,
    read: uploads.read,
    answerMissing: (_request, response) => sendProblem(response, { code: 'notFound' }),
  });
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
