import { cp, mkdtemp, open, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '../../src/clock.js';
import { IncompleteDatabaseError, markDatabase } from '../../src/database/completeness.js';
import { connectToDatabase } from '../../src/database/connection.js';
import { startDatabase } from '../../src/database/index.js';
import type { Chance } from '../../src/month/chance.js';
import { removeFolder } from '../support/remove-folder.js';
import { NO_DOWNLOAD, SILENT } from './support.js';

/** Data folders of the same database at several moments, and of another one. */
export interface Folders {
  /** After it was closed in order, with everything in it. */
  readonly closed: string;
  /** The same as a power cut would leave it. */
  readonly broken: string;
  /** An earlier state, with less in it. */
  readonly earlier: string;
  /** A database of another city. */
  readonly other: string;
  remove(): Promise<void>;
}

/** Something that happens to the files of a database. */
export interface Damage {
  readonly title: string;
  /** The state that it happens to. */
  readonly to: 'closed' | 'broken';
  readonly apply: (dataDir: string, folders: Folders) => Promise<void>;
}

/** What a start makes of a damaged folder. Only `poorer` and `stuck` are wrong. */
export type Outcome = 'complete' | 'refused' | 'poorer' | 'stuck';

const DOCUMENTS = { earlier: 300, closed: 700 } as const;
const FILE = 'database/embedded/embedded.mv';
const RECORD = `${FILE}.record`;
const BLOCK = 4_096;

/** Makes the folders: a database with a few hundred documents of many sizes. */
export async function makeFolders(): Promise<Folders> {
  const root = await mkdtemp(join(tmpdir(), 'pasokh-damage-'));
  const folders = {
    closed: join(root, 'closed'),
    broken: join(root, 'broken'),
    earlier: join(root, 'earlier'),
    other: join(root, 'other'),
    remove: () => removeFolder(root),
  };
  await fill(folders.other, DOCUMENTS.closed);
  await fill(folders.closed, DOCUMENTS.earlier);
  await cp(folders.closed, folders.earlier, { recursive: true });
  await fill(folders.closed, DOCUMENTS.closed, () => copyInUse(folders.closed, folders.broken));
  return folders;
}

/** Copies what a power cut would leave; the lock of the folder belongs to a process that is gone then. */
async function copyInUse(from: string, to: string): Promise<void> {
  await cp(from, to, { recursive: true, filter: (path) => !path.endsWith('.lock') });
}

async function fill(dataDir: string, upTo: number, whileOpen?: () => Promise<void>): Promise<void> {
  await withDatabase(dataDir, async (db) => {
    const present = await db.collection('requests').countDocuments();
    for (let count = present; count < upTo; count += 1) {
      await db
        .collection('requests')
        .insertOne({ _id: `request ${count}` as never, text: 'x'.repeat(count) });
      if (count % 10 === 0) {
        await db
          .collection('chats')
          .insertOne({ _id: `chat ${count}` as never, text: 'y'.repeat(count * 5) });
      }
    }
    await whileOpen?.();
  });
}

/** Damages a copy of a folder, starts on it, and looks at everything that is there then. */
export async function tryDamage(damage: Damage, folders: Folders): Promise<Outcome> {
  const root = await mkdtemp(join(tmpdir(), 'pasokh-damaged-'));
  const dataDir = join(root, 'data');
  try {
    await cp(folders[damage.to], dataDir, { recursive: true });
    await damage.apply(dataDir, folders);
    return await withDatabase(dataDir, async (db) => {
      const found = await db.collection('requests').find().toArray();
      const chats = await db.collection('chats').countDocuments();
      const isComplete = found.every(({ _id, text }) => `request ${text.length}` === String(_id));
      return isComplete && found.length === DOCUMENTS.closed && chats === DOCUMENTS.closed / 10
        ? 'complete'
        : 'poorer';
    });
  } catch (error) {
    const hasWayOn = error instanceof IncompleteDatabaseError && error.message.includes('npm run restore');
    return hasWayOn ? 'refused' : 'stuck';
  } finally {
    await removeFolder(root);
  }
}

async function withDatabase<Result>(
  dataDir: string,
  use: (
    db: NonNullable<Awaited<ReturnType<typeof connectToDatabase>>['connection']['db']>,
  ) => Promise<Result>,
): Promise<Result> {
  const database = await startDatabase({
    dataDir,
    logger: SILENT,
    onProgress: () => undefined,
    environment: NO_DOWNLOAD,
  });
  try {
    const { connection, close } = await connectToDatabase({ uri: database.uri, logger: SILENT });
    try {
      const { db } = connection;
      if (db === undefined) throw new Error('Not connected.');
      const markAsClosed = await markDatabase({
        dataDir,
        connection,
        kind: database.kind,
        logger: SILENT,
        now: systemClock.now,
      });
      const result = await use(db);
      await markAsClosed();
      return result;
    } finally {
      await close();
    }
  } finally {
    await database.stop();
  }
}

/** Damages at so many places, each kind in turn and to both states; the same for the same chance. */
export function drawDamages(count: number, chance: Chance): readonly Damage[] {
  return Array.from({ length: count }, (_, index) => {
    const kind = KINDS[index % KINDS.length] ?? cut;
    const to = index % 2 === 0 ? 'closed' : 'broken';
    return { to, ...kind(chance) };
  });
}

type Kind = (chance: Chance) => Omit<Damage, 'to'>;

const cut: Kind = (chance) => {
  const bytes = chance.pick([1, 100, 5_000, 40_000, 400_000]) + Math.round(chance.between(0, 50));
  return {
    title: `cut by ${bytes} bytes`,
    async apply(dataDir) {
      const { size } = await stat(join(dataDir, FILE));
      await truncate(join(dataDir, FILE), Math.max(0, size - bytes));
    },
  };
};

/** Overwrites a stretch at a place, given as a part of the file's length. */
function overwrite(title: string, bytes: number, content: (length: number) => Buffer): Kind {
  return (chance) => {
    const place = Math.round(chance.between(0, 10_000)) / 10_000;
    return {
      title: `${title} at ${place} of the file`,
      async apply(dataDir) {
        const file = await open(join(dataDir, FILE), 'r+');
        const { size } = await file.stat();
        const length = Math.min(bytes, size);
        await file.write(content(length), 0, length, Math.floor((size - length) * place));
        await file.close();
      },
    };
  };
}

const swapBlocks: Kind = (chance) => {
  const places = [
    Math.round(chance.between(0, 10_000)) / 10_000,
    Math.round(chance.between(0, 10_000)) / 10_000,
  ];
  return {
    title: `two blocks swapped, at ${places.join(' and ')} of the file`,
    async apply(dataDir) {
      const file = await open(join(dataDir, FILE), 'r+');
      const { size } = await file.stat();
      const [one = 0, other = 0] = places.map(
        (place) => Math.floor(((size - BLOCK) * place) / BLOCK) * BLOCK,
      );
      const first = Buffer.alloc(BLOCK);
      const second = Buffer.alloc(BLOCK);
      await file.read(first, 0, BLOCK, one);
      await file.read(second, 0, BLOCK, other);
      await file.write(second, 0, BLOCK, one);
      await file.write(first, 0, BLOCK, other);
      await file.close();
    },
  };
};

/** Puts files of another folder in the place of the same ones. */
function replace(from: 'earlier' | 'other', names: readonly string[]): Kind {
  return () => ({
    title: `${names.join(' and ')} of the ${from} one`,
    async apply(dataDir, folders) {
      for (const name of names) {
        await removeFolder(join(dataDir, name));
        await cp(join(folders[from], name), join(dataDir, name), { recursive: true });
      }
    },
  });
}

/** Removes files. */
function remove(...names: readonly string[]): Kind {
  return () => ({
    title: `${names.join(' and ')} removed`,
    async apply(dataDir) {
      for (const name of names) await removeFolder(join(dataDir, name));
    },
  });
}

const emptied: Kind = () => ({
  title: 'the file emptied',
  apply: (dataDir) => writeFile(join(dataDir, FILE), ''),
});

const cutWithoutRecord: Kind = (chance) => {
  const { title, apply } = cut(chance);
  return {
    title: `${title}, without a record`,
    async apply(dataDir, folders) {
      await apply(dataDir, folders);
      await rm(join(dataDir, RECORD));
    },
  };
};

const KINDS: readonly Kind[] = [
  cut,
  overwrite('a block zeroed', BLOCK, (length) => Buffer.alloc(length)),
  overwrite('512 bytes zeroed', 512, (length) => Buffer.alloc(length)),
  overwrite('a byte changed', 1, () => Buffer.from([0x5a])),
  swapBlocks,
  overwrite('64 kB zeroed', 65_536, (length) => Buffer.alloc(length)),
  cutWithoutRecord,
  replace('earlier', [FILE]),
  replace('earlier', [FILE, RECORD]),
  replace('earlier', ['database']),
  overwrite('64 kB of 0xff', 65_536, (length) => Buffer.alloc(length, 0xff)),
  replace('other', [FILE]),
  replace('other', ['database']),
  remove(FILE),
  remove(FILE, RECORD),
  remove('database'),
  remove('database', 'database.json'),
  remove('database.json'),
  emptied,
];
