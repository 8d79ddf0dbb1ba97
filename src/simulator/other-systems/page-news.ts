import type { RequestHandler, Response } from 'express';
import { beginEventStream } from '../event-stream.js';

/** Tells open pages that something has changed, as server-sent events without content. */
export interface PageNews {
  readonly handle: RequestHandler;
  tell(): void;
  /** Ends all streams. */
  stop(): void;
}

/** The news of one simulated system. */
export function createPageNews(): PageNews {
  const watching = new Set<Response>();
  return {
    handle(_request, response) {
      beginEventStream(response);
      watching.add(response);
      response.on('close', () => watching.delete(response));
    },
    tell() {
      for (const response of watching) response.write('data: changed\n\n');
    },
    stop() {
      for (const response of watching) response.end();
      watching.clear();
    },
  };
}
