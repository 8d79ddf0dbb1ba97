import { appendFileSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Records by their ids, in the order in which they came; kept in a file if there is a folder. */
export interface KeptRecords<One extends { readonly id: string }> {
  list(): readonly One[];
  find(id: string): One | undefined;
  /** Keeps a record in place of an earlier one with its id. */
  keep(record: One): void;
  /** Has a function called after each change. */
  subscribe(listener: () => void): () => void;
}

/** Opens the records in a file of the folder, with what an earlier process left there. */
export function openRecords<One extends { readonly id: string }>(
  folder: string | undefined,
  file: string,
): KeptRecords<One> {
  const records = new Map<string, One>();
  const listeners = new Set<() => void>();
  const path = folder === undefined ? undefined : join(folder, file);
  if (folder !== undefined && path !== undefined) {
    mkdirSync(folder, { recursive: true });
    for (const record of readRecords<One>(path)) records.set(record.id, record);
    writeFileSync(`${path}.new`, [...records.values()].map(lineOf).join(''));
    renameSync(`${path}.new`, path);
  }

  return {
    list: () => [...records.values()],
    find: (id) => records.get(id),
    keep(record) {
      records.set(record.id, record);
      if (path !== undefined) appendFileSync(path, lineOf(record));
      for (const listener of listeners) listener();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

function lineOf(record: object): string {
  return `${JSON.stringify(record)}\n`;
}

/** The records of the file, each in every form that it had. What follows the last line feed was cut short by a crash. */
function readRecords<One>(path: string): readonly One[] {
  if (!existsSync(path)) return [];
  const lines = readFileSync(path, 'utf8').split('\n').slice(0, -1);
  // The file is written by this module alone, so its lines have this shape.
  return lines.map((line) => JSON.parse(line) as One);
}
