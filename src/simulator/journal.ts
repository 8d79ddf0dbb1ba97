import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import type { StateChange } from './state.js';

/** What the simulator records to survive a crash, one JSON line per commit. */
export interface Journal {
  /** All commits in order. A last line that a crash cut short is left out. */
  replay(): Iterable<readonly StateChange[]>;
  /** Replaces everything by these changes. */
  compact(changes: Iterable<StateChange>): void;
  /** Adds one commit; when it returns, the commit survives the death of the process. */
  append(changes: readonly StateChange[]): void;
  close(): void;
}

const FILE_NAME = 'journal.jsonl';

/** A journal in `folder`, which is made when it is missing; without a folder nothing is remembered. */
export function openJournal(folder: string | undefined): Journal {
  if (folder === undefined) return forgetful;
  mkdirSync(folder, { recursive: true });
  const path = join(folder, FILE_NAME);
  let file: number | undefined;

  return {
    replay: () => readCommits(path),
    compact(changes) {
      const lines = Array.from(changes, (change) => `${JSON.stringify([change])}\n`);
      writeFileSync(`${path}.new`, lines.join(''));
      renameSync(`${path}.new`, path);
      if (file !== undefined) closeSync(file);
      file = openSync(path, 'a');
    },
    append(changes) {
      file ??= openSync(path, 'a');
      writeSync(file, `${JSON.stringify(changes)}\n`);
    },
    close() {
      if (file !== undefined) closeSync(file);
      file = undefined;
    },
  };
}

const forgetful: Journal = { replay: () => [], compact() {}, append() {}, close() {} };

/**
 * Milliseconds by which the simulation that wrote the journal in `folder` was ahead of the machine's clock;
 * 0 where there is no journal. The product's clock is made with it before anything else starts.
 */
export function readClockOffset(folder: string): number {
  let offset = 0;
  for (const changes of readCommits(join(folder, FILE_NAME), '"type":"clock"')) {
    for (const change of changes) if (change.type === 'clock') offset = change.offset;
  }
  return offset;
}

/** The commits of the journal at `path`; with `containing`, only those whose line contains that text. */
function* readCommits(path: string, containing = ''): Generator<readonly StateChange[]> {
  if (!existsSync(path)) return;
  const lines = readFileSync(path, 'utf8').split('\n');
  // What follows the last line feed is either nothing or a line that a crash cut short.
  lines.pop();
  for (const line of lines) {
    // The file is written by this module alone, so its lines have this shape.
    if (line.includes(containing)) yield JSON.parse(line) as readonly StateChange[];
  }
}
