import { type RequestHandler, raw } from 'express';
import { MOST_BODY_BYTES } from '../clients/checked-body.js';
import { type Problem, sendProblem } from '../clients/problem.js';
import { MOST_FILE_BYTES } from '../telegram/received-file.js';

/** A file among the parts of a body. */
export interface FilePart {
  /** The name of its part. */
  readonly name: string;
  readonly bytes: Buffer;
}

/** How the parts of a body become the body that they stand for. */
export interface Multipart {
  /** The name of the part that is JSON. */
  readonly json: string;
  /** The names that files can have. */
  readonly files: readonly string[];
  /** The body with its files in it, which has to be the same for the same parts. */
  join(
    json: unknown,
    files: readonly FilePart[],
  ): Promise<{ readonly body: unknown } | { readonly problem: Problem }>;
}

const FORM = 'multipart/form-data';
/** The most parts of a body. */
const MOST_PARTS = 11;
const MOST_BYTES = MOST_FILE_BYTES + MOST_BODY_BYTES;

/** Reads bodies in several parts (RFC 7578) into `body`, and leaves all others to `otherwise`. */
export function readParts(multipart: Multipart, otherwise: RequestHandler): RequestHandler {
  const readBytes = raw({ type: FORM, limit: MOST_BYTES });
  return (request, response, next) => {
    if (request.is(FORM) !== FORM) return otherwise(request, response, next);
    readBytes(request, response, (error?: unknown) => {
      if (error !== undefined) return next(error);
      const bytes: unknown = request.body;
      const type = request.get('content-type') ?? '';
      joinParts(Buffer.isBuffer(bytes) ? bytes : Buffer.alloc(0), type, multipart).then((read) => {
        if ('problem' in read) return sendProblem(response, read.problem);
        request.body = read.body;
        next();
      }, next);
    });
  };
}

async function joinParts(bytes: Buffer, type: string, multipart: Multipart) {
  const form = hasTooManyParts(bytes, type) ? undefined : await partsOf(bytes, type);
  if (form === undefined) return invalid('', `Send ${MOST_PARTS} parts at most, each as RFC 7578 has it.`);
  const [json, ...more] = form.getAll(multipart.json);
  if (json === undefined || more.length > 0) return invalid(`/${multipart.json}`, 'Send this part once.');
  const files: FilePart[] = [];
  for (const [name, part] of form) {
    if (name === multipart.json) continue;
    if (!multipart.files.includes(name)) return invalid(`/${name}`, 'There is no such part.');
    if (typeof part === 'string') return invalid(`/${name}`, 'This part is a file, and has a filename.');
    files.push({ name, bytes: Buffer.from(await part.arrayBuffer()) });
  }
  const read = readJsonPart(typeof json === 'string' ? json : await json.text());
  return 'problem' in read ? read : multipart.join(read.value, files);
}

function readJsonPart(text: string): { readonly value: unknown } | { readonly problem: Problem } {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return { problem: { code: 'malformedJson' } };
  }
}

function invalid(path: string, message: string): { readonly problem: Problem } {
  return { problem: { code: 'invalid', errors: [{ path, message }] } };
}

/** Looked at before anything is taken apart: thousands of parts would take long. */
function hasTooManyParts(bytes: Buffer, type: string): boolean {
  const [, quoted, plain] = /boundary=(?:"([^"]{1,70})"|([^\s;]{1,70}))/i.exec(type) ?? [];
  const boundary = quoted ?? plain;
  if (boundary === undefined) return true;
  let count = 0;
  for (let at = bytes.indexOf(`--${boundary}`); at !== -1; at = bytes.indexOf(`--${boundary}`, at + 1))
    count += 1;
  // The end is one more.
  return count > MOST_PARTS + 1;
}

async function partsOf(bytes: Buffer, type: string) {
  try {
    return await new Response(new Uint8Array(bytes), { headers: { 'content-type': type } }).formData();
  } catch {
    return undefined;
  }
}
