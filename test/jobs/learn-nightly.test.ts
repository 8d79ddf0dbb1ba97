import { learnNightly } from '../../jobs/learn-nightly.js';
import { createManualClock, type MovableClock } from '../../src/clock.js';
import type { City } from '../../src/organization/city.js';
import {
  type ConfirmedTopicStore,
  createConfirmedTopicStore,
} from '../../src/organization/confirmed-topic-store.js';
import {
  createOrganizationStore,
  type OrganizationStore,
} from '../../src/organization/organization-store.js';
import { gatherExamples } from '../../src/understanding/index.js';
import {
  CITY,
  citizen,
  codeOf,
  DONE,
  manager,
  type OpenRequests,
  openRequests,
  operator,
} from '../requests/open-requests.js';
import { SILENT } from '../simulator/harness.js';
import { openTestDatabase, type TestDatabase } from '../support/database.js';
import { eventually } from '../support/eventually.js';
import { base } from '../understanding/mashhad.js';
import { CORRECTED, LATER } from '../understanding/scooters.js';

const HOUR_MS = 3_600_000;
/** How many of the later sentences may be right by chance, of two topics. */
const FEW = 2;
const [STREETS] = CITY.groups;
const [POTHOLE] = STREETS?.categories ?? [];
if (STREETS === undefined || POTHOLE === undefined) throw new Error('The small city has no potholes.');

/** The small city with the words of a large one, and a topic of whose matter no word is known. */
const city: City = {
  ...CITY,
  words: base.words,
  groups: [
    {
      ...STREETS,
      categories: [POTHOLE, { ...POTHOLE, code: 'scooters', title: { fa: 'تازه' }, keywords: [] }],
    },
  ],
};

let database: TestDatabase;
let clock: MovableClock;
let requests: OpenRequests;
let confirmedTopics: ConfirmedTopicStore;
let organization: OrganizationStore;
let done: Set<string>;

beforeEach(async () => {
  database = await openTestDatabase();
  clock = createManualClock(new Date('2026-11-24T10:40:00Z'));
  requests = openRequests({ ...database, clock });
  requests.reorganise(city);
  confirmedTopics = createConfirmedTopicStore(database.connection);
  organization = openProcess();
  await organization.importCity({ city, fingerprint: 'one' });
  done = new Set();
});
afterEach(async () => {
  await organization.stop();
  await database.close();
});

/** What one process knows of the organisation, learning included. */
function openProcess(): OrganizationStore {
  const { findMany } = requests.store;
  return createOrganizationStore({
    connection: database.connection,
    clock,
    defaultAnswerHours: 72,
    learning: {
      gather: () =>
        gatherExamples({
          all: confirmedTopics.all,
          textsOf: async (codes) =>
            new Map((await findMany(codes as never)).map(({ code, text }) => [code, text])),
        }),
      logger: SILENT,
    },
  });
}

/** Passes a night, in which the city learns. */
async function sleep(): Promise<void> {
  clock.advance(24 * HOUR_MS);
  const job = learnNightly({
    once: {
      isDone: async (night) => done.has(night),
      markDone: async (night) => {
        done.add(night);
      },
    },
    clock,
    timeZone: 'Asia/Tehran',
    everySeconds: 60,
    requests: requests.store,
    confirmedTopics,
    organization,
  });
  await job.sweep();
}

/** Files a request as a pothole, which an operator then corrects. */
async function correct(text: string, index: number): Promise<void> {
  const code = codeOf(index);
  await requests.file(code, { text, category: 'pothole' });
  const command = { type: 'refer', to: 'd1-deputy', category: 'scooters' } as const;
  const result = await requests.execute(code, operator, command, `correct:${code}`);
  if (!result.ok) throw new Error(JSON.stringify(result.refusal));
}

/** How many of the later sentences are guessed right. */
async function rightIn(store = organization): Promise<number> {
  clock.advance(2_000);
  const { guess } = await store.current();
  return LATER.filter((text) => guess(text)[0]?.code === 'scooters').length;
}

it('guesses a new topic right after twenty corrections and a night, in every process and without a restart', async () => {
  const other = openProcess();
  await other.importCity({ city, fingerprint: 'one' });
  for (const [index, text] of CORRECTED.entries()) await correct(text, index);
  expect(await rightIn()).toBeLessThanOrEqual(FEW);
  await sleep();
  await eventually(async () => (await rightIn()) >= 9);
  await eventually(async () => (await rightIn(other)) >= 9);
  await other.stop();
});

it('learns it again after a restart', async () => {
  for (const [index, text] of CORRECTED.entries()) await correct(text, index);
  await sleep();
  const restarted = openProcess();
  await restarted.importCity({ city, fingerprint: 'one' });
  await eventually(async () => (await rightIn(restarted)) >= 9);
  await restarted.stop();
});

it('stores which request taught what, and none of its words', async () => {
  await correct('اسکوتر وسط کوچه', 1);
  await sleep();
  const [stored] = await database.connection.collection('confirmedTopics').find().toArray();
  expect(stored).toEqual({
    _id: codeOf(1),
    topic: 'scooters',
    confirmedAt: expect.any(Date),
    isRemoved: false,
    ...(stored?.['guessed'] === undefined ? {} : { guessed: 'pothole' }),
  });
});

it("learns nothing from a citizen's own choice, and nothing that it would have guessed anyway", async () => {
  await requests.file(codeOf(1), { text: 'اسکوتر وسط کوچه', category: 'scooters' });
  await requests.file(codeOf(2), { text: 'وسط خیابان چاله است', category: 'pothole' });
  await requests.execute(codeOf(2), manager('d1-roads'), DONE, 'answer');
  await sleep();
  expect(await confirmedTopics.all()).toEqual([]);
});

it("learns from a citizen's choice once a manager has answered", async () => {
  await requests.file(codeOf(1), { text: 'اسکوتر وسط کوچه', category: 'scooters' });
  await sleep();
  expect(await confirmedTopics.all()).toEqual([]);
  await requests.execute(codeOf(1), manager('d1-roads'), DONE, 'answer');
  await sleep();
  expect(await confirmedTopics.all()).toMatchObject([{ request: codeOf(1), topic: 'scooters' }]);
});

it('forgets what was deleted, the night after', async () => {
  for (const [index, text] of CORRECTED.entries()) await correct(text, index);
  await sleep();
  await eventually(async () => (await rightIn()) >= 9);
  await database.connection.collection('requests').updateMany({}, { $set: { 'state.text': '' } });
  await sleep();
  await eventually(async () => (await rightIn()) <= FEW);
});

it('forgets what an administrator removes, and does not learn it again', async () => {
  await correct('اسکوتر وسط کوچه', 1);
  await sleep();
  expect(await confirmedTopics.remove(codeOf(1))).toBe(true);
  await requests.execute(codeOf(1), citizen, { type: 'add', text: 'هنوز آنجاست', attachments: [] }, 'add');
  await sleep();
  expect(await confirmedTopics.all()).toEqual([]);
  expect(await confirmedTopics.remove(codeOf(1))).toBe(false);
});

it('keeps the newest of those that were removed and of those that were not', async () => {
  for (const number of [1, 2, 3]) {
    await confirmedTopics.add({ request: codeOf(number), topic: 'scooters', confirmedAt: new Date(number) });
  }
  await confirmedTopics.keepNewest(2);
  expect((await confirmedTopics.all()).map(({ request }) => request)).toEqual([codeOf(3), codeOf(2)]);
});
