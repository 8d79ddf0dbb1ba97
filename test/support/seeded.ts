import fc from 'fast-check';
import { createChance } from '../../src/month/chance.js';

/**
 * What everything random in the tests begins from: the same each time, so that a test fails because of what was changed
 * and not by luck. `SEED=4711 THOROUGH=1 npm test` tries other values; a test that fails then is given them as an example.
 */
export const SEED = Number(process.env['SEED'] ?? 137);
fc.configureGlobal({ seed: SEED });

/** fast-check, whose values come from the seed. */
export { fc };

/** A generator of numbers from 0 to 1 that begins at the seed, as `Math.random` has none. */
export const seededRandom = (): (() => number) => createChance(SEED).next;
