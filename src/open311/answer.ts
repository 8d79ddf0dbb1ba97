import type { Document } from './document.js';

/** What a call is answered with, before it is written in one of the forms. */
export interface Answer {
  readonly status: number;
  readonly document: Document;
}

/** A document that was asked for and is there. */
export function found(document: Document): Answer {
  return { status: 200, document };
}

/**
 * What is answered where nothing else can be (GeoReport v2, «Errors»): 404 for what is not there, 403 for a key that is
 * missing or wrong, 400 for the rest; `description` is a sentence with the next step.
 */
export function refused(
  status: 400 | 403 | 404 | 405 | 413 | 415 | 429 | 500 | 503,
  description: string,
): Answer {
  return {
    status,
    document: { root: 'errors', item: 'error', value: [{ code: status, description }] },
  };
}
