/** A product that runs for a test. */
export interface StartedProduct {
  readonly url: string;
  stop(): Promise<void>;
}

/** What the product of a test is started with. */
export interface StartOptions {
  /** Environment variables that configure it. */
  readonly environment: Readonly<Record<string, string>>;
  /** The level of its log on the standard output. */
  readonly logLevel: string;
}

/** Starts the product in one of the processes that city-hosts.mjs keeps for the whole run. */
export async function startInHost(options: StartOptions): Promise<StartedProduct> {
  const hosts = process.env['TEST_CITY_HOSTS']?.split(' ') ?? [];
  const host = hosts[Number(process.env['JEST_WORKER_ID'] ?? 1) % hosts.length];
  if (host === undefined) throw new Error('No process was started for the cities (jest.config.js).');
  const { id, url } = await call(host, { method: 'POST', body: JSON.stringify(options) });
  return {
    url,
    async stop() {
      await call(`${host}/${id}`, { method: 'DELETE' });
    },
  };
}

async function call(
  address: string,
  request: RequestInit,
): Promise<{ readonly id: string; readonly url: string }> {
  const response = await fetch(address, request);
  // The process is ours (city-host.mjs) and answers in these shapes.
  const answer = (await response.json()) as { id: string; url: string; error?: string };
  if (!response.ok) throw new Error(answer.error);
  return answer;
}
