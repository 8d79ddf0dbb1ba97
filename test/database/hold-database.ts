// Starts a database on a folder, says its address, and holds it until this process is ended:
//   hold-database.ts FOLDER
import { startDatabase } from '../../src/database/index.js';
import { createLogger } from '../../src/logger.js';

const [dataDir = ''] = process.argv.slice(2);
const { uri } = await startDatabase({
  dataDir,
  logger: createLogger({ level: 'silent' }),
  onProgress: () => undefined,
});
process.stdout.write(`${uri}\n`);
