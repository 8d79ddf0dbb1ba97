import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Express } from 'express';
import { ConfigError } from '../config.js';

/** A listening HTTP server. */
export interface RunningServer {
  /** Its address on this machine, such as `http://127.0.0.1:3137`. */
  readonly url: string;
  /** Accepts no new connections and ends the open ones. */
  stop(): Promise<void>;
}

/**
 * Starts listening. Throws a `ConfigError` that names the variable if the port or address is not available.
 */
export async function startServer(
  app: Express,
  options: { host: string; port: number },
): Promise<RunningServer> {
  const server = createServer(app);
  // Longer than the idle time of the proxies in front, and of Telegram's own connections.
  server.keepAliveTimeout = 90_000;
  await listen(server, options);
  // A server that listens on TCP has an address of this form.
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://${options.host.includes(':') ? `[${options.host}]` : options.host}:${port}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
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
