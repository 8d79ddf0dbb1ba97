import { MongoBackend } from '@agendajs/mongo-backend';
import { Agenda, type Job } from 'agenda';
import type { Connection } from 'mongoose';
import { systemClock } from '../src/clock.js';
import type { Logger } from '../src/logger.js';
import type { RecurringJob } from './job.js';

/** The recurring jobs, run by Agenda on the product's own database connection. */
export interface Jobs {
  /** Schedules the jobs and begins to run them; a lock that a crash left on one of them is void then. */
  start(): Promise<void>;
  /** Lets running jobs finish, at most for `deadlineMs` milliseconds, and runs no more. */
  stop(deadlineMs: number): Promise<void>;
}

export interface JobsOptions {
  readonly connection: Connection;
  readonly jobs: readonly RecurringJob[];
  readonly logger: Logger;
  /** Names this process; two processes never have the same. */
  readonly processId: string;
}

const COLLECTION = 'agendaJobs';
/** A lock is renewed while its job runs, and outlives a crash by no more than this. */
const LOCK_MS = 5_000;
const RENEW_MS = 1_500;

/** Sets the jobs up; nothing runs before `start`. */
export function createJobs(options: JobsOptions): Jobs {
  const { connection, jobs, logger, processId } = options;
  const { db } = connection;
  if (db === undefined) throw new Error('The jobs need an open database connection.');
  const shortest = Math.min(...jobs.map(({ everySeconds }) => everySeconds));
  const agenda = new Agenda({
    name: processId,
    backend: new MongoBackend({ mongo: db, collection: COLLECTION }),
    processEvery: Math.max(200, Math.min(5_000, (shortest * 1000) / 4)),
    defaultConcurrency: 1,
  });

  for (const { name, run } of jobs) {
    // No limit on locks: Agenda counts one for ever that ran out before its job began, as in a process that was frozen.
    agenda.define(name, (held) => whileRenewing(held, run), { concurrency: 1, lockLifetime: LOCK_MS });
  }
  agenda.on('fail', (error: Error, job) => logger.error({ event: 'jobFailed', job: job.attrs.name, error }));
  agenda.on('error', (error: Error) => logger.error({ event: 'jobsFailed', error }));

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

  return {
    async start() {
      await agenda.start();
      for (const job of jobs) await agenda.every(job.everySeconds * 1000, job.name);
    },
    async stop(deadlineMs) {
      await agenda.drain({ timeout: deadlineMs, closeConnection: false });
      // What was locked ahead of its time is left to the other processes now, not when the lock runs out.
      await db
        .collection(COLLECTION)
        .updateMany({ lastModifiedBy: processId, lockedAt: { $ne: null } }, { $set: { lockedAt: null } });
    },
  };
}
