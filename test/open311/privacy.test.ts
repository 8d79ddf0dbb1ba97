import type { ChangeCommand } from '../../src/requests/lifecycle/commands.js';
import type { Actor } from '../../src/requests/lifecycle/facts.js';
import { codeOf, manager, operator } from '../requests/open-requests.js';
import { openTestDatabase, type TestDatabase } from '../support/database.js';
import { fc, SEED } from '../support/seeded.js';
import { type OpenServer, openServer } from './open-server.js';

const HOUR = 3_600_000;
/** Every address at which something can be read. */
const FEEDS = [
  'discovery',
  'services',
  'services/pothole',
  'requests',
  'requests?extensions=true',
  'requests?status=closed',
  'servicerequestupdates',
].flatMap((path) => ['json', 'xml'].map((form) => path.replace(/^([^?]+)/, `$1.${form}`)));

let database: TestDatabase;
let server: OpenServer;
let marks: string[];
beforeAll(async () => {
  database = await openTestDatabase();
  server = await openServer(database.connection);
});
afterAll(async () => {
  await server.stop();
  await database.close();
});

/** A text that stands nowhere else. */
function mark(): string {
  const drawn = `نشانه${marks.length}ـ${(SEED + marks.length * 7_919).toString(36)}`;
  marks.push(drawn);
  return `${drawn} و بس`;
}

const supervisor: Actor = { kind: 'supervisor', person: 'quality-of-somebody' };
const citizenOf = (number: number): Actor => ({ kind: 'citizen', citizen: `telegram:77${number}` });

/** Everything that can be done with a request where somebody writes something. */
function acts(number: number): readonly (readonly [Actor, ChangeCommand])[] {
  const roads = manager('d1-roads');
  const deputy = manager('d1-deputy');
  const own = citizenOf(number);
  const outcome = { kind: 'done' } as const;
  return [
    [operator, { type: 'note', text: mark() }],
    [roads, { type: 'ask', question: mark() }],
    [own, { type: 'reply', text: mark(), attachments: [{ id: `file-${number}`, kind: 'photo' }] }],
    [own, { type: 'add', text: mark(), attachments: [], place: { address: mark() } }],
    [citizenOf(number + 500), { type: 'follow' }],
    [roads, { type: 'requestExtension', hours: 5, reason: mark() }],
    [deputy, { type: 'decideExtension', granted: true, reason: mark() }],
    [roads, { type: 'answer', outcome, text: mark(), attachments: [] }],
    [own, { type: 'object', reason: mark() }],
    [deputy, { type: 'answer', outcome: { kind: 'notPossible' }, text: mark(), attachments: [] }],
    [supervisor, { type: 'disapprove', reason: mark() }],
    [operator, { type: 'merge', into: codeOf(number - 1) }],
  ];
}

/** All texts in a value, and the numbers that are no whole ones. */
function leavesOf(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  if (typeof value === 'number') return Number.isInteger(value) ? [] : [String(value)];
  if (value instanceof Date || typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(leavesOf);
}

it('says in no feed a code, a number, a name, an exact place or a word of anybody', async () => {
  marks = [];
  const done = new Set<string>();
  const histories = fc.sample(fc.array(fc.nat({ max: 12 }), { minLength: 3, maxLength: 13 }), 25);
  for (const [index, chosen] of histories.entries()) {
    const number = index + 1;
    const code = codeOf(number);
    await server.file(code, {
      citizen: `telegram:77${number}`,
      text: mark(),
      place: {
        district: 'd1',
        latitude: 36.2 + number / 7_777,
        longitude: 59.5 + number / 7_777,
        address: mark(),
      },
    });
    await server.citizens.meetCaller({ phone: `+9891512345${10 + number}`, locale: 'fa' });
    await server.citizens.update(`phone:+9891512345${10 + number}`, { name: mark() });
    const all = acts(number);
    // Everything in its order the first times, afterwards whatever comes.
    const order = index < 5 ? all.map((_act, place) => place) : chosen;
    for (const place of order) {
      const [actor, command] = all[place] ?? [operator, { type: 'note', text: mark() }];
      server.clock.advance(HOUR / 4);
      const result = await server.requests.execute(code, actor, command, `${number}:${place}:${done.size}`);
      if (result.ok) done.add(command.type);
    }
    await server.publish();
  }
  expect([...done].sort()).toEqual([
    'add',
    'answer',
    'ask',
    'decideExtension',
    'disapprove',
    'follow',
    'merge',
    'note',
    'object',
    'reply',
    'requestExtension',
  ]);

  const documents = await Promise.all(
    ['requests', 'citizens', 'publicIds'].map((name) =>
      database.connection.collection(name).find().toArray(),
    ),
  );
  const known = new Set([
    'pothole',
    'd1',
    'city',
    'open',
    'closed',
    'bot',
    'api',
    'referred',
    'answered',
    'fa',
    'merged',
  ]);
  const publicIds = new Set(
    (await database.connection.collection<{ publicId: string }>('publicIds').find().toArray()).map(
      ({ publicId }) => publicId,
    ),
  );
  const secrets = [...new Set(documents.flatMap(leavesOf))].filter(
    (text) => text.length > 3 && !known.has(text) && !publicIds.has(text) && !EVENT_WORD.test(text),
  );
  expect(secrets.length).toBeGreaterThan(250);

  const ids = [...publicIds].flatMap((id) => [`requests/${id}.json`, `requests/${id}.xml`]);
  let readTotal = 0;
  for (const path of [...FEEDS, ...ids, 'requests.csv']) {
    const { body } = await server.get(path);
    readTotal += body.length;
    expect([path, [...secrets, ...marks].filter((secret) => body.includes(secret))]).toEqual([path, []]);
  }
  for (const form of ['csv', 'geojson', 'atom']) {
    const { body } = await server.getFeed(form);
    readTotal += body.length;
    expect([form, [...secrets, ...marks].filter((secret) => body.includes(secret))]).toEqual([form, []]);
  }
  expect(readTotal).toBeGreaterThan(20_000);
});

/** What the program itself writes into a request: kinds and types, which may stand in a feed as well. */
const EVENT_WORD = /^[a-z][a-zA-Z]{3,18}$/;
