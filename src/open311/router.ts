import { type Request, type Response, Router } from 'express';
import type { Logger } from '../logger.js';
import { type Answer, refused } from './answer.js';
import type { AnswerCache, WrittenAnswer } from './answer-cache.js';
import { writeBulk } from './bulk.js';
import { CONTENT_TYPES, FORMATS, type Format, writeDocument } from './document.js';
import { readParameters } from './list-query.js';
import type { Resources } from './resources.js';

/** Where the interface lies on this server. */
export const OPEN311_PATH = '/open311/v2';

/** The forms of an answer, by suffix: that of open data has requests only. */
type Suffix = Format | 'csv';

export interface Open311RouterOptions {
  readonly resources: Resources;
  readonly cache: AnswerCache;
  readonly logger: Logger;
  /** True for an error that says that the database is away for a while. */
  readonly isOutage: (error: unknown) => boolean;
}

/** Open311 GeoReport v2 for everybody: `GET` needs no key, and pages of other servers may read it too. */
export function createOpen311Router(options: Open311RouterOptions): Router {
  const { resources, cache, logger, isOutage } = options;

  async function read(path: string, suffix: Suffix, query: string): Promise<WrittenAnswer> {
    const parameters = readParameters(query);
    if (suffix !== 'csv') return writeAnswer(await resources.read(path, parameters), suffix);
    if (path !== 'requests') return writeAnswer(refused(404, 'Only requests are there as CSV.'), 'xml');
    const listed = await resources.list(parameters);
    if (!('requests' in listed)) return writeAnswer(listed, 'xml');
    return {
      status: 200,
      type: 'text/csv; charset=utf-8',
      body: writeBulk(listed.requests, await resources.speech()),
    };
  }

  async function answer(request: Request): Promise<WrittenAnswer> {
    const address = addressOf(request);
    if (address === undefined) {
      return writeAnswer(refused(404, 'Say the form at the end of the address: .xml or .json.'), 'xml');
    }
    const { path, suffix, query } = address;
    const form = suffix === 'csv' ? 'xml' : suffix;
    try {
      if (request.method !== 'GET' && request.method !== 'HEAD') {
        return writeAnswer(refused(405, 'This address is only read.'), form);
      }
      return await cache.get(`${path}.${suffix}?${query}`, () => read(path, suffix, query));
    } catch (error) {
      const isAway = isOutage(error);
      logger.error({ event: 'open311Failed', error });
      return writeAnswer(
        isAway
          ? refused(503, 'The data cannot be reached now: try again in a moment.')
          : refused(500, 'Something went wrong here: try again.'),
        form,
      );
    }
  }

  const router = Router();
  router.use(OPEN311_PATH, async (request, response) => send(response, await answer(request)));
  return router;
}

function writeAnswer({ status, document }: Answer, format: Format): WrittenAnswer {
  return { status, type: CONTENT_TYPES[format], body: writeDocument(document, format) };
}

function send(response: Response, { status, type, body }: WrittenAnswer): void {
  response
    .status(status)
    .set({
      'Content-Type': type,
      'Access-Control-Allow-Origin': '*',
      'Cross-Origin-Resource-Policy': 'cross-origin',
    })
    .send(body);
}

/** What a call asks for: a path without its suffix, the suffix, and the query; undefined without a known suffix. */
function addressOf(
  request: Request,
): { readonly path: string; readonly suffix: Suffix; readonly query: string } | undefined {
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
