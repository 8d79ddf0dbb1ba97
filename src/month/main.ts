import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { systemClock } from '../clock.js';
import { ConfigError, readConfig } from '../config.js';
import { connectToDatabase } from '../database/connection.js';
import { startDatabase } from '../database/index.js';
import { createLogger } from '../logger.js';
import { createOrganizationStore } from '../organization/organization-store.js';
import { startProduct } from '../product/index.js';
import { createRequestStore } from '../requests/request-store.js';
import { createHurriedClock } from './hurried-clock.js';
import { simulateMonth } from './index.js';
import type { Plan } from './play.js';

const USAGE = 'npm run simulate -- --days 30 --requests 1000 [--seed 1]';
/** Wide limits: a citizen of the month files more at once than people do. */
const LIMITS = {
  LIMIT_UPDATES_PER_MINUTE: '1000',
  LIMIT_REQUESTS_PER_HOUR: '1000',
  LIMIT_REQUESTS_PER_DAY: '1000',
  LIMIT_OPEN_REQUESTS: '1000',
  RECALL_SECONDS: '0',
};

/** How much faster time runs while people act. */
const TIMES_AS_FAST = 60;

process.exit(await main(process.argv.slice(2)));

/**
 * Plays a month in a city of its own, prints its report, and compares every figure with a plain count;
 * resolves to 0 if all of it adds up, else to 1.
 */
async function main(words: readonly string[]): Promise<number> {
  const plan = planOf(words);
  if (plan === undefined) {
    say(`Whole numbers above 0 are needed: ${USAGE}`);
    return 1;
  }
  const dataDir = await mkdtemp(join(tmpdir(), 'pasokh-month-'));
  try {
    return await inItsOwnCity(dataDir, plan);
  } catch (error) {
    say(error instanceof ConfigError || error instanceof Error ? error.message : String(error));
    return 1;
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
}

async function inItsOwnCity(dataDir: string, plan: Plan): Promise<number> {
  const logger = createLogger({ level: 'error' });
  const configured = process.env['MONGODB_URI'];
  const database = await startDatabase({
    dataDir,
    logger,
    onProgress: say,
    ...(configured === undefined ? {} : { mongodbUri: configured }),
  });
  try {
    const config = readConfig({ DATA_DIR: dataDir, PORT: '0', MONGODB_URI: database.uri, ...LIMITS });
    const product = await startProduct({ config, logger, baseClock: createHurriedClock(TIMES_AS_FAST) });
    const { connection, close } = await connectToDatabase({ uri: database.uri, logger });
    try {
      const store = createOrganizationStore({
        connection,
        clock: systemClock,
        defaultAnswerHours: config.answerHours,
      });
      const started = performance.now();
      const month = await simulateMonth({
        ...plan,
        url: product.url,
        connection,
        organization: await store.current(),
        timeZone: config.timeZone,
        filedBetween: createRequestStore(connection).filedBetween,
        onDay: (day) => say(`Day ${day} of ${plan.days} …`),
      });
      const seconds = Math.round((performance.now() - started) / 1000);
      say(`\n${plain(month.message)}\n`);
      say(
        `${month.filed} requests, ${month.acts} acts of people (${month.abandoned} overtaken by something else), ` +
          `${seconds} seconds.`,
      );
      for (const problem of month.problems) say(`✗ ${problem}`);
      if (month.problems.length === 0)
        say('✓ Every figure adds up, and every request has exactly one owner.');
      return month.problems.length === 0 ? 0 : 1;
    } finally {
      await close();
      await product.stop();
    }
  } finally {
    await database.stop();
  }
}

function planOf(words: readonly string[]): Plan | undefined {
  const { values } = parseArgs({
    args: [...words],
    options: {
      days: { type: 'string', default: '30' },
      requests: { type: 'string', default: '1000' },
      seed: { type: 'string', default: '1' },
    },
    strict: false,
  });
  const [days, requests, seed] = [values['days'], values['requests'], values['seed']].map(Number);
  const isWhole = (value: number | undefined): value is number => Number.isInteger(value) && (value ?? 0) > 0;
  return isWhole(days) && isWhole(requests) && isWhole(seed) ? { days, requests, seed } : undefined;
}

/** A message without direction marks. */
function plain(text: string): string {
  return text.replace(/[\u2068\u2069]/g, '');
}

function say(sentence: string): void {
  process.stdout.write(`${sentence}\n`);
}
