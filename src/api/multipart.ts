import { isUtf8 } from 'node:buffer';
import { type RequestHandler, raw } from 'express';
import { MOST_BODY_BYTES } from '../clients/checked-body.js';
import { type Problem, sendProblem } from '../clients/problem.js';
import { type FormPart, parseMultipart } from '../multipart.js';
import { MOST_FILE_BYTES } from '../telegram/received-file.js';

/** How the parts of a body become the body that they stand for. */
export interface Multipart {
  /** The name of the part that is JSON. */
  readonly json: string;
  /** The names that files can have. */
  readonly files: readonly string[];
  /** The body with its files in it, which has to be the same for the same parts. */
  join(
    json: unknown,
    files: readonly Pick<FormPart, 'name' | 'content'>[],
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
  const form = parseMultipart(type, bytes);
  if (form?.isWhole !== true || form.parts.length > MOST_PARTS) {
    return invalid('', `Send ${MOST_PARTS} parts at most, each as RFC 7578 has it, and the end of them.`);
  }
  const [json, ...more] = form.parts.filter(({ name }) => name === multipart.json);
  if (json === undefined || more.length > 0) return invalid(`/${multipart.json}`, 'Send this part once.');
  const files = form.parts.filter((part) => part !== json);
  const wrong = files.find(({ name, fileName }) => !multipart.files.includes(name) || fileName === undefined);
  if (wrong !== undefined) {
    const isFile = wrong.fileName !== undefined;
    return invalid(`/${wrong.name}`, isFile ? 'There is no such part.' : 'A file has a filename.');
  }
  const read = readJsonPart(json.content);
  return 'problem' in read ? read : multipart.join(read.value, files);
}

function readJsonPart(bytes: Buffer): { readonly value: unknown } | { readonly problem: Problem } {
  try {
    if (isUtf8(bytes)) return { value: JSON.parse(bytes.toString()) };
  } catch {
    // As what is no text at all.
  }
  return { problem: { code: 'malformedJson' } };
}

function invalid(path: string, message: string): { readonly problem: Problem } {
  return { problem: { code: 'invalid', errors: [{ path, message }] } };
}
