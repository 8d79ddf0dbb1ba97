import express from 'express';
import { ApiError, badRequest } from './errors.js';
import { parseMultipart } from './multipart.js';
import { createParameters, isObject, type Parameters } from './parameters.js';

const LARGEST_UPLOAD = '50mb';
const LARGEST_JSON = '10mb';

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
    if (!form) throw badRequest("can't parse multipart request");
    return createParameters({ ...request.query, ...form.values }, form.uploads);
  }
  return createParameters({ ...request.query, ...(isObject(body) ? body : {}) });
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
