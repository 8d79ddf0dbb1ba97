import { systemClock } from '../../clock.js';
import { markDatabase } from '../../database/completeness.js';
import { connectToDatabase } from '../../database/connection.js';
import { removeMark } from '../../database/mark.js';
import { rememberChoice } from '../../database/remembered-choice.js';
import { countCollections, exportDatabase, firstDifference, importDatabase } from '../carry-over.js';
import { openDatabase } from '../open-database.js';
import { requireEmpty } from '../restore-backup.js';
import { CommandError, runCommand } from './command.js';
import { describeCounts, secondsSince } from './sentences.js';

const USAGE =
  'npm run move -- ADDRESS carries everything from the database of this machine to the empty MongoDB at that address (mongodb://…).';

await runCommand(async ({ config, logger, words, say }) => {
  const [uri, ...more] = words;
  if (uri === undefined || more.length > 0 || !/^mongodb(\+srv)?:\/\//.test(uri))
    throw new CommandError(USAGE);
  if (config.mongodbUri !== undefined) {
    throw new CommandError(
      'MONGODB_URI is set: leave it out, so that the database of this machine is opened.',
    );
  }
  const began = performance.now();
  const { dataDir } = config;
  const source = await openDatabase({ config, logger, onProgress: say });
  let counts: Awaited<ReturnType<typeof countCollections>>;
  const target = await connectToDatabase({ uri, logger, isPatient: true }).catch(async (error) => {
    await source.close();
    throw error;
  });
  try {
    if (source.isInUse)
      throw new CommandError('The product is running: stop it first, so that nothing is written meanwhile.');
    await requireEmpty(target);
    await importDatabase(target.connection, exportDatabase(source.connection));
    counts = await countCollections(source.connection);
    const problem = firstDifference(counts, await countCollections(target.connection));
    if (problem !== undefined) throw new Error(`Not everything was carried over: ${problem}`);
  } finally {
    await source.close();
  }
  try {
    await removeMark(dataDir);
    await rememberChoice(dataDir, 'configured');
    const { connection } = target;
    await markDatabase({ dataDir, connection, kind: 'configured', logger, now: systemClock.now });
  } finally {
    await target.close();
  }
  say(`Carried over and counted: ${describeCounts(counts)}, in ${secondsSince(began)} seconds.`);
  say(`Set MONGODB_URI to that address from now on; the former database stays in ${dataDir}.`);
});
