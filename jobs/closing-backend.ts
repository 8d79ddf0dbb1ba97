import { MongoBackend } from '@agendajs/mongo-backend';
import type { mongo } from 'mongoose';

/**
 * Agenda's way to the database, which can be closed: Agenda does not wait at its end for the lock of a job that it is just
 * taking, nor does it stop taking further ones, and such a lock would outlast the process.
 */
export interface ClosingBackend {
  readonly backend: MongoBackend;
  /** Lets no further job be locked; resolves once none is being locked any more. */
  close(): Promise<void>;
}

/** The backend on a collection of a database. */
export function createClosingBackend(db: mongo.Db, collection: string): ClosingBackend {
  const backend = new MongoBackend({ mongo: db, collection });
  const { repository } = backend;
  const lockNext = repository.getNextJobToRun.bind(repository);
  const underWay = new Set<Promise<unknown>>();
  let isClosed = false;

  repository.getNextJobToRun = async (...order) => {
    if (isClosed) return undefined;
    const locked = lockNext(...order);
    underWay.add(locked);
    try {
      return await locked;
    } finally {
      underWay.delete(locked);
    }
  };

  return {
    backend,
    async close() {
      isClosed = true;
      await Promise.allSettled(underWay);
    },
  };
}
