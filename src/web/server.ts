import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Express } from 'express';
import { systemClock } from '../clock.js';
import { ConfigError } from '../config.js';

/** A listening HTTP server. */
export interface RunningServer {
  /** Its address on this machine, such as `http://127.0.0.1:3137`. */
  readonly url: string;
  /** Serves on, but keeps no connection: a proxy is to find none that is about to be closed. */
  drain(): void;
  /** Accepts no new connections; what is being answered is answered. */
  stopListening(): void;
  /** Accepts no new connections, waits a moment for what is being answered, and ends the open ones. */
  stop(): Promise<void>;
}

/** Milliseconds for which a stop waits for answers that are under way. */
const FINISH_MS = 1_000;

/**
 * Starts listening. Throws a `ConfigError` that names the variable if the port or address is not available.
 */
export async function startServer(
  app: Express,
  options: { host: string; port: number },
): Promise<RunningServer> {
  const server = createServer();
  const underWay = new Set<ServerResponse>();
  let isDraining = false;
  server.on('request', (_request, response) => {
    if (isDraining) response.shouldKeepAlive = false;
    underWay.add(response);
    response.once('close', () => underWay.delete(response));
  });
  server.on('request', app);
  // Longer than the idle time of the proxies in front, and of Telegram's own connections.
  server.keepAliveTimeout = 90_000;
  await listen(server, options);
  // A server that listens on TCP has an address of this form.
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://${options.host.includes(':') ? `[${options.host}]` : options.host}:${port}`,
    drain() {
      isDraining = true;
    },
    stopListening: () => void server.close(),
    async stop() {
      const closed = new Promise((resolve) => server.close(resolve));
      await finish([...underWay]);
      server.closeAllConnections();
      await closed;
    },
  };
}

/** Waits a moment until these are answered. Streams of news have no end. */
async function finish(responses: readonly ServerResponse[]): Promise<void> {
  const ending = responses.filter(
    (response) => !String(response.getHeader('content-type')).startsWith('text/event-stream'),
  );
  if (ending.length === 0) return;
  const done = new AbortController();
  // Also one whose connection breaks is over.
  const isOver = (response: ServerResponse) => new Promise((resolve) => response.once('close', resolve));
  const answered = Promise.all(ending.map(isOver)).then(() => done.abort());
  await Promise.race([answered, systemClock.sleep(FINISH_MS, done.signal)]);
}

function listen(server: Server, { host, port }: { host: string; port: number }): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') {
        reject(new ConfigError('PORT', `Port ${port} is in use by another program: set PORT to a free one.`));
      } else if (error.code === 'EADDRNOTAVAIL' || error.code === 'ENOTFOUND') {
        reject(
          new ConfigError(
            'HOST',
            'HOST is not an address of this machine: set it to one, such as 127.0.0.1.',
          ),
        );
      } else if (error.code === 'EACCES') {
        reject(
          new ConfigError('PORT', `Port ${port} is not allowed for this user: set PORT to one above 1023.`),
        );
      } else reject(error);
    });
    server.listen(port, host, resolve);
  });
}
