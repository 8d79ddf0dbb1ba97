import type { Response } from 'express';

/** Begins a stream of server-sent events to a page; it stays open until one side ends it. */
export function beginEventStream(response: Response): void {
  response.set({
    'Content-Type': 'text/event-stream; charset=utf-8',
    'Cache-Control': 'no-cache, no-transform',
    Connection: 'keep-alive',
  });
  response.flushHeaders();
  response.write(': connected\n\n');
}
