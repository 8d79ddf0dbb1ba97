import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { Connection } from 'mongoose';
import { nextTimeOfDay } from '../calendar.js';
import { type Clock, createMovableClock, type MovableClock, systemClock } from '../clock.js';
import type { Config } from '../config.js';
import { markDatabase } from '../database/completeness.js';
import { connectToDatabase } from '../database/connection.js';
import { type RunningDatabase, startDatabase } from '../database/index.js';
import { readMark } from '../database/mark.js';
import type { Logger } from '../logger.js';
import { type CityFile, readCity } from '../organization/city-file.js';
import { packageRoot, readVersion } from '../package-root.js';
import { readClockOffset } from '../simulator/index.js';
import { loadTexts, type Texts } from '../text/texts.js';
import { createProcessSignStore } from '../watch/process-signs.js';
import { createLockedSolitude, createSharedSolitude, type Solitude } from '../watch/solitude.js';

/** What every part of the product is built on. */
export interface Foundation {
  readonly config: Config;
  readonly logger: Logger;
  /** Registers how something that was started is stopped. */
  readonly onStop: (name: string, stop: () => Promise<unknown>) => void;
  /** The version of the program. */
  readonly version: string;
  /** The city of `CITY_FILE`. */
  readonly city: CityFile;
  /** Identifies this process; no two processes share an id. */
  readonly processId: string;
  readonly startedAt: Date;
  readonly texts: Texts;
  readonly database: RunningDatabase;
  readonly connection: Connection;
  /** True if the database is available now. */
  readonly isDatabaseUp: () => Promise<boolean>;
  /** True if no other process can use this database. */
  readonly isAlone: boolean;
  /** When this process alone changes the database, also one that others could use. */
  readonly solitude: Solitude;
  /** The city's clock; the simulator moves it. */
  readonly clock: MovableClock;
  readonly machineClock: Clock;
  /** Milliseconds after which a press is answered even if its work is not done yet. */
  readonly pressPatienceMs: number;
  /** The folder of the simulated Telegram's state. */
  readonly simulatorFolder: string;
  /** When the first slot of reminders begins next: the morning of the city's working day. */
  readonly nextMorning: (after: Date) => Date;
  /** Returns numbers from 0 (inclusive) to 1 (exclusive). */
  readonly random: () => number;
  /** Returns the given number of unpredictable bytes. */
  readonly randomBytes: (size: number) => Buffer;
}

/** Reads the program's own files, finds the database and connects to it. */
export async function openFoundation(options: {
  readonly config: Config;
  readonly logger: Logger;
  readonly baseClock: Clock;
  readonly pressPatienceMs: number;
  readonly onProgress: (sentence: string) => void;
  readonly onStop: Foundation['onStop'];
}): Promise<Foundation> {
  const { config, logger, baseClock, pressPatienceMs, onProgress, onStop } = options;
  const startedAt = systemClock.now();
  const version = await readVersion();
  const city = await readCity(config.cityFile);
  const texts = await loadTexts({
    folder: join(packageRoot, 'locales'),
    defaultLocale: config.defaultLocale,
  });

  const database = await startDatabase({
    dataDir: config.dataDir,
    backupFolder: config.backup.folder,
    logger,
    onProgress,
    ...(config.mongodbUri === undefined ? {} : { mongodbUri: config.mongodbUri }),
  });
  onStop('database', () => database.stop());
  const { connection, isUp, close } = await connectToDatabase({ uri: database.uri, logger });
  onStop('connection', close);
  const markBefore = await readMark(config.dataDir);
  const markAsClosed = await markDatabase({
    dataDir: config.dataDir,
    connection,
    kind: database.kind,
    backupFolder: config.backup.folder,
    logger,
    now: systemClock.now,
  });
  onStop('mark of the database', markAsClosed);

  const processId = randomBytes(9).toString('base64url');
  const endedInOrder = markBefore === undefined || markBefore.counts !== undefined;
  const isAlone = database.kind !== 'configured';
  const solitude = isAlone
    ? createLockedSolitude({ clock: systemClock, endedInOrder })
    : createSharedSolitude({
        store: createProcessSignStore(connection),
        processId,
        mayBeAlone: config.processRole !== 'worker',
        clock: systemClock,
        logger,
      });

  const simulatorFolder = join(config.dataDir, 'simulator');
  const offset = config.connections.kind === 'simulator' ? readClockOffset(simulatorFolder) : 0;
  return {
    config,
    logger,
    onStop,
    version,
    city,
    processId,
    startedAt,
    texts,
    database,
    connection,
    isDatabaseUp: isUp,
    isAlone,
    solitude,
    clock: createMovableClock(baseClock, offset),
    machineClock: systemClock,
    pressPatienceMs,
    simulatorFolder,
    nextMorning: (after) => nextTimeOfDay(after, config.reminderHours[0], config.timeZone),
    random: () => randomBytes(6).readUIntBE(0, 6) / 2 ** 48,
    randomBytes,
  };
}
