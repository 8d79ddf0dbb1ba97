import type { Measure } from '../measure.js';
import { inbound } from './inbound.js';

/** All measures, in the order in which they are taken. */
export const measures: readonly Measure[] = [inbound];
