import { readConfig } from '../../../src/config.js';
import { createLogger } from '../../../src/logger.js';
import { startProduct } from '../../../src/product/index.js';

/**
 * The product, as `src/main.ts` starts it, behind a webhook on this machine: the configuration takes an HTTPS
 * address only, while the simulated Telegram may also be told a plain one.
 */
const config = readConfig(process.env);
const { url } = await startProduct({
  config: { ...config, publicUrl: `http://${config.host}:${config.port}` },
  logger: createLogger({ level: config.logLevel }),
});
// A profile of the engine is written at an orderly end only.
process.once('SIGINT', () => process.exit(0));
process.stdout.write(`The product is ready at ${url}\n`);
