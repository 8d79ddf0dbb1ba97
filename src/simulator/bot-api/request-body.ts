import express from 'express';
import { type FormPart, parseMultipart } from '../../multipart.js';
import { ApiError, badRequest } from './errors.js';
import { createParameters, isObject, type Parameters, type Upload } from './parameters.js';

const LARGEST_UPLOAD = '50mb';
const LARGEST_JSON = '10mb';
/** What says nothing of what is in a file. */
const ANY_BYTES = 'application/octet-stream';

const readers: readonly express.RequestHandler[] = [
  express.json({ limit: LARGEST_JSON }),
  express.urlencoded({ extended: false, limit: LARGEST_JSON }),
  express.raw({ type: 'multipart/form-data', limit: LARGEST_UPLOAD }),
];

/**
 * Reads the parameters of a Bot API request from its query and its body (JSON, urlencoded or multipart).
 * Throws `ApiError`: 400 for a body that cannot be read, 413 for one that is too large.
 */
export async function readParameters(
  request: express.Request,
  response: express.Response,
): Promise<Parameters> {
  for (const reader of readers) await run(reader, request, response);
  const body: unknown = request.body;
  if (Buffer.isBuffer(body)) {
    const form = parseMultipart(request.get('content-type') ?? '', body);
    if (!form?.isWhole) throw badRequest("can't parse multipart request");
    const [files, fields] = [form.parts.filter(isFile), form.parts.filter((part) => !isFile(part))];
    const values = Object.fromEntries(fields.map(({ name, content }) => [name, content.toString('utf8')]));
    return createParameters({ ...request.query, ...values }, uploadsOf(files));
  }
  return createParameters({ ...request.query, ...(isObject(body) ? body : {}) });
}

function isFile({ fileName, mimeType }: FormPart): boolean {
  return fileName !== undefined || mimeType === ANY_BYTES;
}

function uploadsOf(files: readonly FormPart[]): ReadonlyMap<string, Upload> {
  return new Map(
    files.map(({ name, content, fileName, mimeType }) => [
      name,
      {
        // A copy, so that keeping one file does not keep the whole request.
        content: Buffer.from(content),
        ...(fileName ? { fileName } : {}),
        ...(mimeType && mimeType !== ANY_BYTES ? { mimeType } : {}),
      },
    ]),
  );
}

function run(reader: express.RequestHandler, request: express.Request, response: express.Response) {
  return new Promise<void>((resolve, reject) => {
    reader(request, response, (error?: unknown) => {
      if (error === undefined) return resolve();
      const isTooLarge = isObject(error) && error['type'] === 'entity.too.large';
      reject(
        isTooLarge
          ? new ApiError(413, 'Request Entity Too Large')
          : badRequest("can't parse the body of the request"),
      );
    });
  });
}
