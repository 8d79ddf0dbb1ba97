import { randomBytes } from 'node:crypto';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exchangeWithNeighbours } from '../../jobs/exchange-with-neighbours.js';
import { type Neighbour, readNeighbours } from '../../src/open311/neighbours/neighbour.js';
import { createNeighbourClient } from '../../src/open311/neighbours/neighbour-client.js';
import { createPushConsumer } from '../../src/open311/neighbours/push.js';
import { createReferenceStore, type ReferenceStore } from '../../src/open311/neighbours/reference-store.js';
import { createReportConsumer } from '../../src/open311/neighbours/report.js';
import { packageRoot } from '../../src/package-root.js';
import { loadTexts } from '../../src/text/texts.js';
import type { TrackingCode } from '../../src/text/tracking-code.js';
import { codeOf, DONE, manager, operator } from '../requests/open-requests.js';
import { SILENT } from '../simulator/harness.js';
import { openTestDatabase, type TestDatabase } from '../support/database.js';
import { removeFolder } from '../support/remove-folder.js';
import { seededRandom } from '../support/seeded.js';
import { type OpenServer, openServer, START } from './open-server.js';

const HOUR = 3_600_000;
/** Milliseconds that a neighbour is waited for: one that says nothing says it at once, all others have time. */
const patienceIn = (day: Weather) => (day === 'silent' ? 50 : 60_000);
const [FIRST, SECOND] = [codeOf(1), codeOf(2)];

/** What stands between the two servers: it hands calls on, or plays a bad day. */
type Weather = 'clear' | 'busy' | 'silent' | 'garbage' | 'answerLost' | 'broken';
let weather: Weather;
let calls: string[];
let between: Server;

let ourDatabase: TestDatabase;
let theirDatabase: TestDatabase;
let ours: OpenServer;
let theirs: OpenServer;
let references: ReferenceStore;
let random: () => number;
/** The key that they gave us. */
let ourKey: string;

beforeAll(async () => {
  [ourDatabase, theirDatabase] = await Promise.all([openTestDatabase(), openTestDatabase()]);
});
beforeEach(async () => {
  await Promise.all([ourDatabase.connection.dropDatabase(), theirDatabase.connection.dropDatabase()]);
  ours = await openServer(ourDatabase.connection);
  theirs = await openServer(theirDatabase.connection);
  references = createReferenceStore(ourDatabase.connection);
  ourKey = await theirs.makeKey(['open311']);
  weather = 'clear';
  calls = [];
  random = seededRandom();
  between = createServer((request, response) => void handOn(request, response));
  await new Promise<void>((resolve) => between.listen(0, '127.0.0.1', resolve));
});
afterEach(async () => {
  between.closeAllConnections();
  await new Promise((resolve) => between.close(resolve));
  await Promise.all([ours.stop(), theirs.stop()]);
});
afterAll(() => Promise.all([ourDatabase.close(), theirDatabase.close()]));

async function handOn(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  calls.push(request.method ?? '');
  if (weather === 'silent') return;
  if (weather === 'busy') return void response.writeHead(503).end();
  if (weather === 'garbage') return void response.writeHead(200).end('<html>سلام');
  if (weather === 'broken')
    return void response.writeHead(200).end('[{"service_request_id":[]},{"x":1},7,null]');
  const { headers, method = 'GET', url = '' } = request;
  const answer = await fetch(`${theirs.url}${url}`, {
    method,
    ...(method === 'POST' ? { body: Buffer.concat(parts) } : {}),
    headers: {
      ...(headers['content-type'] === undefined ? {} : { 'content-type': headers['content-type'] }),
      ...(typeof headers['idempotency-key'] === 'string'
        ? { 'idempotency-key': headers['idempotency-key'] }
        : {}),
    },
  });
  await theirs.publish();
  const body = await answer.text();
  if (weather === 'answerLost') return void response.destroy();
  response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? '' }).end(body);
}

async function open(changes: Partial<Neighbour>, day: Weather = 'clear') {
  // A server that listens on TCP has an address of this form.
  const { port } = between.address() as AddressInfo;
  const neighbour: Neighbour = {
    name: 'water',
    address: `http://127.0.0.1:${port}`,
    apiKey: ourKey,
    push: {},
    pull: {},
    shares: 'public',
    repeatsSafely: true,
    reports: false,
    ...changes,
  };
  const shared = {
    neighbour,
    client: createNeighbourClient(neighbour, patienceIn(day)),
    references,
    organization: ours.organization,
    clock: ours.clock,
    locale: 'fa' as const,
    logger: SILENT,
    random,
    texts: await loadTexts({ folder: join(packageRoot, 'locales'), defaultLocale: 'fa' }),
  };
  const consumer = createPushConsumer({ ...shared, requests: ours.requests.store, records: ours.records });
  const reporter = createReportConsumer({
    ...shared,
    requests: ours.requests.store,
    records: ours.records,
    timeZone: 'Asia/Tehran',
  });
  const job = exchangeWithNeighbours({
    neighbours: [{ ...shared, requests: ours.requests.service }],
    everySeconds: 60,
  });
  return {
    push: (code: TrackingCode) =>
      consumer.handle(
        { number: 1, code, seq: 1, type: 'registered', at: START },
        new AbortController().signal,
      ),
    sweep: () => job.sweep(),
    report: (code: TrackingCode, seq: number) =>
      reporter.handle({ number: 1, code, seq, type: 'answered', at: START }, new AbortController().signal),
  };
}

const PUSH = { push: { pothole: 'pothole' } };
const PULL = { pull: { pothole: 'pothole' } };
const theirRequests = () => theirs.requests.store.latest(10);
const ourNotes = async (code: TrackingCode) =>
  (await ours.requests.store.find(code))?.events.flatMap((event) =>
    event.type === 'noted' ? event.text : [],
  );

describe('pushing', () => {
  it('files a request of its categories there, once, without anybody’s words or exact place', async () => {
    const { push } = await open(PUSH);
    await ours.file(FIRST);
    expect(await push(FIRST)).toEqual({ kind: 'done' });
    expect(await push(FIRST)).toEqual({ kind: 'done' });
    const [filed, ...more] = await theirRequests();
    expect(more).toEqual([]);
    const id = await ours.records.idOf(FIRST, START);
    expect(filed).toMatchObject({
      category: 'pothole',
      text: `چاله\n(137: ${id})`,
      place: { latitude: 36.31, longitude: 59.57 },
    });
  });

  it('shares words and place where that was agreed, and never who asked', async () => {
    const { push } = await open({ ...PUSH, shares: 'words' });
    await ours.file(FIRST);
    await push(FIRST);
    const [filed] = await theirRequests();
    expect(filed).toMatchObject({ place: { latitude: 36.31234, longitude: 59.56789 } });
    expect(filed?.text).toContain('وسط کوچه چاله بزرگی است.');
    expect(JSON.stringify(filed)).not.toContain('maryam');
  });

  it('leaves other categories, what was withdrawn, and what came from a neighbour', async () => {
    const { push } = await open({ push: { garbage: '1' } });
    await ours.file(FIRST);
    expect(await push(FIRST)).toEqual({ kind: 'done' });
    expect(await push(SECOND)).toEqual({ kind: 'done' });
    expect(calls).toEqual([]);
  });

  it.each<Weather>(['busy', 'silent', 'garbage', 'answerLost', 'broken'])(
    'is filed once after a day that was %s, where calls may be repeated',
    async (bad) => {
      const badDay = await open(PUSH, bad);
      await ours.file(FIRST);
      weather = bad;
      expect(await badDay.push(FIRST)).toMatchObject({ kind: 'failed' });
      expect(await badDay.push(FIRST)).toMatchObject({ kind: 'failed' });
      weather = 'clear';
      const { push } = await open(PUSH);
      expect(await push(FIRST)).toEqual({ kind: 'done' });
      expect(await theirRequests()).toHaveLength(1);
    },
  );

  it('looks for what may have arrived where calls may not be repeated, before it files anything again', async () => {
    const { push } = await open({ ...PUSH, repeatsSafely: false });
    await ours.file(FIRST);
    weather = 'answerLost';
    expect(await push(FIRST)).toMatchObject({ kind: 'failed' });
    weather = 'clear';
    calls = [];
    await push(FIRST);
    expect(calls[0]).toBe('GET');
    // Nothing arrived of this one, and that is certain: there is nothing to look for.
    await ours.file(SECOND);
    weather = 'busy';
    expect(await push(SECOND)).toEqual({ kind: 'failed', because: 'status503' });
    weather = 'clear';
    calls = [];
    await push(SECOND);
    expect(calls).toEqual(['POST']);
  });

  it('brings back what becomes of it there, each news once, into its history', async () => {
    const { push, sweep } = await open(PUSH);
    await ours.file(FIRST);
    await push(FIRST);
    expect(await sweep()).toBe(0);
    const [there] = await theirRequests();
    if (there === undefined) throw new Error('Nothing arrived.');
    theirs.clock.advance(HOUR);
    await theirs.act(there.code, operator, { type: 'refer', to: 'd1-roads' });
    expect(await sweep()).toBe(1);
    expect(await sweep()).toBe(0);
    await theirs.act(there.code, manager('d1-roads'), DONE);
    weather = 'garbage';
    expect(await sweep()).toBe(0);
    weather = 'clear';
    expect(await sweep()).toBe(1);
    expect(await sweep()).toBe(0);
    expect(await ourNotes(FIRST)).toEqual([
      'از سامانه water: پیش مدیر مسئول',
      'در سامانه water بسته شد: پاسخ داده شد: انجام شده است',
    ]);
  });
});

describe('pulling', () => {
  it('registers what is new there, once, from its first time on', async () => {
    const { sweep } = await open(PULL);
    await theirs.file(codeOf(90));
    theirs.clock.advance(HOUR / 2);
    ours.clock.advance(HOUR / 2);
    expect(await sweep()).toBe(0);
    theirs.clock.advance(4 * HOUR);
    ours.clock.advance(4 * HOUR);
    await theirs.file(codeOf(91));
    for (const bad of ['busy', 'silent', 'garbage', 'broken'] as const) {
      const badDay = await open(PULL, bad);
      weather = bad;
      expect(await badDay.sweep()).toBe(0);
    }
    weather = 'clear';
    expect(await sweep()).toBeGreaterThanOrEqual(1);
    const taken = await ours.requests.store.latest(10);
    expect(await sweep()).toBe(0);
    expect(await ours.requests.store.latest(10)).toEqual(taken);
    expect(taken[0]).toMatchObject({
      channel: 'api',
      category: 'pothole',
      text: 'چاله',
      place: { latitude: 36.31, longitude: 59.57 },
    });
    const stored = await ours.requests.store.find(taken[0]?.code ?? FIRST);
    expect(stored?.events[0]?.actor).toEqual({ kind: 'client', client: 'neighbour:water' });
  });

  it('neither takes back what was pushed nor passes on what was pulled', async () => {
    const { sweep } = await open(PULL);
    await sweep();
    theirs.clock.advance(HOUR);
    ours.clock.advance(HOUR);
    await theirs.file(codeOf(91));
    await sweep();
    const [taken] = await ours.requests.store.latest(1);
    if (taken === undefined) throw new Error('Nothing was taken.');
    const { push } = await open(PUSH);
    calls = [];
    expect(await push(taken.code)).toEqual({ kind: 'done' });
    expect(calls).toEqual([]);
  });
});

describe('the file of the neighbours', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'neighbours-'));
  });
  afterAll(() => removeFolder(folder));

  async function read(value: unknown) {
    const path = join(folder, `${randomBytes(4).toString('hex')}.json`);
    await writeFile(path, typeof value === 'string' ? value : JSON.stringify(value));
    return readNeighbours(path);
  }

  const WATER = {
    name: 'water',
    address: 'https://water.example.org/open311/v2/',
    apiKey: 'pk_secret',
    push: { pothole: 'P' },
  };

  it('is read with what is usual filled in', async () => {
    expect(await readNeighbours(undefined)).toEqual([]);
    expect(await read({ neighbours: [WATER] })).toEqual([
      {
        ...WATER,
        address: 'https://water.example.org/open311/v2',
        pull: {},
        shares: 'public',
        reports: false,
        repeatsSafely: false,
      },
    ]);
  });

  it.each([
    ['no JSON', '{'],
    ['nothing known', { others: [] }],
    ['an unknown field', { neighbours: [{ ...WATER, keys: 1 }] }],
    ['the same name twice', { neighbours: [WATER, WATER] }],
    ['a category in both directions', { neighbours: [{ ...WATER, pull: { X: 'pothole' } }] }],
    [
      'no key to push with',
      { neighbours: [{ name: 'a', address: 'https://a.example.org', push: { pothole: 'P' } }] },
    ],
  ])('stops the start where it has %s, with a sentence and without its keys', async (_what, value) => {
    const error = await read(value).catch((caught: unknown) => caught);
    expect(error).toMatchObject({ variable: 'OPEN311_NEIGHBOURS', message: expect.stringMatching(/\.$/) });
    expect(String(error)).not.toContain('secret');
  });

  it('has to be there', async () => {
    await expect(readNeighbours(join(folder, 'none.json'))).rejects.toMatchObject({
      variable: 'OPEN311_NEIGHBOURS',
    });
  });
});

describe('telling a neighbour what becomes of its requests', () => {
  /** A request of theirs that came to us, and is answered here. */
  async function answered() {
    const { sweep } = await open(PULL);
    await sweep();
    theirs.clock.advance(HOUR);
    ours.clock.advance(HOUR);
    const fields = {
      api_key: ourKey,
      service_code: 'pothole',
      description: 'چاله',
      lat: '36.31',
      long: '59.57',
    };
    await theirs.post('requests.json', new URLSearchParams(fields));
    await theirs.publish();
    await sweep();
    const [taken] = await ours.requests.store.latest(1);
    if (taken === undefined) throw new Error('Nothing was taken.');
    await ours.act(taken.code, operator, { type: 'refer', to: 'd1-roads' });
    await ours.act(taken.code, manager('d1-roads'), DONE);
    const stored = await ours.requests.store.find(taken.code);
    const seq = stored?.events.find(({ type }) => type === 'answered')?.seq ?? 0;
    expect(seq).toBeGreaterThan(1);
    return { code: taken.code, seq, words: DONE.text };
  }

  const toldThere = async () => {
    const [there] = await theirRequests();
    const stored = there === undefined ? undefined : await theirs.requests.store.find(there.code);
    return stored?.events.flatMap((event) => (event.type === 'added' ? [event.text] : [])) ?? [];
  };

  it('is said once, also where an answer was lost, as everybody may know it and in nobody’s words', async () => {
    const { code, seq, words } = await answered();
    const badDay = await open({ ...PULL, reports: true }, 'answerLost');
    weather = 'answerLost';
    expect(await badDay.report(code, seq)).toMatchObject({ kind: 'failed' });
    weather = 'clear';
    const { report } = await open({ ...PULL, reports: true });
    expect(await report(code, seq)).toEqual({ kind: 'done' });
    const told = await toldThere();
    expect(told).toHaveLength(1);
    expect(told[0]).not.toContain(words);
  });

  it('says nothing of what did not come from it, nor of what is not public', async () => {
    const { code } = await answered();
    await ours.file(FIRST);
    const { report } = await open({ ...PULL, reports: true });
    calls = [];
    expect(await report(FIRST, 2)).toEqual({ kind: 'done' });
    expect(await report(code, 1)).toEqual({ kind: 'done' });
    expect(calls).toEqual([]);
  });

  it('is not said again to a server that does not want it', async () => {
    const { code, seq } = await answered();
    const { report } = await open({ ...PULL, reports: true, apiKey: 'pk_000000000000_none' });
    expect(await report(code, seq)).toEqual({ kind: 'done' });
    expect(await toldThere()).toEqual([]);
  });
});
