import { readConfig } from '../../src/config.js';
import { createLogger } from '../../src/logger.js';
import { type ProductOptions, startProduct } from '../../src/product/index.js';
import type { StartedProduct, StartOptions } from './product-in-host.js';

/** Starts the product in this process; only here can a clock be handed in. */
export function startInThisProcess(
  { environment, logLevel }: StartOptions,
  clock: Pick<ProductOptions, 'baseClock'> = {},
): Promise<StartedProduct> {
  return startProduct({
    config: readConfig(environment),
    logger: createLogger({ level: logLevel }),
    ...clock,
  });
}
