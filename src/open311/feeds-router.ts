import compression from 'compression';
import { type Request, type Response, Router } from 'express';
import type { Logger } from '../logger.js';
import type { AnswerCache, WrittenAnswer } from './answer-cache.js';
import { writeAtom } from './atom.js';
import { writeBulk } from './bulk.js';
import type { FeedRequests } from './feeds.js';
import { writeGeoJson } from './geojson.js';
import { type Parameters, readParameters } from './list-query.js';
import type { PublicSpeech } from './request-document.js';

/** The forms of the feeds, by the end of their address. */
const FORMS = ['csv', 'geojson', 'atom'] as const;
type Form = (typeof FORMS)[number];

const TYPES: Readonly<Record<Form, string>> = {
  csv: 'text/csv; charset=utf-8',
  geojson: 'application/geo+json; charset=utf-8',
  atom: 'application/atom+xml; charset=utf-8',
};
/** Seconds for which whoever reads a feed may keep it: what is withdrawn is gone from everywhere within a minute. */
const FRESH_S = 30;
const RETRY_AFTER_S = 30;
const TEXT = 'text/plain; charset=utf-8';

export interface FeedsRouterOptions {
  readonly read: (parameters: Parameters) => Promise<FeedRequests>;
  readonly speech: () => Promise<PublicSpeech>;
  readonly cache: AnswerCache;
  /** The address of this server as it is reached from outside, and of Open311 there; without a slash at their ends. */
  readonly address: string;
  readonly open311: string;
  readonly logger: Logger;
  /** True for an error that says that the database is away for a while. */
  readonly isOutage: (error: unknown) => boolean;
}

/** Feeds of public requests for everybody: `/city/requests.csv`, `.geojson` and `.atom` (docs/open-data.md). */
export function createFeedsRouter(options: FeedsRouterOptions): Router {
  const { read, speech, cache, address, open311, logger, isOutage } = options;

  async function write(form: Form, query: string): Promise<WrittenAnswer> {
    const feed = await read(readParameters(query));
    if (!feed.ok) return { status: 400, type: TEXT, body: `${feed.because}\n` };
    const said = await speech();
    const answer = (body: string) => ({ status: 200, type: TYPES[form], body });
    switch (form) {
      case 'csv':
        return answer(writeBulk(feed.requests, said));
      case 'geojson':
        return answer(writeGeoJson(feed.requests, said));
      case 'atom': {
        const self = `${address}/city/requests.atom${query === '' ? '' : `?${query}`}`;
        return answer(writeAtom(feed.requests, said, { self, open311 }));
      }
    }
  }

  async function send(form: Form, request: Request, response: Response): Promise<void> {
    const [, query = ''] = request.url.split(/\?(.*)/s);
    try {
      const { status, type, body } = await cache.get(`${form}?${query}`, () => write(form, query));
      response
        .status(status)
        .set({
          'Content-Type': type,
          'Cache-Control': status === 200 ? `public, max-age=${FRESH_S}` : 'no-store',
          'Access-Control-Allow-Origin': '*',
          'Cross-Origin-Resource-Policy': 'cross-origin',
        })
        .send(body);
    } catch (error) {
      if (!isOutage(error)) throw error;
      logger.warn({ event: 'feedWithoutDatabase', error });
      response
        .status(503)
        .set({ 'Retry-After': String(RETRY_AFTER_S) })
        .type(TEXT)
        .send('The data cannot be reached now: try again in a moment.\n');
    }
  }

  const router = Router();
  const compressed = compression();
  for (const form of FORMS) {
    router.get(`/city/requests.${form}`, compressed, (request, response) => send(form, request, response));
  }
  return router;
}
