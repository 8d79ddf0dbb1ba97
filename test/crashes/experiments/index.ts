import { badTelegram } from './bad-telegram.js';
import { clockJumps } from './clock-jumps.js';
import { damagedFiles } from './damaged-files.js';
import { databaseKills } from './database-kills.js';
import { elections } from './elections.js';
import { endingUpdate } from './ending-update.js';
import type { Experiment } from './experiment.js';
import { fullDisk } from './full-disk.js';
import { namedPoints } from './named-points.js';
import { poison } from './poison.js';
import { randomKills } from './random-kills.js';
import { severalProcesses } from './several-processes.js';
import { summerTime } from './summer-time.js';

/** All experiments, in the order in which they are played. */
export const experiments: readonly Experiment[] = [
  randomKills,
  namedPoints,
  databaseKills,
  elections,
  damagedFiles,
  endingUpdate,
  fullDisk,
  badTelegram,
  severalProcesses,
  clockJumps,
  summerTime,
  poison,
];
