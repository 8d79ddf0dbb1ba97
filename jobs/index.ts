import { Agenda, type Job } from 'agenda';
import type { Connection } from 'mongoose';
import { systemClock } from '../src/clock.js';
import type { Logger } from '../src/logger.js';
import { createClosingBackend } from './closing-backend.js';
import type { RecurringJob } from './job.js';

/** The recurring jobs, run by Agenda on the product's own database connection. */
export interface Jobs {
  /** Schedules the jobs and starts running them; locks that a crash left on them become void. */
  start(): Promise<void>;
  /** Lets running jobs finish, for at most `deadlineMs` milliseconds, and starts no more. */
  stop(deadlineMs: number): Promise<void>;
}

export interface JobsOptions {
  readonly connection: Connection;
  readonly jobs: readonly RecurringJob[];
  readonly logger: Logger;
  /** Identifies this process; no two processes share an id. */
  readonly processId: string;
}

const COLLECTION = 'agendaJobs';
/** A lock is renewed while its job runs, and outlives a crash by no more than this. */
const LOCK_MS = 5_000;
const RENEW_MS = 1_500;
/** How often the machine's clock is checked for having gone back, and by how much it may. */
const WATCH_CLOCK_MS = 1_000;

/** Sets the jobs up; nothing runs before `start`. */
export function createJobs(options: JobsOptions): Jobs {
  const { connection, jobs, logger, processId } = options;
  const { db } = connection;
  if (db === undefined) throw new Error('The jobs need an open database connection.');
  const scheduled = db.collection(COLLECTION);
  const shortest = Math.min(...jobs.map(({ everySeconds }) => everySeconds));
  const { backend, close } = createClosingBackend(db, COLLECTION);
  const agenda = new Agenda({
    name: processId,
    backend,
    processEvery: Math.max(200, Math.min(5_000, (shortest * 1000) / 4)),
    defaultConcurrency: 1,
  });

  for (const { name, run } of jobs) {
    // No limit on locks: Agenda never releases the slot of a lock that expired before its job began, as in a
    // process that was frozen.
    agenda.define(name, (held) => whileRenewing(held, run), { concurrency: 1, lockLifetime: LOCK_MS });
  }
  agenda.on('fail', (error: Error, job) => logger.error({ event: 'jobFailed', job: job.attrs.name, error }));
  agenda.on('error', (error: Error) => logger.error({ event: 'jobsFailed', error }));

  const stopping = new AbortController();
  let watching = Promise.resolve();

  async function whileRenewing(held: Job, run: () => Promise<void>): Promise<void> {
    const done = new AbortController();
    const renewal = renew(held, done.signal);
    try {
      await run();
    } finally {
      done.abort();
      await renewal;
    }
  }

  async function renew(held: Job, done: AbortSignal): Promise<void> {
    for (;;) {
      await systemClock.sleep(RENEW_MS, done);
      if (done.aborted) return;
      await held
        .touch()
        .catch((error) => logger.warn({ event: 'jobNotRenewed', job: held.attrs.name, error }));
    }
  }

  /**
   * Schedules every job anew and voids existing locks. A next run further ahead than it can be stems from a
   * clock that has since gone back, and is moved to now: Agenda would leave it where it is.
   */
  async function schedule(): Promise<void> {
    await Promise.all(
      jobs.map(async ({ name, everySeconds }) => {
        await agenda.every(everySeconds * 1000, name);
        await keepOne(name);
        const now = systemClock.now();
        const furthest = new Date(now.getTime() + everySeconds * 1000);
        await scheduled.updateOne(
          { name, nextRunAt: { $gt: furthest } },
          { $set: { nextRunAt: now, lockedAt: null } },
        );
      }),
    );
  }

  /**
   * Keeps one document of each job. Two processes that start at the same time may both insert one, since
   * Agenda has no unique index for them. Every process checks after its own insertion and keeps the same one,
   * by its id.
   */
  async function keepOne(name: string): Promise<void> {
    const found = await scheduled
      .find({ name }, { projection: { _id: 1 } })
      .sort({ _id: 1 })
      .toArray();
    const surplus = found.slice(1).map(({ _id }) => _id);
    if (surplus.length === 0) return;
    await scheduled.deleteMany({ _id: { $in: surplus } });
    logger.warn({ event: 'jobsDoubled', job: name, removed: surplus.length });
  }

  /** Schedules the jobs anew each time the machine's clock has gone back. */
  async function watchClock(): Promise<void> {
    for (let last = systemClock.now().getTime(); !stopping.signal.aborted; ) {
      await systemClock.sleep(WATCH_CLOCK_MS, stopping.signal);
      const now = systemClock.now().getTime();
      if (now < last - WATCH_CLOCK_MS && !stopping.signal.aborted) {
        logger.warn({ event: 'clockWentBack', ms: last - now });
        // If scheduling fails because the database is unavailable, the next check retries it.
        const isDone = await schedule().then(
          () => true,
          (error) => logger.error({ event: 'jobsFailed', error }),
        );
        if (isDone !== true) continue;
      }
      last = now;
    }
  }

  return {
    async start() {
      await agenda.start();
      await schedule();
      watching = watchClock();
    },
    async stop(deadlineMs) {
      stopping.abort();
      await watching;
      await agenda.drain({ timeout: deadlineMs, closeConnection: false });
      await close();
      // A job that was locked too early is left to the other processes now, not when the lock expires.
      await scheduled.updateMany(
        { lastModifiedBy: processId, lockedAt: { $ne: null } },
        { $set: { lockedAt: null } },
      );
    },
  };
}
