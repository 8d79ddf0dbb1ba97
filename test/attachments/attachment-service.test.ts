import {
  type AttachmentService,
  createAttachmentService,
  type ReceivedFile,
} from '../../src/attachments/attachment-service.js';
import { type AttachmentStore, createAttachmentStore } from '../../src/attachments/attachment-store.js';
import { createManualClock, type MovableClock } from '../../src/clock.js';
import type { BotName } from '../../src/conversations/chat-store.js';
import type { Attachment } from '../../src/requests/lifecycle/facts.js';
import { createApi } from '../../src/telegram/api.js';
import { classifyFailure } from '../../src/telegram/errors.js';
import { fileIn, type MessageWithFile } from '../../src/telegram/received-file.js';
import { type RunningSimulator, runSimulator, SILENT, TOKENS } from '../simulator/harness.js';
import { openTestDatabase, type TestDatabase } from '../support/database.js';

const MINUTE = 60_000;
const MB = 1024 * 1024;

let database: TestDatabase;
let telegram: RunningSimulator;
let clock: MovableClock;
let store: AttachmentStore;
let service: AttachmentService;
let citizen: number;
let manager: number;
/** Calls of the Bot API in their order: the method, and for each file whether it went by id or in bytes. */
let calls: { bot: BotName; method: string; files: ('id' | 'bytes')[] }[];

beforeAll(async () => {
  database = await openTestDatabase();
});
beforeEach(async () => {
  await database.connection.dropDatabase();
  telegram = await runSimulator();
  citizen = await telegram.startedPerson('citizen', 'زهرا کریمی');
  manager = await telegram.startedPerson('staff', 'حسن رضایی');
  clock = createManualClock(new Date('2026-11-24T10:40:00Z'));
  calls = [];
  store = createAttachmentStore(database.connection);
  service = createAttachmentService({
    connection: database.connection,
    apis: { citizen: watchedApi('citizen'), staff: watchedApi('staff') },
    apiRoot: `${telegram.address}/telegram`,
    tokens: TOKENS,
    clock,
    logger: SILENT,
  });
});
afterEach(() => telegram.stop());
afterAll(() => database.close());

/** A client that notes its calls. */
function watchedApi(bot: BotName) {
  const api = createApi({ token: TOKENS[bot], apiRoot: `${telegram.address}/telegram` });
  api.config.use((previous, method, payload, signal) => {
    calls.push({ bot, method, files: filesOf(method, payload) });
    return previous(method, payload, signal);
  });
  return api;
}

function filesOf(method: string, payload: unknown): ('id' | 'bytes')[] {
  const fields = new Map(Object.entries(payload ?? {}));
  const media: unknown = fields.get('media');
  const field = method.replace('send', '').toLowerCase();
  const inputs = Array.isArray(media)
    ? media.map((item: { media: unknown }) => item.media)
    : [fields.get(field)];
  return inputs
    .filter((input) => input !== undefined)
    .map((input) => (typeof input === 'string' ? 'id' : 'bytes'));
}

const made = (method: string) => calls.filter((call) => call.method === method);

/** A person sends a file to a bot; what the bot received. */
async function received(content: object, bot: BotName = 'citizen'): Promise<ReceivedFile> {
  const person = bot === 'citizen' ? citizen : manager;
  await telegram.control('POST', `/people/${person}/messages`, { bot, ...content });
  const { body } = await telegram.call(bot, 'getUpdates', { offset: -1 });
  const [update] = body.result as { message: MessageWithFile }[];
  const file = update === undefined ? undefined : fileIn(update.message);
  if (file === undefined) throw new Error('The message has no file.');
  return { bot, ...file };
}

async function kept(content: object, bot: BotName = 'citizen'): Promise<Attachment> {
  return service.keep(await received(content, bot));
}

const sendToManager = (...attachments: Attachment[]) =>
  service.send({ bot: 'staff', chatId: manager, attachments });

/** What the manager sees in his chat. */
async function seen() {
  return (await telegram.chat(manager, 'staff')).map(({ media, mediaGroup }) => ({
    media,
    inAlbum: mediaGroup !== undefined,
  }));
}

/** Why sending to the manager fails. */
async function failure(...attachments: Attachment[]) {
  const error: unknown = await sendToManager(...attachments).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error === undefined) throw new Error('It was sent.');
  return classifyFailure(error).kind;
}

const fault = (body: object) => telegram.control('POST', '/faults', body);

/** A file that Telegram says is not available now. */
async function unavailable(): Promise<Attachment> {
  const file = await received({ photo: 'garbage' });
  return service.keep({ ...file, fileId: 'an id of another time' });
}

describe('a file that one bot received and the other sends', () => {
  it('G29 is downloaded once and uploaded once, and then goes by its new id', async () => {
    const photo = await kept({ photo: 'pothole' });
    const first = await sendToManager(photo);
    const second = await sendToManager(photo);

    expect(await seen()).toHaveLength(2);
    expect([...first, ...second]).toHaveLength(2);
    expect(made('getFile')).toEqual([{ bot: 'citizen', method: 'getFile', files: [] }]);
    expect(made('sendPhoto').map(({ files }) => files)).toEqual([['bytes'], ['id']]);
  });

  it('is downloaded once when several need it at the same time', async () => {
    const photo = await kept({ photo: 'pothole' });
    await Promise.all([sendToManager(photo), sendToManager(photo), service.fetchPending(10)]);
    expect(made('getFile')).toHaveLength(1);
  });

  it('is uploaded from our own store when Telegram does not give it any more', async () => {
    const photo = await kept({ photo: 'pothole' });
    expect(await service.fetchPending(10)).toBe(1);
    await fault({ kind: '500', method: 'getFile' });
    await sendToManager(photo);
    expect(await seen()).toHaveLength(1);
  });

  it('keeps its bytes: what the other person gets is what was sent', async () => {
    const bytes = Buffer.from('%PDF-1.7 هزار و یک شب\u0000\u0001');
    const file = await received({ document: { base64: bytes.toString('base64'), fileName: 'خانه.pdf' } });
    const document = await service.keep(file);
    await sendToManager(document);
    const [stored] = await store.findMany([document.id]);
    const response = await telegram.call('staff', 'getFile', { file_id: stored?.fileIds.staff ?? '' });
    const { file_path } = response.body.result as { file_path: string };
    const download = await fetch(`${telegram.address}/telegram/file/bot${TOKENS.staff}/${file_path}`);
    expect(Buffer.from(await download.arrayBuffer())).toEqual(bytes);
  });
});

it('sends a file by the bot that received it without downloading it', async () => {
  const photo = await kept({ photo: 'pothole' });
  await service.send({ bot: 'citizen', chatId: citizen, attachments: [photo] });
  expect(calls.map(({ method, files }) => [method, files])).toEqual([['sendPhoto', ['id']]]);
});

it('sends what a manager attached to the citizen, too', async () => {
  const photo = await kept({ photo: 'street-light' }, 'staff');
  await service.send({ bot: 'citizen', chatId: citizen, attachments: [photo] });
  expect(calls.map(({ bot, method }) => [bot, method])).toEqual([
    ['staff', 'getFile'],
    ['citizen', 'sendPhoto'],
  ]);
});

describe('several files', () => {
  it('come in their order, photos as one album and others by themselves', async () => {
    const attachments = [
      await kept({ photo: 'pothole' }),
      await kept({ photo: 'street-light' }),
      await kept({ voice: 'voice' }),
      await kept({ document: { base64: 'JVBERi0xLjQ=', fileName: 'plan.pdf' } }),
    ];
    const messages = await sendToManager(...attachments);
    expect(messages).toHaveLength(4);
    expect(await seen()).toEqual([
      { media: ['photo'], inAlbum: true },
      { media: ['photo'], inAlbum: true },
      { media: ['voice'], inAlbum: false },
      { media: ['document'], inAlbum: false },
    ]);
  });

  it('of an album are each known by an id of their own afterwards', async () => {
    const attachments = [await kept({ photo: 'pothole' }), await kept({ photo: 'street-light' })];
    await sendToManager(...attachments);
    await sendToManager(...attachments);
    expect(made('sendMediaGroup').map(({ files }) => files)).toEqual([
      ['bytes', 'bytes'],
      ['id', 'id'],
    ]);
    const [first, second] = await store.findMany(attachments.map(({ id }) => id));
    expect(first?.fileIds.staff).not.toBe(second?.fileIds.staff);
  });

  it('of every kind are sent as what they are', async () => {
    const video = { base64: 'AAAAHGZ0eXBpc29t', fileName: 'a.mp4' };
    const contents = [
      { video },
      { audio: { base64: Buffer.from('ID3 sound').toString('base64'), fileName: 'b.mp3' } },
      { voice: 'voice' },
      { document: { ...video, fileName: 'c.bin' } },
    ];
    for (const content of contents) await sendToManager(await kept(content));
    expect((await seen()).flatMap(({ media }) => media)).toEqual(['video', 'audio', 'voice', 'document']);
  });
});

describe('a file above 20 MiB', () => {
  it('is known but not asked for, and the others come without it', async () => {
    const big = await kept({ document: { size: 21 * MB, fileName: 'film.bin' } });
    const photo = await kept({ photo: 'pothole' });
    expect(await service.countMissing('staff', [big, photo])).toBe(2);
    expect(await service.fetchPending(10)).toBe(1);
    await sendToManager(big, photo);
    expect((await seen()).flatMap(({ media }) => media)).toEqual(['photo']);
    expect(made('getFile')).toHaveLength(1);
    expect(await service.countMissing('staff', [big, photo])).toBe(1);
    expect(await service.countMissing('citizen', [big, photo])).toBe(0);
  });

  it('of which Telegram did not tell the size is not asked for again either', async () => {
    const { size: _size, ...file } = await received({ document: { size: 21 * MB, fileName: 'film.bin' } });
    const big = await service.keep(file);
    expect(await sendToManager(big)).toEqual([]);
    expect(await sendToManager(big)).toEqual([]);
    expect(made('getFile')).toHaveLength(1);
  });
});

describe('a file that is not available now', () => {
  it('is asked for again, later and later', async () => {
    await unavailable();
    const asked: number[] = [];
    for (let minute = 0; minute <= 16; minute += 1) {
      await service.fetchPending(10);
      if (made('getFile').length > asked.length) asked.push(minute);
      clock.advance(MINUTE);
    }
    expect(asked).toEqual([0, 1, 3, 7, 15]);
  });

  it('comes when Telegram has it', async () => {
    const photo = await unavailable();
    expect(await service.fetchPending(10)).toBe(0);
    await kept({ photo: 'garbage' });
    clock.advance(MINUTE);
    expect(await service.fetchPending(10)).toBe(1);
    await sendToManager(photo);
    expect(await seen()).toHaveLength(1);
  });

  it('is waited for by the message it belongs to, of which nothing is sent meanwhile', async () => {
    const photo = await kept({ photo: 'pothole' });
    expect(await failure(photo, await unavailable())).toBe('retry');
    expect(await seen()).toEqual([]);
  });

  it('is not waited for for ever: then the others come without it', async () => {
    const photo = await kept({ photo: 'pothole' });
    const missing = await unavailable();
    for (let attempt = 1; attempt < 6; attempt += 1) expect(await failure(photo, missing)).toBe('retry');
    await sendToManager(photo, missing);
    expect((await seen()).flatMap(({ media }) => media)).toEqual(['photo']);
  });

  it('is given up in the end, and has a new chance when the person sends it again', async () => {
    const missing = await unavailable();
    for (let attempt = 0; attempt < 20; attempt += 1) {
      await service.fetchPending(10);
      clock.advance(6 * 60 * MINUTE);
    }
    calls = [];
    expect(await service.fetchPending(10)).toBe(0);
    expect(made('getFile')).toEqual([]);
    expect(await sendToManager(missing)).toEqual([]);

    await kept({ photo: 'garbage' });
    expect(await service.fetchPending(10)).toBe(1);
  });
});

describe('while Telegram is away', () => {
  it('no file loses an attempt', async () => {
    const { id } = await kept({ photo: 'pothole' });
    await fault({ kind: '500', method: 'getFile', times: 30 });
    for (let attempt = 0; attempt < 30; attempt += 1) {
      expect(await service.fetchPending(10)).toBe(0);
      clock.advance(MINUTE);
    }
    expect(await store.findMany([id])).toMatchObject([{ attempts: 0, state: 'pending' }]);
    expect(await service.fetchPending(10)).toBe(1);
  });

  it.each(['500', '429', 'lostAnswer'])(
    'a message waits for its file and may be sent again (%s)',
    async (kind) => {
      const photo = await kept({ photo: 'pothole' });
      await fault({ kind, method: 'getFile', times: 1 });
      expect(await failure(photo)).toBe('retry');
      await sendToManager(photo);
      expect(await seen()).toHaveLength(1);
    },
  );

  it('sending fails as the Bot API does', async () => {
    const photo = await kept({ photo: 'pothole' });
    await fault({ kind: '429', method: 'sendPhoto', retryAfter: 7, times: 1 });
    expect(await failure(photo)).toBe('wait');
    await fault({ kind: 'blocked', bot: 'staff', times: 1 });
    expect(await failure(photo)).toBe('blocked');
  });
});

it('uploads anew what a bot does not know any more, as when it was replaced by another', async () => {
  const photo = await kept({ photo: 'pothole' });
  await sendToManager(photo);
  await store.rememberFileId(photo.id, 'staff', 'an id of the bot before');
  await sendToManager(photo);
  await sendToManager(photo);
  expect(made('sendPhoto').map(({ files }) => files)).toEqual([['bytes'], ['id'], ['bytes'], ['id']]);
  expect(await seen()).toHaveLength(3);
});

it('keeps a file once, also when it comes twice at the same time, with the id of each bot', async () => {
  const file = await received({ photo: 'pothole' });
  const other = await received({ photo: 'pothole' }, 'staff');
  const all = await Promise.all([file, file, file, file, other, other].map((one) => service.keep(one)));
  expect(new Set(all.map(({ id }) => id)).size).toBe(1);
  const stored = await store.findMany([file.uniqueId]);
  expect(stored).toMatchObject([
    { fileIds: { citizen: file.fileId, staff: other.fileId }, state: 'pending' },
  ]);
});

it('keeps the same bytes once, whatever they are called', async () => {
  for (const fileName of ['one.pdf', 'two.pdf']) {
    await kept({ document: { base64: 'JVBERi0xLjQ=', fileName } });
  }
  expect(await service.fetchPending(10)).toBe(2);
  expect(await database.connection.collection('blobs.files').countDocuments()).toBe(1);
});

it('takes at most as many files at a time as it is told', async () => {
  for (const photo of ['pothole', 'street-light', 'garbage']) await kept({ photo });
  expect(await service.fetchPending(2)).toBe(2);
  expect(await service.fetchPending(2)).toBe(1);
  expect(await service.fetchPending(2)).toBe(0);
});

it('leaves out what it never heard of', async () => {
  expect(await sendToManager({ id: 'unknown', kind: 'photo' })).toEqual([]);
});

describe('a file whose content is not taken', () => {
  it.each([
    ['a program with the name of a picture', { document: { base64: program(), fileName: 'photo.jpg' } }],
    ['a document that calls itself a video', { video: { base64: 'JVBERi0xLjQ=', fileName: 'a.mp4' } }],
  ])('G29 is kept from everybody: %s', async (_, content) => {
    const file = await kept(content);
    expect(await sendToManager(file)).toEqual([]);
    expect(await service.countUnusable([file])).toBe(1);
    expect(await service.countMissing('staff', [file])).toBe(0);
    expect(await service.send({ bot: 'citizen', chatId: citizen, attachments: [file] })).toEqual([]);
    expect(await database.connection.collection('blobs').countDocuments()).toBe(0);
  });

  it('does not hold back the others of its message', async () => {
    const hidden = await kept({ document: { base64: program(), fileName: 'photo.jpg' } });
    const photo = await kept({ photo: 'pothole' });
    expect(await sendToManager(hidden, photo)).toHaveLength(1);
  });
});

function program(): string {
  return Buffer.from('MZ\u0000\u0000 this program cannot be run in DOS mode').toString('base64');
}
