import { isUtf8 } from 'node:buffer';
import { type NextFunction, type Request, type RequestHandler, type Response, Router, text } from 'express';
import type { Authentication } from '../clients/authentication.js';
import { type Client, hasScope } from '../clients/client.js';
import { keyOfHeader } from '../clients/client-key.js';
import { type RateLimit, rateLimitHeaders } from '../clients/rate-limit.js';
import type { Logger } from '../logger.js';
import { type Answer, refused } from './answer.js';
import type { AnswerCache, WrittenAnswer } from './answer-cache.js';
import { writeBulk } from './bulk.js';
import { CONTENT_TYPES, FORMATS, type Format, writeDocument } from './document.js';
import { type Parameters, readParameters } from './list-query.js';
import type { Posting } from './posting.js';
import type { Resources } from './resources.js';

/** Where the interface lies on this server. */
export const OPEN311_PATH = '/open311/v2';

/** The forms of an answer, by suffix: that of open data has requests only. */
type Suffix = Format | 'csv';

/** What a call asks for. */
interface Call {
  /** The address without its suffix. */
  readonly path: string;
  readonly suffix: Suffix;
  readonly query: string;
}

export interface Open311RouterOptions {
  /** A photo that is published, by the id of its request and its number from 1. */
  readonly readPhoto: (
    id: string,
    number: number,
  ) => Promise<{ readonly bytes: Buffer; readonly type: string } | undefined>;
  readonly resources: Resources;
  readonly posting: Posting;
  readonly authentication: Pick<Authentication, 'authenticate'>;
  readonly rateLimit: RateLimit;
  readonly cache: AnswerCache;
  readonly logger: Logger;
  /** True for an error that says that the database is away for a while. */
  readonly isOutage: (error: unknown) => boolean;
}

/** Pages of other servers may read what is public. */
const FOR_EVERYBODY = {
  'Access-Control-Allow-Origin': '*',
  'Cross-Origin-Resource-Policy': 'cross-origin',
};
/** What is taken back is gone from everywhere within half a minute. */
const PHOTO_HEADERS = {
  'Cache-Control': 'public, max-age=30',
  'Content-Security-Policy': "default-src 'none'; sandbox",
  'X-Content-Type-Options': 'nosniff',
};
/** The most bytes of a form: a description of 4,000 letters, each escaped, and as much again. */
const MOST_BYTES = 128 * 1024;
const FORM = 'application/x-www-form-urlencoded';
const NO_KEY = 'A valid api_key with the right to Open311 is needed: an administrator of the city makes it.';

/**
 * Open311 GeoReport v2. `GET` is for everybody, pages of other servers included, photos that are published at
 * `/photos/<service_request_id>/<number>` as well; `POST` needs the key of a client with
 * the scope `open311`, as `api_key` or as a bearer token, and counts towards its limit.
 */
export function createOpen311Router(options: Open311RouterOptions): Router {
  const { resources, posting, authentication, rateLimit, cache, logger, isOutage } = options;

  async function read({ path, suffix, query }: Call): Promise<WrittenAnswer> {
    const parameters = readParameters(query);
    if (suffix !== 'csv') return writeAnswer(await resources.read(path, parameters), suffix);
    if (path !== 'requests') return writeAnswer(refused(404, 'Only requests are there as CSV.'), 'xml');
    const listed = await resources.list(parameters);
    if (!('requests' in listed)) return writeAnswer(listed, 'xml');
    const body = writeBulk(listed.requests, await resources.speech());
    return { status: 200, type: 'text/csv; charset=utf-8', body };
  }

  /** The client of a call within its limit, or why there is none. */
  async function clientOf(request: Request, response: Response, form: Parameters): Promise<Client | Answer> {
    const key = form.get('api_key') ?? keyOfHeader(request.get('authorization'));
    const client = await authentication.authenticate(key);
    if (client === undefined || !hasScope(client, 'open311')) return refused(403, NO_KEY);
    const allowance = rateLimit.take(client.id, client.perMinute);
    response.set(rateLimitHeaders(allowance));
    return allowance.isAllowed
      ? client
      : refused(429, 'The key has used its calls of this minute: wait for the seconds of Retry-After.');
  }

  async function post({ path, query }: Call, request: Request, response: Response): Promise<Answer> {
    if (path !== 'requests' && path !== 'servicerequestupdates') {
      return refused(405, 'This address is only read.');
    }
    if (typeof request.body !== 'string') return refused(400, `Send the form as ${FORM}.`);
    const form: Parameters = new Map([...readParameters(query), ...readParameters(request.body)]);
    const client = await clientOf(request, response, form);
    if ('document' in client) return client;
    return path === 'requests'
      ? posting.file(client, form, request.get('idempotency-key'))
      : posting.update(client, form);
  }

  async function answer(call: Call, request: Request, response: Response): Promise<WrittenAnswer> {
    const { path, suffix, query } = call;
    const isRead = request.method === 'GET' || request.method === 'HEAD';
    if (isRead) return cache.get(`${path}.${suffix}?${query}`, () => read(call));
    const written =
      request.method === 'POST'
        ? await post(call, request, response)
        : refused(405, 'Only GET and POST are known.');
    return writeAnswer(written, formOf(call));
  }

  const router = Router();
  router.get(`${OPEN311_PATH}/photos/:id/:number`, async (request, response, next) => {
    const { id, number } = request.params;
    const photo = /^[1-9]\d?$/.test(number) ? await options.readPhoto(id, Number(number)) : undefined;
    if (photo === undefined) return next();
    response
      .set({ ...FOR_EVERYBODY, ...PHOTO_HEADERS })
      .type(photo.type)
      .send(photo.bytes);
  });
  router.use(OPEN311_PATH, readForm, async (request, response) => {
    const call = callOf(request);
    if (call === undefined) {
      send(
        response,
        writeAnswer(refused(404, 'Say the form at the end of the address: .xml or .json.'), 'xml'),
      );
      return;
    }
    send(response, await answer(call, request, response));
  });
  router.use(OPEN311_PATH, (error: unknown, request: Request, response: Response, next: NextFunction) => {
    if (response.headersSent) return next(error);
    const problem = problemOf(error, isOutage);
    if (problem.status >= 500) logger.error({ event: 'open311Failed', error });
    send(response, writeAnswer(problem, formOf(callOf(request))));
  });
  return router;
}

/** Reads the body of a form as text; what it throws for others is answered below. */
const readForm: RequestHandler = text({
  type: FORM,
  limit: MOST_BYTES,
  verify(_request, _response, bytes) {
    if (!isUtf8(bytes)) throw Object.assign(new Error('not UTF-8'), { status: 400 });
  },
});

function problemOf(error: unknown, isOutage: (error: unknown) => boolean): Answer {
  const status = typeof error === 'object' && error !== null && 'status' in error ? error.status : undefined;
  if (status === 413) return refused(413, 'The form is too large.');
  if (typeof status === 'number' && status < 500) return refused(400, 'The form cannot be read.');
  return isOutage(error)
    ? refused(503, 'The data cannot be reached now: try again in a moment.')
    : refused(500, 'Something went wrong here: try again.');
}

function formOf(call: Call | undefined): Format {
  return call === undefined || call.suffix === 'csv' ? 'xml' : call.suffix;
}

function writeAnswer({ status, document }: Answer, format: Format): WrittenAnswer {
  return { status, type: CONTENT_TYPES[format], body: writeDocument(document, format) };
}

function send(response: Response, { status, type, body }: WrittenAnswer): void {
  response
    .status(status)
    .set({ 'Content-Type': type, ...FOR_EVERYBODY })
    .send(body);
}

/** What a call asks for; undefined without a known suffix. */
function callOf(request: Request): Call | undefined {
  const [path = '', query = ''] = request.url.split(/\?(.*)/s);
  const [, bare = '', suffix = ''] = /^\/(.+)\.([a-z]+)$/i.exec(path) ?? [];
  const known = [...FORMATS, 'csv' as const].find((format) => format === suffix.toLowerCase());
  if (known === undefined) return undefined;
  try {
    return { path: decodeURIComponent(bare), suffix: known, query };
  } catch {
    return undefined;
  }
}
