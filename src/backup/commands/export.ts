import { createWriteStream, existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { zonedDayStart } from '../../calendar.js';
import { type ExportFormat, exportRequests } from '../export-requests.js';
import { openDatabase } from '../open-database.js';
import { CommandError, runCommand } from './command.js';

const USAGE =
  'npm run export -- requests [--from 2026-03-21] [--to 2026-09-22] [--format csv|json] --output FILE writes the requests filed from one day on and before another.';
const LAST_YEAR = 9_999;

await runCommand(async ({ config, logger, words, say }) => {
  const plan = planOf(words, config.timeZone);
  if (plan === undefined) throw new CommandError(USAGE);
  if (existsSync(plan.output)) throw new CommandError(`${plan.output} is there already: name another file.`);
  const database = await openDatabase({ config, logger, onProgress: say });
  try {
    let lines = 0;
    async function* counted(pieces: AsyncIterable<string>) {
      for await (const piece of pieces) {
        lines += 1;
        yield piece;
      }
    }
    const file = createWriteStream(plan.output, { mode: 0o600, flags: 'wx' });
    await pipeline(Readable.from(counted(exportRequests(database.connection, plan))), file);
    say(`${plan.format === 'csv' ? lines - 1 : lines} requests are in ${plan.output}.`);
  } finally {
    await database.close();
  }
});

interface Plan {
  readonly from: Date;
  readonly to: Date;
  readonly format: ExportFormat;
  readonly output: string;
}

function planOf(words: readonly string[], timeZone: string): Plan | undefined {
  const text = { type: 'string' } as const;
  try {
    const { values, positionals } = parseArgs({
      args: [...words],
      allowPositionals: true,
      options: { from: text, to: text, format: { ...text, default: 'csv' }, output: text },
    });
    const { from = '1970-01-01', to = `${LAST_YEAR}-12-31`, format, output } = values;
    const [start, end] = [dayOf(from, timeZone), dayOf(to, timeZone)];
    const isFormat = format === 'csv' || format === 'json';
    if (positionals.join() !== 'requests' || !isFormat || output === undefined || !start || !end)
      return undefined;
    return { from: start, to: end, format, output: resolve(output) };
  } catch {
    return undefined;
  }
}

/** The beginning of a day, given as 2026-03-21, in the city's time zone. */
function dayOf(text: string, timeZone: string): Date | undefined {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text) ?? [];
  if (year === undefined) return undefined;
  return zonedDayStart({ year: Number(year), month: Number(month), day: Number(day) }, timeZone);
}
