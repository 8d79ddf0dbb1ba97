import { handlingAtOnce } from './at-once.js';
import { badTelegram } from './bad-telegram.js';
import { clockJumps } from './clock-jumps.js';
import { connected } from './connected.js';
import { damagedFiles } from './damaged-files.js';
import { databaseKills } from './database-kills.js';
import { deletions } from './deletions.js';
import { elections } from './elections.js';
import { endingByWebhook, endingUpdate } from './ending-update.js';
import type { Experiment, Trial } from './experiment.js';
import { fullDisk } from './full-disk.js';
import { namedPoints } from './named-points.js';
import { poison } from './poison.js';
import { randomKills } from './random-kills.js';
import { restores } from './restores.js';
import { rollingRestart } from './rolling-restart.js';
import { severalProcesses } from './several-processes.js';
import { summerTime } from './summer-time.js';

/** All experiments, in the order in which they are played. */
export const experiments: readonly (Experiment | Trial)[] = [
  randomKills,
  namedPoints,
  handlingAtOnce,
  databaseKills,
  elections,
  damagedFiles,
  restores,
  deletions,
  endingUpdate,
  endingByWebhook,
  fullDisk,
  badTelegram,
  severalProcesses,
  rollingRestart,
  connected,
  clockJumps,
  summerTime,
  poison,
];
