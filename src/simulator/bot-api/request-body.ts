import busboy from 'busboy';
import express from 'express';
import { ApiError, badRequest } from './errors.js';
import { createParameters, isObject, type Parameters, type Upload } from './parameters.js';

const LARGEST_UPLOAD = 50 * 1024 * 1024;
const LARGEST_JSON = '10mb';

const readJson = express.json({ limit: LARGEST_JSON });
const readForm = express.urlencoded({ extended: false, limit: LARGEST_JSON });

/**
 * Reads the parameters of a Bot API request from its query and its body (JSON, urlencoded or multipart).
 * Throws `ApiError`: 400 for a body that cannot be read, 413 for one that is too large.
 */
export async function readParameters(
  request: express.Request,
  response: express.Response,
): Promise<Parameters> {
  if (request.is('multipart/form-data')) {
    const { values, uploads } = await readMultipart(request);
    return createParameters({ ...request.query, ...values }, uploads);
  }
  await run(readJson, request, response);
  await run(readForm, request, response);
  const body: unknown = request.body;
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

function readMultipart(request: express.Request) {
  return new Promise<{ values: Record<string, string>; uploads: Map<string, Upload> }>((resolve, reject) => {
    const values: Record<string, string> = {};
    const uploads = new Map<string, Upload>();
    const tooLarge = new ApiError(413, 'Request Entity Too Large');
    const parser = busboy({
      headers: request.headers,
      defParamCharset: 'utf8',
      limits: { fileSize: LARGEST_UPLOAD, fieldSize: 1024 * 1024 },
    });
    parser.on('field', (name, value) => {
      values[name] = value;
    });
    parser.on('file', (name, stream, info) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('limit', () => reject(tooLarge));
      stream.on('end', () => {
        const isTyped = info.mimeType !== 'application/octet-stream';
        uploads.set(name, {
          content: Buffer.concat(chunks),
          ...(info.filename ? { fileName: info.filename } : {}),
          ...(isTyped ? { mimeType: info.mimeType } : {}),
        });
      });
    });
    parser.on('error', () => reject(badRequest("can't parse multipart request")));
    parser.on('close', () => resolve({ values, uploads }));
    request.on('aborted', () => reject(badRequest('the request was cut off')));
    request.pipe(parser);
  });
}
