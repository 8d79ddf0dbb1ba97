import { createManualClock, systemClock } from '../../src/clock.js';
import { connectToDatabase } from '../../src/database/connection.js';
import { createLogger } from '../../src/logger.js';
import { createSmsStore } from '../../src/sms/message-store.js';
import { createSmsOutbox } from '../../src/sms/outbox.js';
import { createKavenegar } from '../../src/sms/providers/kavenegar.js';

// A process that sends short messages and nothing else, until it is killed: it is started on a database and a provider, at
// a moment of the city's clock.
const [uri = '', root = '', key = '', at = ''] = process.argv.slice(2);
const logger = createLogger({ level: 'silent' });
const { connection } = await connectToDatabase({ uri, logger });

createSmsOutbox({
  provider: createKavenegar({ key, line: '30001370', root }),
  store: createSmsStore(connection),
  write: async ({ code = '' }) => ({ number: '+989151234567', text: code }),
  receive: async () => undefined,
  onFailed: async () => undefined,
  partsPerDay: 1_000_000,
  timeZone: 'Asia/Tehran',
  morningHour: 8,
  // Whoever starts it lets one process live at a time.
  lease: { isHeld: () => true, take: async () => true, release: async () => undefined },
  clock: createManualClock(new Date(at)),
  machineClock: systemClock,
  logger,
  pollMs: 20,
}).start();
