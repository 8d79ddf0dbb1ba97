import type { Measure } from '../measure.js';
import { acknowledge } from './acknowledge.js';
import { api } from './api.js';
import { cartable } from './cartable.js';
import { city } from './city.js';
import { figures } from './figures.js';
import { footprint } from './footprint.js';
import { gam } from './gam.js';
import { inbound } from './inbound/index.js';
import { memory } from './memory.js';
import { month } from './month.js';
import { outbound } from './outbound.js';
import { site } from './site.js';
import { sweep } from './sweep.js';
import { webhooks } from './webhooks.js';

/** All measures, in the order in which they are taken. */
export const measures: readonly Measure[] = [
  inbound,
  acknowledge,
  outbound,
  sweep,
  city,
  cartable,
  site,
  figures,
  api,
  webhooks,
  gam,
  footprint,
  memory,
  month,
];
