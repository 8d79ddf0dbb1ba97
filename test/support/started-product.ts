import { readConfig } from '../../src/config.js';
import { createLogger } from '../../src/logger.js';
import { openFileWork } from '../../src/product/file-work.js';
import { type ProductOptions, startProduct } from '../../src/product/index.js';
import type { StartedProduct, StartOptions } from './product-in-host.js';

/** However slow the machine is, a test hears what a press is answered with. */
const PRESS_PATIENCE_MS = 60_000;

/** Its processes start with the first file, serve every product of this process, and end with it. */
const fileWork = openFileWork();

/** Starts the product in this process; only here can a clock be handed in. */
export function startInThisProcess(
  { environment, logLevel }: StartOptions,
  clock: Pick<ProductOptions, 'baseClock'> = {},
): Promise<StartedProduct> {
  return startProduct({
    config: readConfig(environment),
    logger: createLogger({ level: logLevel }),
    pressPatienceMs: PRESS_PATIENCE_MS,
    fileWork,
    ...clock,
  });
}
