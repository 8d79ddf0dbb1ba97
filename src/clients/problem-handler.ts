import type { ErrorRequestHandler, RequestHandler } from 'express';
import type { Logger } from '../logger.js';
import { type Problem, sendProblem } from './problem.js';

/** Seconds after which a call may be repeated that the database could not serve. */
const RETRY_AFTER_SECONDS = 5;

/** Answers what nothing before it in a router has answered: there is nothing at that address. */
export const answerNotFound: RequestHandler = (_request, response) => {
  sendProblem(response, { code: 'notFound' });
};

/**
 * The last part of a router for clients: answers whatever was thrown before it with a problem. `isOutage` says of
 * which errors the database is the cause. Nothing of an error reaches the caller.
 */
export function createProblemHandler(options: {
  readonly logger: Logger;
  readonly isOutage: (error: unknown) => boolean;
}): ErrorRequestHandler {
  return (error, _request, response, next) => {
    if (response.headersSent) return next(error);
    const problem = problemOf(error, options.isOutage);
    if (problem.code === 'failed' || problem.code === 'unavailable') {
      options.logger.error({ event: 'callFailed', problem: problem.code, error });
    }
    sendProblem(response, problem);
  };
}

function problemOf(error: unknown, isOutage: (error: unknown) => boolean): Problem {
  switch (statusOf(error)) {
    case 400:
      return { code: 'malformedJson' };
    case 413:
      return { code: 'tooLarge' };
    case 415:
      return { code: 'unsupportedType' };
    default:
      return isOutage(error)
        ? { code: 'unavailable', headers: { 'Retry-After': String(RETRY_AFTER_SECONDS) } }
        : { code: 'failed' };
  }
}

/** The status that a body parser or Express gives its errors. */
function statusOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'status' in error ? error.status : undefined;
}
