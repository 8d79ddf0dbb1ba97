import { systemClock } from '../../clock.js';
import { readVersion } from '../../package-root.js';
import { createBackup } from '../create-backup.js';
import { openDatabase } from '../open-database.js';
import { runCommand } from './command.js';
import { describeCounts, secondsSince } from './sentences.js';

// npm run backup: makes a backup of the database, whether the product runs or not, and checks it.
await runCommand(async ({ config, logger, say }) => {
  const began = performance.now();
  const database = await openDatabase({ config, logger, onProgress: say });
  try {
    const { folder, key } = config.backup;
    const backup = await createBackup({
      ...database,
      folder,
      ...(key === undefined ? {} : { key }),
      version: await readVersion(),
      logger,
      now: systemClock.now,
    });
    say(`${backup.path} (${backup.bytes} bytes${key === undefined ? '' : ', encrypted'}) was made.`);
    if (database.kind !== 'embedded') {
      const why = backup.dumpFailed === undefined ? 'is not on the PATH' : `failed: ${backup.dumpFailed}`;
      say(
        backup.readBy === 'mongodump'
          ? 'The database was read with mongodump.'
          : `The database was read by the program itself, since mongodump ${why}.`,
      );
    }
    say(
      backup.check === 'restored'
        ? `It was restored into an empty database, which then had ${describeCounts(backup.counts)}.`
        : `It was read to its end: ${describeCounts(backup.counts)}. Java would let it be restored for a check.`,
    );
    say(`That took ${secondsSince(began)} seconds.`);
  } finally {
    await database.close();
  }
});
