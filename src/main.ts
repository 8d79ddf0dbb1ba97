import { setDefaultAutoSelectFamilyAttemptTimeout } from 'node:net';
import { join } from 'node:path';
import { destination } from 'pino';
import { BALE } from './channel/bot.js';
import { systemClock } from './clock.js';
import { type Config, ConfigError, readConfig } from './config.js';
import { keepFilesPrivate, makeDataFolder } from './data-folder.js';
import { createLogger, withoutSecrets } from './logger.js';
import { startProduct } from './product/index.js';

/** Milliseconds for one attempt to reach an address of Telegram's; the platform's 250 are too few on slow links. */
const CONNECT_ATTEMPT_MS = 5_000;
/** Milliseconds after which a stop is cut short. */
const STOP_DEADLINE_MS = 4_500;
/** Milliseconds within which a second signal counts as the same one, passed on by both a terminal and npm. */
const SAME_SIGNAL_MS = 500;

keepFilesPrivate();
setDefaultAutoSelectFamilyAttemptTimeout(CONNECT_ATTEMPT_MS);
await main().catch((error) => {
  say(sentenceOf(error));
  process.exit(1);
});

async function main(): Promise<void> {
  const config = readConfig(process.env);
  const logger = createLogger({ level: config.logLevel, ...(await logDestination(config)) });
  const stopping = new AbortController();
  const asked = new Promise<void>((resolve) => {
    let askedAt = Number.POSITIVE_INFINITY;
    const ask = () => {
      if (performance.now() - askedAt > SAME_SIGNAL_MS) process.exit(1);
      askedAt = Math.min(askedAt, performance.now());
      stopping.abort();
      resolve();
    };
    process.on('SIGINT', ask);
    process.on('SIGTERM', ask);
  });

  const product = await startProduct({
    config,
    logger,
    onProgress: say,
    isTerminal: process.stdout.isTTY,
  });
  await Promise.race([product.whenReady, asked]);
  if (!stopping.signal.aborted) {
    say(
      `Pasokh 137 is ready at ${product.url} (database: ${product.database}; messenger: ${product.messenger}).`,
    );
    if (product.messenger === 'simulator') {
      say(`The city on one page: ${product.url}/simulator`);
      const { connections } = config;
      if (connections.kind === 'simulator' && connections.messengers.includes(BALE)) {
        say(`Its phones of Bale: ${product.url}/simulator/bale/`);
      }
      say(`What everybody sees: ${product.url}/ and, in figures, ${product.url}/city`);
      const key = await product.makeDemoKey?.();
      say(`Other systems call ${product.url}/api/v1, here with the key ${key} (docs/connecting.md).`);
      say(`The desks of its office automation: ${product.url}/simulator/gam/`);
      say(`Its registry of calls: ${product.url}/simulator/saja/`);
      say(`The telephones of its callers: ${product.url}/simulator/sms/`);
      say(`The log is in ${join(config.dataDir, 'pasokh.log')}. Ctrl-C stops everything.`);
    }
  }
  await asked;
  say('Stopping …');
  if (config.drainSeconds > 0) {
    product.drain();
    await systemClock.sleep(config.drainSeconds * 1_000);
  }
  setTimeout(() => process.exit(1), STOP_DEADLINE_MS).unref();
  await product.stop();
  say('Stopped.');
  process.exit(0);
}

/**
 * On Telegram the log goes to the standard output; beside the simulator it goes to a file, so that the
 * address stays visible.
 */
async function logDestination(config: Config) {
  if (config.connections.kind === 'messengers') return {};
  await makeDataFolder(config.dataDir);
  return { destination: destination({ dest: join(config.dataDir, 'pasokh.log'), sync: false }) };
}

function say(sentence: string): void {
  process.stdout.write(`${sentence}\n`);
}

function sentenceOf(error: unknown): string {
  if (error instanceof ConfigError) return error.message;
  return error instanceof Error ? withoutSecrets(error.message) : 'The start failed.';
}
