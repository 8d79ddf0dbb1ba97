import { fork } from 'node:child_process';
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';

const PROGRAM = fileURLToPath(new URL('./city-host.mjs', import.meta.url));
/** As in scripts/test.mjs: most of what a city makes is short-lived, and there are more processes than processors. */
const ENGINE = ['--no-warnings', '--max-semi-space-size=64', '--single-threaded-gc'];

/**
 * Starts the processes in which the cities of the tests run: one a worker, as far as there are processors. Says their
 * addresses in the environment, where the workers find them; resolves to the way to end them.
 */
export async function startCityHosts(workers) {
  const count = Math.min(workers, availableParallelism());
  const hosts = Array.from({ length: count }, () => fork(PROGRAM, { execArgv: ENGINE }));
  const messages = await Promise.all(hosts.map((host) => once(host, 'message')));
  process.env.TEST_CITY_HOSTS = messages.map(([{ port }]) => `http://127.0.0.1:${port}`).join(' ');
  return () => {
    for (const host of hosts) host.disconnect();
  };
}
