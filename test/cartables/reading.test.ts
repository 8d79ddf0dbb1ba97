import { createCartableFeature } from '../../bots/staff/features/managers/cartable/index.js';
import { createQueueFeature } from '../../bots/staff/features/operators/queue/index.js';
import { createCartableStore } from '../../src/cartables/cartable-store.js';
import { waitingRequest } from '../../src/cartables/waiting-request.js';
import { updateIndexes } from '../../src/database/indexes.js';
import { createWording } from '../../src/messages/wording.js';
import type { Request, Stage } from '../../src/requests/lifecycle/request.js';
import { createRequestStore } from '../../src/requests/request-store.js';
import { NOW, POSITION, REFERRAL, requestIn, speechIn } from '../messages/samples.js';
import { codeOf } from '../requests/open-requests.js';
import { openTestDatabase, type TestDatabase } from '../support/database.js';
import { IS_THOROUGH } from '../support/thorough.js';
import { type WatchedCommands, watchCommands } from '../support/watched-commands.js';

const FEW = 30;
const MANY = IS_THOROUGH ? 5_000 : 1_000;
const speech = speechIn('fa');

let database: TestDatabase;
let watched: WatchedCommands;
let stored = 0;
/** What the bot said last. */
let said: string;

beforeAll(async () => {
  database = await openTestDatabase();
  createRequestStore(database.connection);
  watched = watchCommands(database.connection.name);
});
afterAll(() => database.close());

/** Stores so many more requests that wait, as if each had been filed and planned. */
async function fill(count: number, stage: (index: number) => Stage): Promise<void> {
  const requests = Array.from({ length: count }, (_, index): Request => {
    stored += 1;
    return { ...requestIn(stage(index)), text: 'چاله', code: codeOf(stored) };
  });
  const waiting = requests.flatMap((request) => waitingRequest(request) ?? []);
  await database.connection
    .collection('waitingRequests')
    .insertMany(waiting.map(({ code, ...facts }) => ({ _id: code as never, ...facts, seq: 1 })));
  await database.connection
    .collection('requests')
    .insertMany(requests.map((state) => ({ _id: state.code as never, state, events: [] })));
}

function open() {
  const { connection } = database;
  const requests = createRequestStore(connection);
  const options = {
    requests,
    cartables: createCartableStore(connection, requests.findMany),
    claims: { heldByOthers: async () => new Map() },
    citizens: { findMany: async () => [] },
    nextReminder: () => new Date(NOW.getTime() + 4 * 3_600_000),
  };
  const visit = {
    conversation: null,
    openIn: () => undefined,
    act: { kind: 'press' },
    positions: [POSITION],
    roles: ['operator'],
    speech,
    wording: createWording(speech),
    answerPress: async () => undefined,
    async say(html: string) {
      said = html;
    },
  };
  // What a list looks at is here; nothing else of a visit or of the options is touched.
  return {
    visit: visit as never,
    cartable: createCartableFeature(options as never),
    queue: createQueueFeature(options as never),
  };
}

/** How many documents are read to show a page. */
async function readBy(show: () => Promise<unknown> | undefined): Promise<number> {
  const before = watched.documentsRead();
  await show();
  return watched.documentsRead() - before;
}

it.each([
  [
    'the cartable',
    (index: number): Stage => ({
      status: 'referred',
      referral: { ...REFERRAL, position: POSITION, dueAt: new Date(NOW.getTime() + index * 60_000) },
    }),
    () => {
      const { visit, cartable } = open();
      return [
        () => cartable.keywords?.[0]?.ask(visit),
        () => cartable.presses?.cartablePart?.(visit, ['all', 1]),
        () => cartable.presses?.cartablePart?.(visit, ['dueToday', 0]),
      ];
    },
  ],
  [
    'the queue of the operators',
    (): Stage => ({ status: 'intake', because: 'noCategory' }),
    () => {
      const { visit, queue } = open();
      return [() => queue.keywords?.[0]?.ask(visit), () => queue.presses?.queue?.(visit, [1])];
    },
  ],
] as const)(
  'reads as much for a page of %s with thousands waiting as with thirty',
  async (_, stage, shows) => {
    await fill(FEW, stage);
    const few: number[] = [];
    for (const show of shows()) few.push(await readBy(show));

    await fill(MANY, stage);

    const many: number[] = [];
    for (const show of shows()) many.push(await readBy(show));

    expect(said).toContain('چاله');
    expect(many).toEqual(few);
    expect(Math.max(...many)).toBeLessThan(30);
  },
);

it('asks for nothing that no index answers', async () => {
  await updateIndexes(database.connection);
  expect(await watched.unindexed()).toEqual([]);
});
