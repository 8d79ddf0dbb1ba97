import { existsSync } from 'node:fs';
import { rename } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { systemClock } from '../../clock.js';
import { lockFolder } from '../../database/folder-lock.js';
import { removeMark } from '../../database/mark.js';
import { putDatabaseAside, restoreBackup } from '../restore-backup.js';
import { type CommandContext, CommandError, runCommand } from './command.js';
import { describeCounts, secondsSince } from './sentences.js';

const USAGE =
  'npm run restore -- FILE puts a backup in the place of the database; --accept-loss goes on with what is left of a damaged one; --begin-anew puts it aside and begins with nothing.';
const RECORD = join('database', 'embedded', 'embedded.mv.record');

await runCommand(async (context) => {
  const [word, ...more] = context.words;
  if (word === undefined || more.length > 0) throw new CommandError(USAGE);
  if (word === '--accept-loss') return acceptLoss(context);
  if (word === '--begin-anew') return beginAnew(context);
  if (word.startsWith('-')) throw new CommandError(USAGE);
  return restore(word, context);
});

async function restore(file: string, { config, logger, say }: CommandContext): Promise<void> {
  const began = performance.now();
  const { dataDir, mongodbUri, backup } = config;
  const counts = await restoreBackup({
    path: resolve(file),
    ...(backup.key === undefined ? {} : { key: backup.key }),
    dataDir,
    ...(mongodbUri === undefined ? {} : { mongodbUri }),
    logger,
    onProgress: say,
    now: systemClock.now,
  });
  say(
    `Restored and counted: ${describeCounts(counts)}, in ${secondsSince(began)} seconds. «npm start» goes on with it.`,
  );
}

/**
 * Forgets what the database should contain: the next start accepts what it finds, and checks whether it can
 * be read.
 */
async function acceptLoss({ config, say }: CommandContext): Promise<void> {
  const lock = await lockFolder(config.dataDir);
  try {
    const record = join(config.dataDir, RECORD);
    if (existsSync(record)) await rename(record, `${record}.before`);
    await removeMark(config.dataDir);
  } finally {
    await lock.release();
  }
  say('The next start takes the database as it is. Make a backup of DATA_DIR first if it may be needed.');
}

async function beginAnew({ config, say }: CommandContext): Promise<void> {
  const { folder } = await putDatabaseAside(config.dataDir, systemClock.now());
  say(
    folder === undefined
      ? 'There was no database of this machine. The next start begins with nothing.'
      : `The database was put aside in ${folder}. The next start begins with nothing.`,
  );
}
