import type { Experiment } from './experiment.js';
import { namedPoints } from './named-points.js';
import { randomKills } from './random-kills.js';

/** All experiments, in the order in which they are played. */
export const experiments: readonly Experiment[] = [randomKills, namedPoints];
