import * as http from 'node:http';
import * as https from 'node:https';

export interface PostResult {
  readonly status: number;
  readonly statusText: string;
  readonly retryAfter?: string;
  readonly body: string;
}

/** An update, and how it is written: as JSON, or as a form whose fields are JSON. */
interface PostedUpdate {
  readonly update: object;
  readonly format: 'json' | 'form';
}

export interface Poster {
  /** Posts an update and reads the whole answer; rejects when the connection fails or nothing comes in time. */
  post(url: string, posted: PostedUpdate, headers: Readonly<Record<string, string>>): Promise<PostResult>;
  /** Closes the connections that are kept open, and those in use. */
  close(): void;
}

/** Posts over connections that are kept alive, at most `maxConnections` at a time. */
export function createPoster(options: {
  readonly maxConnections: number;
  readonly timeoutMs: number;
}): Poster {
  const agentOptions = { keepAlive: true, maxSockets: options.maxConnections };
  const plain = new http.Agent(agentOptions);
  const secure = new https.Agent(agentOptions);

  return {
    post(url, posted, headers) {
      const isSecure = url.startsWith('https:');
      const { type, content } = write(posted);
      return new Promise((resolve, reject) => {
        const request = (isSecure ? https : http).request(
          url,
          {
            method: 'POST',
            agent: isSecure ? secure : plain,
            headers: { ...headers, 'Content-Type': type, 'Content-Length': content.length },
          },
          (response) => {
            const chunks: Buffer[] = [];
            response.on('data', (chunk: Buffer) => chunks.push(chunk));
            response.on('error', reject);
            response.on('end', () => {
              const retryAfter = response.headers['retry-after'];
              resolve({
                status: response.statusCode ?? 0,
                statusText: response.statusMessage ?? '',
                ...(retryAfter === undefined ? {} : { retryAfter }),
                body: Buffer.concat(chunks).toString('utf8'),
              });
            });
          },
        );
        request.setTimeout(options.timeoutMs, () => request.destroy(new Error('Read timeout expired')));
        request.on('error', reject);
        request.end(content);
      });
    },
    close() {
      plain.destroy();
      secure.destroy();
    },
  };
}

function write({ update, format }: PostedUpdate): { readonly type: string; readonly content: Buffer } {
  if (format === 'json') return { type: 'application/json', content: Buffer.from(JSON.stringify(update)) };
  const fields = Object.entries(update).map(([name, value]): [string, string] => [
    name,
    JSON.stringify(value),
  ]);
  return {
    type: 'application/x-www-form-urlencoded',
    content: Buffer.from(new URLSearchParams(fields).toString()),
  };
}
