import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DOWNLOAD_IN_HANDLER_MS } from '../src/attachments/download.js';
import { DATABASE_WAITS } from '../src/database/connection.js';
import { HANDLER_MS } from '../src/mailbox/mailbox-contract.js';
import { packageRoot } from '../src/package-root.js';
import { MOST_MS } from '../src/product/file-work.js';
import { ANSWER_SECONDS } from '../src/telegram/api.js';

/** Waits in milliseconds by the beginning of the line that names them in docs/running.md. */
const WAITS = {
  'an answer of Telegram': ANSWER_SECONDS * 1000,
  'a file that an administrator sends': DOWNLOAD_IN_HANDLER_MS,
  'reading it, or writing a workbook': MOST_MS.cities,
  'a picture, film, sound or PDF': MOST_MS.attachments,
  'a command while no database answers': DATABASE_WAITS.selectionMs,
  'a free connection of the pool': DATABASE_WAITS.freeConnectionMs,
  'an answer of the database': DATABASE_WAITS.silenceMs,
  'a write that waits for a majority': DATABASE_WAITS.majorityMs,
};

it('ends every wait before the handler that waits, and as docs/running.md says', async () => {
  const running = await readFile(join(packageRoot, 'docs/running.md'), 'utf8');
  const said = (line: string) => Number(running.split(`| ${line}`)[1]?.match(/\| (\d+) s/)?.[1]) * 1000;
  expect(said('handling one message')).toBe(HANDLER_MS);
  for (const [line, ms] of Object.entries(WAITS)) {
    expect([line, said(line)]).toEqual([line, ms]);
    expect(ms).toBeLessThan(HANDLER_MS);
  }
});
