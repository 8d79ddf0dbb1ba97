import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { ConfigError } from '../../src/config.js';
import { connectToDatabase } from '../../src/database/connection.js';
import type { DatabaseOptions } from '../../src/database/index.js';
import { eventually } from '../support/eventually.js';
import {
  isRunning,
  NO_DOWNLOAD,
  openWorkplace,
  SILENT,
  type Workplace,
  withPath,
  writeStandInForMongod,
} from './support.js';

let place: Workplace;
const holders: { kill(): Promise<void> }[] = [];

beforeEach(async () => {
  place = await openWorkplace();
});
afterEach(async () => {
  for (const holder of holders.splice(0)) await holder.kill();
  await place.clean();
});

const NO_PROGRAMS = { ...NO_DOWNLOAD, PATH: '' };

async function refusal(options: Partial<DatabaseOptions> = {}): Promise<Error> {
  return place.start(options).then(
    () => {
      throw new Error('It was started all the same.');
    },
    (reason) => reason,
  );
}

async function store(uri: string, id: string): Promise<void> {
  const { connection, close } = await connectToDatabase({ uri, logger: SILENT });
  await connection.collection('things').insertOne({ _id: id as never });
  await close();
}

async function stored(uri: string): Promise<unknown[]> {
  const { connection, close } = await connectToDatabase({ uri, logger: SILENT });
  const found = await connection.collection('things').find().toArray().finally(close);
  return found.map(({ _id }) => _id);
}

async function pidOf(uri: string): Promise<number> {
  const { connection, close } = await connectToDatabase({ uri, logger: SILENT });
  const { pid } = (await connection.db?.admin().serverStatus()) ?? {};
  await close();
  return pid;
}

/** Another process that has a database on the folder. */
async function startHolder() {
  const script = fileURLToPath(new URL('hold-database.js', import.meta.url));
  const child = spawn(process.execPath, [script, place.dataDir], {
    env: NO_DOWNLOAD,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  const holder = {
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
  };
  holders.push(holder);
  const [uri] = await once(createInterface(child.stdout), 'line');
  return { ...holder, uri: String(uri) };
}

describe('on a machine without a MongoDB', () => {
  it('takes the embedded database, says so and finds the data again', async () => {
    const first = await place.start();
    await store(first.uri, 'a');
    await first.stop();

    const second = await place.start();

    expect(first).toMatchObject({ kind: 'embedded', description: 'the embedded database' });
    expect(place.said.at(-1)).toContain('The database is the embedded database');
    expect(await stored(second.uri)).toEqual(['a']);
  });

  it('names the four ways when none is there', async () => {
    const error = await refusal({ environment: NO_PROGRAMS });

    expect(error).toBeInstanceOf(ConfigError);
    for (const way of ['MONGODB_URI', 'mongod ', 'mongodb-memory-server', 'Java 17']) {
      expect(error.message).toContain(way);
    }
  });
});

describe('the embedded database', () => {
  it('lets nobody in without the password, though every program of the machine reaches its port', async () => {
    const { uri } = await place.start();
    await store(uri, 'a');
    const { port } = new URL(uri);

    const stranger = `mongodb://127.0.0.1:${port}/pasokh?directConnection=true`;
    const guesser = uri.replace(/:[^:@]+@/, ':guessed@');

    await expect(stored(stranger)).rejects.toMatchObject({ code: 13 });
    await expect(stored(guesser)).rejects.toThrow('refuses the user or the password');
  });
});

describe('the choice', () => {
  it('stays when another way becomes available', async () => {
    await (await place.start()).stop();
    const bin = await writeStandInForMongod(place.dataDir);

    const again = await place.start({ environment: withPath(bin) });

    expect(again.kind).toBe('embedded');
  });

  it('is not replaced by another when it is no longer available', async () => {
    await (await place.start()).stop();

    const error = await refusal({ environment: NO_PROGRAMS });

    expect(error.message).toContain('belongs to the embedded database');
    expect(error.message).toContain('java is not on the PATH');
  });

  it('gives way to MONGODB_URI, which is said, and is then missed when it is absent', async () => {
    await (await place.start()).stop();

    const configured = await place.start({ mongodbUri: 'mongodb://user:secret@db.example.org/x' });
    const error = await refusal();

    expect(configured).toMatchObject({ kind: 'configured', uri: 'mongodb://user:secret@db.example.org/x' });
    expect(configured.description).not.toContain('secret');
    expect(place.said.at(-1)).toContain('the earlier data stays in');
    expect(error).toBeInstanceOf(ConfigError);
    expect(error.message).toContain('set MONGODB_URI again');
  });

  it('is not guessed when what was written down cannot be read', async () => {
    await writeFile(join(place.dataDir, 'database.json'), '{');
    expect((await refusal()).message).toContain('does not say which database');
  });
});

describe('the folder', () => {
  it('is named with its variable when it cannot be written to', async () => {
    const file = join(place.dataDir, 'a file');
    await writeFile(file, '');
    expect(await refusal({ dataDir: join(file, 'data') })).toMatchObject({ variable: 'DATA_DIR' });
  });

  it('belongs to one process: the second start is refused before it starts anything', async () => {
    await startHolder();

    // Without a way to any database: it would be refused for that, if it came so far.
    const error = await refusal({ environment: NO_PROGRAMS });

    expect(error.message).toContain('already running on the folder');
  });

  it('is free again after kill -9, with everything in it, and the server does not outlive its program', async () => {
    const holder = await startHolder();
    await store(holder.uri, 'a');
    const pid = await pidOf(holder.uri);

    await holder.kill();
    const next = await place.start();

    expect(await stored(next.uri)).toEqual(['a']);
    await eventually(() => !isRunning(pid));
  });

  it('is free when the number of the killed process belongs to another by now', async () => {
    await place.start();
    const lock = join(place.dataDir, 'database.lock');
    const holder = JSON.parse(await readFile(lock, 'utf8'));
    await place.clean();
    place = await openWorkplace();
    await writeFile(
      join(place.dataDir, 'database.lock'),
      JSON.stringify({ ...holder, startedAt: 'another time' }),
    );

    expect((await place.start()).kind).toBe('embedded');
  });

  it('is not held by a start that was refused', async () => {
    await refusal({ environment: NO_PROGRAMS });
    expect((await place.start()).kind).toBe('embedded');
  });
});

describe('a mongod on the PATH', () => {
  it('is taken first, keeps its files in the folder and is started again when it dies', async () => {
    const bin = await writeStandInForMongod(place.dataDir);
    const first = await place.start({ environment: withPath(bin) });
    await store(first.uri, 'a');

    process.kill(await pidOf(first.uri), 'SIGKILL');
    await eventually(async () => (await stored(first.uri)).length === 1);
    const pid = await pidOf(first.uri);
    await first.stop();
    const second = await place.start({ environment: withPath(bin) });

    expect(first.kind).toBe('mongod');
    expect(isRunning(pid)).toBe(false);
    expect(await stored(second.uri)).toEqual(['a']);
  });
});
