import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import type { Connection } from 'mongoose';
import { countCollections } from '../../../src/backup/carry-over.js';
import { openDatabase } from '../../../src/backup/open-database.js';
import { packageRoot } from '../../../src/package-root.js';
import { createCityClient } from '../../../src/story/city-client.js';
import { writeStandInForMongodump } from '../../backup/stand-in-for-mongodump.js';
import { SILENT } from '../../simulator/harness.js';
import { fileRequest } from '../../stories/filing.js';
import { NO_LIMITS_ENVIRONMENT } from '../../support/no-limits.js';
import { CITIZEN } from '../../support/people.js';
import { removeFolder } from '../../support/remove-folder.js';
import { type DatabaseServer, openDatabaseServer } from './database-server.js';
import type { Trial, TrialStage } from './experiment.js';
import { type Program, startProgram } from './program.js';

const REQUESTS = { short: 1, full: 20 } as const;
const KEY = 'a secret of the city hall';
const QUIET = { ...NO_LIMITS_ENVIRONMENT, BACKUP_KEEP: '0', LOG_LEVEL: 'warn' };

/** A database that the program uses, is backed up from, and is restored to. */
interface Way {
  readonly title: string;
  /** True where the program has a MongoDB, and not the embedded database of its folder. */
  readonly isServer: boolean;
  readonly isEncrypted: boolean;
  readonly hasMongodump: boolean;
}

const WAYS: readonly Way[] = [
  { title: 'the embedded database', isServer: false, isEncrypted: true, hasMongodump: false },
  { title: 'a MongoDB, with mongodump', isServer: true, isEncrypted: true, hasMongodump: true },
  { title: 'a MongoDB, without mongodump', isServer: true, isEncrypted: false, hasMongodump: false },
];

/**
 * The whole program takes requests with pictures and voices; a backup is made by the command while it runs, restored by
 * the command into an empty place, and what is there then is what was there, document for document.
 */
export const restores: Trial = {
  name: 'restore',
  title: 'a backup of the running program is restored into an empty place',
  isApart: true,
  async run(stage) {
    for (const way of stage.isShort ? WAYS.filter(({ isEncrypted }) => isEncrypted) : WAYS)
      await tryWay(way, stage);
  },
};

async function tryWay(way: Way, { program, isShort, count, miss }: TrialStage): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'pasokh-restore-'));
  const servers = way.isServer
    ? await Promise.all(['from', 'to'].map((name) => serverIn(join(folder, name))))
    : [];
  const [from, to] = servers;
  let running: Program | undefined;
  try {
    const backups = join(folder, 'backups');
    const source = await placeIn(folder, 'source', from?.uri);
    running = await startProgram(program, { ...source, ...QUIET });
    await live(running.url, isShort ? REQUESTS.short : REQUESTS.full);
    // Nothing is written from now on, so that it can be said what has to be there.
    running.freeze();
    const before = await contentOf(source);
    const { bin } = await writeStandInForMongodump(folder);
    const commands = {
      BACKUP_DIR: backups,
      ...(way.isEncrypted ? { BACKUP_KEY: KEY } : {}),
      PATH: [...(way.hasMongodump ? [bin] : []), process.env['PATH']].join(delimiter),
    };
    const made = await run('backup', [], { ...source, ...commands });
    if (way.hasMongodump !== made.includes('with mongodump'))
      miss(`${way.title}: it was read otherwise: ${made}`);
    const [file = ''] = await readdir(backups);
    const target = await placeIn(folder, 'target', to?.uri);
    await run('restore', [join(backups, file)], { ...target, ...commands });
    for (const problem of differences(before, await contentOf(target))) miss(`${way.title}: ${problem}`);
    count('backups restored');
    // The program goes on with what was restored, as with what it had.
    await running.kill();
    running = await startProgram(program, { ...target, ...QUIET });
  } finally {
    await running?.kill();
    for (const server of servers) await server.close();
    // The database of a program that was killed ends a moment after it.
    await removeFolder(folder);
  }
}

/** A MongoDB of its own, as the protocol is spoken by the embedded server. */
function serverIn(folder: string): Promise<DatabaseServer> {
  return openDatabaseServer({ folder, mutation: undefined });
}

/** Where a program keeps its data, as environment variables. */
interface Place {
  readonly DATA_DIR: string;
  readonly MONGODB_URI?: string;
}

async function placeIn(folder: string, name: string, uri: string | undefined): Promise<Place> {
  const dataDir = join(folder, name);
  await mkdir(dataDir);
  return { DATA_DIR: dataDir, ...(uri === undefined ? {} : { MONGODB_URI: uri }) };
}

/** Somebody registers requests, with a picture and a voice each, until all is quiet. */
async function live(url: string, requests: number): Promise<void> {
  const city = createCityClient(url);
  const phone = { owner: 'شهروند', bot: 'citizen', person: CITIZEN } as const;
  for (let number = 0; number < requests; number += 1) {
    await city.send(CITIZEN, 'citizen', { photo: 'pothole' });
    await city.send(CITIZEN, 'citizen', { voice: 'voice' });
    await city.passMoment(5);
    await fileRequest(city, phone, `چاله شماره ${number + 1} جلوی دبستان است.`);
  }
  await city.passMoment(5);
}

/** Runs a command as `npm run` does; resolves to what it said, and rejects with that where it failed. */
async function run(name: string, words: readonly string[], environment: NodeJS.ProcessEnv): Promise<string> {
  const script = join(packageRoot, 'scripts', `${name}.mjs`);
  const env = { ...process.env, ...environment };
  return promisify(execFile)(process.execPath, [script, ...words], { env }).then(
    ({ stdout }) => stdout,
    ({ stdout }) => Promise.reject(new Error(`npm run ${name}: ${String(stdout)}`)),
  );
}

/** Digests of all documents of each collection, by its name. */
type Content = ReadonlyMap<string, readonly string[]>;

/** Everything in a database. */
async function contentOf({ DATA_DIR: dataDir, MONGODB_URI: mongodbUri }: Place): Promise<Content> {
  const database = await openDatabase({
    config: { dataDir, ...(mongodbUri === undefined ? {} : { mongodbUri }) },
    logger: SILENT,
    onProgress: () => undefined,
  });
  try {
    const { connection } = database;
    const names = Object.keys(await countCollections(connection));
    return new Map(
      await Promise.all(names.map(async (name) => [name, await digestsOf(connection, name)] as const)),
    );
  } finally {
    await database.close();
  }
}

async function digestsOf(connection: Connection, name: string): Promise<readonly string[]> {
  const documents = await connection.collection(name).find({}, { raw: true }).toArray();
  return documents
    .map((raw) =>
      createHash('sha256')
        .update(raw as unknown as Buffer)
        .digest('hex'),
    )
    .sort();
}

function differences(before: Content, after: Content): readonly string[] {
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((name) => {
    const [was = [], is = []] = [before.get(name), after.get(name)];
    if (was.length !== is.length) return [`«${name}» had ${was.length} documents and has ${is.length}`];
    const same = new Set(is);
    const changed = was.filter((digest) => !same.has(digest)).length;
    return changed === 0 ? [] : [`${changed} of ${was.length} documents of «${name}» are not what they were`];
  });
}
