import { MongoBackend } from '@agendajs/mongo-backend';
import { Agenda } from 'agenda';
import type { Connection } from 'mongoose';
import type { Logger } from '../src/logger.js';
import type { RecurringJob } from './job.js';

/** The recurring jobs, run by Agenda on the product's own database connection. */
export interface Jobs {
  /** Schedules the jobs and begins to run them. */
  start(): Promise<void>;
  /** Lets running jobs finish, at most for `deadlineMs` milliseconds, and runs no more. */
  stop(deadlineMs: number): Promise<void>;
}

export interface JobsOptions {
  readonly connection: Connection;
  readonly jobs: readonly RecurringJob[];
  readonly logger: Logger;
  /**
   * True when this process is the only one on the database: locks that a crash left are then void at once,
   * not only when they run out.
   */
  readonly alone: boolean;
}

const COLLECTION = 'agendaJobs';
/** A lock outlives its holder by two rounds of the job, so that a crash delays it by no more. */
const ROUNDS_LOCKED = 2;
const SHORTEST_LOCK_MS = 5_000;

/** Sets the jobs up; nothing runs before `start`. */
export function createJobs(options: JobsOptions): Jobs {
  const { connection, jobs, logger } = options;
  const { db } = connection;
  if (db === undefined) throw new Error('The jobs need an open database connection.');
  const shortest = Math.min(...jobs.map(({ everySeconds }) => everySeconds));
  const agenda = new Agenda({
    backend: new MongoBackend({ mongo: db, collection: COLLECTION }),
    processEvery: Math.max(200, Math.min(5_000, (shortest * 1000) / 4)),
    defaultConcurrency: 1,
  });

  for (const job of jobs) {
    const lockLifetime = Math.max(SHORTEST_LOCK_MS, job.everySeconds * 1000 * ROUNDS_LOCKED);
    agenda.define(
      job.name,
      async () => {
        await job.run();
      },
      { concurrency: 1, lockLimit: 1, lockLifetime },
    );
  }
  agenda.on('fail', (error: Error, job) => logger.error({ event: 'jobFailed', job: job.attrs.name, error }));
  agenda.on('error', (error: Error) => logger.error({ event: 'jobsFailed', error }));

  return {
    async start() {
      if (options.alone) await db.collection(COLLECTION).updateMany({}, { $set: { lockedAt: null } });
      await agenda.start();
      for (const job of jobs) await agenda.every(job.everySeconds * 1000, job.name);
    },
    async stop(deadlineMs) {
      await agenda.drain({ timeout: deadlineMs, closeConnection: false });
    },
  };
}
