import { MongoBackend } from '@agendajs/mongo-backend';
import { Agenda } from 'agenda';
import type { Connection } from 'mongoose';
import { mongo } from 'mongoose';
import type { TrackingCode } from '../../src/text/tracking-code.js';
import { codeOf } from './many-requests.js';

/** The usual way to keep deadlines: a job of Agenda for each request, which acts on it at its time. */
export interface JobPerRequest {
  /** Schedules jobs for the requests with these numbers, at that moment. */
  schedule(from: number, count: number, at: Date): Promise<void>;
  /** Lets Agenda run until so many jobs are done; resolves to the milliseconds from its first look at the database. */
  run(count: number, act: ActOnTime): Promise<number>;
  /** Lets Agenda look once when nothing is due; resolves to the milliseconds that the database took for that. */
  look(): Promise<number>;
}

/** What a job does about its request. */
type ActOnTime = (code: TrackingCode) => Promise<unknown>;

const NAME = 'deadline';
const COLLECTION = 'agendaJobs';
const INSERTED_AT_ONCE = 1_000;
const RUN_WITHIN_MS = 300_000;
/** Told of the last job in the moment in which it ends, Agenda would wait for it for ever. */
const END = { timeout: 1_000, closeConnection: false };

/** Jobs on a connection. */
export function createJobPerRequest(connection: Connection): JobPerRequest {
  const jobs = connection.collection('agendaJobs');

  function createAgenda(act: ActOnTime = async () => undefined): Agenda {
    const { db } = connection;
    if (db === undefined) throw new Error('The jobs need an open database connection.');
    const agenda = new Agenda({
      backend: new MongoBackend({ mongo: db, collection: COLLECTION }),
      processEvery: '1 minute',
    });
    agenda.define<{ readonly code: TrackingCode }>(NAME, async ({ attrs }) => {
      await act(attrs.data.code);
    });
    return agenda;
  }

  /** A job as Agenda writes it, taken out again so that it can be copied. */
  async function sample() {
    const agenda = createAgenda();
    await agenda.start();
    await agenda.schedule(new Date(Date.now() + 1e10), NAME, { code: '' });
    await agenda.drain(END);
    const [job] = await jobs.find({ name: NAME, 'data.code': '' }).toArray();
    await jobs.deleteMany({ name: NAME, 'data.code': '' });
    return job;
  }

  return {
    async schedule(from, count, at) {
      const job = await sample();
      for (let done = 0; done < count; done += INSERTED_AT_ONCE) {
        const size = Math.min(INSERTED_AT_ONCE, count - done);
        await jobs.insertMany(
          Array.from({ length: size }, (_, offset) => ({
            ...job,
            _id: new mongo.ObjectId(),
            data: { code: codeOf(from + done + offset) },
            nextRunAt: at,
          })),
        );
      }
    },
    async run(count, act) {
      const agenda = createAgenda(act);
      const looked = firstLook();
      let left = count;
      let late: NodeJS.Timeout | undefined;
      const allDone = new Promise<void>((resolve, reject) => {
        late = setTimeout(() => reject(new Error(`Agenda left ${left} jobs undone.`)), RUN_WITHIN_MS);
        agenda.on('fail', reject);
        agenda.on('complete', () => {
          left -= 1;
          if (left === 0) resolve();
        });
      });
      await agenda.start();
      try {
        await allDone;
        return performance.now() - (await looked).beganAt;
      } finally {
        clearTimeout(late);
        await agenda.drain(END);
      }
    },
    async look() {
      const agenda = createAgenda();
      const looked = firstLook();
      await agenda.start();
      const { duration } = await looked;
      await agenda.drain(END);
      return duration;
    },
  };

  /** The first time that Agenda asks the database for a job that is due. */
  function firstLook(): Promise<{ readonly beganAt: number; readonly duration: number }> {
    const client = connection.getClient();
    return new Promise((resolve) => {
      client.on('commandSucceeded', function hear({ commandName, duration }) {
        if (commandName !== 'findAndModify') return;
        client.off('commandSucceeded', hear);
        resolve({ beganAt: performance.now() - duration, duration });
      });
    });
  }
}
