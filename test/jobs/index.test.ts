import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Connection, mongo } from 'mongoose';
import { createJobs, type Jobs } from '../../jobs/index.js';
import type { RecurringJob } from '../../jobs/job.js';
import { createLogger } from '../../src/logger.js';
import { openTestDatabase, type TestDatabase } from '../support/database.js';
import { eventually } from '../support/eventually.js';
import { liveOnMachine, writeMachineOffset } from '../support/machine-clock.js';

const EVERY_SECONDS = 0.4;
const STOP_MS = 2_000;
/** For how long the lock of a job holds that is not renewed (jobs/index.ts). */
const LOCK_MS = 5_000;

let database: TestDatabase;
let started: Jobs[];
let log: string[];
beforeAll(async () => {
  database = await openTestDatabase();
});
beforeEach(async () => {
  await database.connection.dropDatabase();
  started = [];
  log = [];
});
afterEach(() => Promise.all(started.map((jobs) => jobs.stop(STOP_MS))));
afterAll(() => database.close());

type Lock = () => Promise<unknown>;

/** Starts jobs as one process does; `holdLock` may keep a command back by which one is locked. */
async function start(
  ...given: readonly (RecurringJob | ((lock: Lock) => Promise<unknown>))[]
): Promise<Jobs> {
  const logger = createLogger({ level: 'warn', destination: { write: (line) => log.push(line) } });
  const jobs = given.flatMap((one) => (typeof one === 'function' ? [] : [one]));
  const holdLock = given.find((one) => typeof one === 'function');
  const connection = holdLock === undefined ? database.connection : holdingLocks(holdLock);
  const created = createJobs({ connection, jobs, logger, processId: `process ${started.length}` });
  started.push(created);
  await created.start();
  return created;
}

/** The connection, of which the command that locks a job is held. */
function holdingLocks(hold: (lock: Lock) => Promise<unknown>): Connection {
  const { db } = database.connection;
  if (db === undefined) throw new Error('The connection is not open.');
  const held: Pick<mongo.Db, 'collection'> = Object.create(db, {
    collection: {
      value: (name: string) => {
        const collection = db.collection(name);
        return Object.create(collection, {
          findOneAndUpdate: {
            value(...order: Parameters<typeof collection.findOneAndUpdate>) {
              const send = () => collection.findOneAndUpdate(...order);
              return JSON.stringify(order[1]).includes('"lockedAt":"') ? hold(send) : send();
            },
          },
        });
      },
    },
  });
  return Object.create(database.connection, { db: { value: held } });
}

/** A job that counts its runs and how many of them were under way at once. */
function counting(act: () => Promise<void> = async () => undefined) {
  const count = { runs: 0, underWay: 0, mostAtOnce: 0 };
  const job: RecurringJob = {
    name: 'count',
    everySeconds: EVERY_SECONDS,
    async run() {
      count.runs += 1;
      count.underWay += 1;
      count.mostAtOnce = Math.max(count.mostAtOnce, count.underWay);
      try {
        await act();
      } finally {
        count.underWay -= 1;
      }
    },
  };
  return { job, count };
}

/** A promise and what fulfils it. */
function rateLimiter() {
  let open: () => void = () => undefined;
  const passed = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { passed, open };
}

const documents = () => database.connection.collection('agendaJobs').find().toArray();

it('runs a job soon after the start and again and again', async () => {
  const { job, count } = counting();
  await start(job);
  await eventually(() => count.runs >= 3);
  expect(count.mostAtOnce).toBe(1);
});

it.each([
  ['ahead', 60_000],
  ['back', -60_000],
])('goes on where the clock jumped %s between the lock of a job and its run', async (_where, ms) => {
  const { job, count } = counting();
  await start(job);
  await eventually(async () =>
    (await documents()).some(({ lockedAt, nextRunAt }) => lockedAt !== null && nextRunAt > new Date()),
  );
  const folder = await mkdtemp(join(tmpdir(), 'pasokh-jobs-'));
  const file = join(folder, 'machine-clock');
  writeMachineOffset(file, ms);
  const machine = liveOnMachine(file, 0);
  try {
    const { runs } = count;
    await eventually(() => count.runs >= runs + 3);
  } finally {
    machine.stop();
    await rm(folder, { recursive: true });
  }
});

it('runs nothing before the start and nothing after the stop', async () => {
  const { job, count } = counting();
  const jobs = await start(job);
  await eventually(() => count.runs >= 1);
  await jobs.stop(STOP_MS);
  const { runs } = count;

  const other = counting();
  await start({ ...other.job, name: 'another' });
  await eventually(() => other.count.runs >= 3);
  expect(count.runs).toBe(runs);
});

it('runs a job in one of two processes at a time', async () => {
  const { job, count } = counting(() => new Promise((resolve) => setImmediate(resolve)));
  await Promise.all([start(job), start(job)]);
  await eventually(() => count.runs >= 4);
  expect(count.mostAtOnce).toBe(1);
});

it('runs a job again after it has failed, runs the others meanwhile, and says which failed', async () => {
  const failing = counting(async () => {
    throw new Error('out of order');
  });
  const other = counting();
  await start({ ...failing.job, name: 'broken' }, other.job);
  await eventually(() => failing.count.runs >= 2 && other.count.runs >= 2);
  expect(JSON.parse(log[0] ?? '')).toMatchObject({
    event: 'jobFailed',
    job: 'broken',
    error: { message: 'out of order' },
  });
});

it('does not begin a long job a second time in another process, however long it takes', async () => {
  const { passed, open } = rateLimiter();
  let act = (): Promise<void> => Promise.resolve();
  const { job, count } = counting(() => act());
  const other = counting();
  await Promise.all([start(job), start(job, { ...other.job, name: 'another' })]);
  await eventually(() => count.runs >= 2 && other.count.runs >= 1);

  act = () => passed;
  await eventually(() => count.underWay === 1);
  const { runs } = count;
  // The lock is renewed for longer than it would hold by itself.
  const lockedAt = async () => {
    const found = (await documents()).find(({ name }) => name === job.name)?.['lockedAt'];
    return found instanceof Date ? found.getTime() : Number.NaN;
  };
  const since = await lockedAt();
  await eventually(async () => (await lockedAt()) > since + LOCK_MS);
  expect(count.runs).toBe(runs);
  expect(other.count.runs).toBeGreaterThan(3);
  expect(log).toEqual([]);
  open();
  await eventually(() => count.runs > runs);
});

it('lets a running job finish before it has stopped', async () => {
  const { passed, open } = rateLimiter();
  const { job, count } = counting(() => passed);
  const jobs = await start(job);
  await eventually(() => count.underWay === 1);
  const stopped = jobs.stop(STOP_MS).then(() => count.underWay);
  open();
  expect(await stopped).toBe(0);
});

it('does not wait for a job longer than it may', async () => {
  const { passed, open } = rateLimiter();
  const { job, count } = counting(() => passed);
  const jobs = await start(job);
  await eventually(() => count.underWay === 1);
  await jobs.stop(50);
  expect(count.underWay).toBe(1);
  open();
  await eventually(() => count.underWay === 0);
});

it('leaves no lock behind, also not on what it meant to run next', async () => {
  const { job, count } = counting();
  const jobs = await start(job);
  await eventually(async () => {
    const [document] = await documents();
    return count.runs >= 1 && count.underWay === 0 && document?.['lockedAt'] instanceof Date;
  });
  await jobs.stop(STOP_MS);
  expect((await documents()).map(({ lockedAt }) => lockedAt ?? null)).toEqual([null]);
});

it('leaves no lock behind that it is just taking', async () => {
  const { passed, open } = rateLimiter();
  const { passed: isTaking, open: take } = rateLimiter();
  const taken: Promise<unknown>[] = [];
  const jobs = await start(counting().job, async (lock) => {
    take();
    await passed;
    const one = lock();
    taken.push(one);
    return one;
  });
  await isTaking;
  const stopped = jobs.stop(STOP_MS);
  // What Agenda itself does at its end does not wait for the lock.
  await database.connection.db?.command({ ping: 1 });
  open();
  await stopped;
  await Promise.all(taken);
  expect((await documents()).map(({ lockedAt }) => lockedAt ?? null)).toEqual([null]);
});

it('can be stopped before anything ran, and twice', async () => {
  const { job } = counting();
  const jobs = await start(job);
  await jobs.stop(STOP_MS);
  await jobs.stop(STOP_MS);
});

it('takes no notice of a lock that a crash left', async () => {
  const crashed = counting();
  const jobs = await start(crashed.job);
  await eventually(() => crashed.count.runs >= 1);
  await jobs.stop(STOP_MS);
  await database.connection
    .collection('agendaJobs')
    .updateMany(
      {},
      { $set: { lockedAt: new Date('2100-01-01'), nextRunAt: new Date(0), lastModifiedBy: 'crashed' } },
    );

  const { job, count } = counting();
  await start(job);
  await eventually(() => count.runs >= 1);
});

it('refuses to be set up without a database', () => {
  const { connection } = database;
  // Everything of a connection but the database, as before it is opened.
  const closed = Object.create(connection, { db: { value: undefined } }) as typeof connection;
  expect(() =>
    createJobs({
      connection: closed,
      jobs: [],
      logger: createLogger({ level: 'silent' }),
      processId: 'p',
    }),
  ).toThrow('open database connection');
});

it('leaves one document of each job, also where two first starts have each made one', async () => {
  const job = { name: 'sweep', everySeconds: 3_600, run: async () => undefined };
  await (await start(job)).stop(STOP_MS);
  const scheduled = database.connection.collection('agendaJobs');
  const { _id: _first, ...rest } = (await scheduled.findOne({ name: 'sweep' })) ?? {};
  await scheduled.insertMany([rest, { ...rest }]);

  await start(job);

  expect(await scheduled.countDocuments({ name: 'sweep' })).toBe(1);
});
