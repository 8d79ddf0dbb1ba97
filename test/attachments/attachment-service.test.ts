import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../src/package-root.js';
import { openTestDatabase, type TestDatabase } from '../support/database.js';
import { AGREED, openPost, type Post } from './post.js';

let database: TestDatabase;
let post: Post;

beforeAll(async () => {
  database = await openTestDatabase();
});
beforeEach(async () => {
  post = await openPost(database);
});
afterEach(() => post.stop());
afterAll(() => database.close());

describe('a file that one bot received and the other sends', () => {
  it('is downloaded once and uploaded once, and then goes by its new id', async () => {
    const photo = await post.kept({ photo: 'pothole' });
    const first = await post.sendToManager(photo);
    const second = await post.sendToManager(photo);

    expect(await post.seen()).toHaveLength(2);
    expect([...first, ...second]).toHaveLength(2);
    expect(post.made('getFile')).toEqual([{ bot: 'citizen', method: 'getFile', files: [] }]);
    expect(post.made('sendPhoto').map(({ files }) => files)).toEqual([['bytes'], ['id']]);
  });

  it('is downloaded once when several need it at the same time', async () => {
    const photo = await post.kept({ photo: 'pothole' });
    await Promise.all([post.sendToManager(photo), post.sendToManager(photo), post.service.fetchPending(10)]);
    expect(post.made('getFile')).toHaveLength(1);
  });

  it('is uploaded from our own store when Telegram no longer has it', async () => {
    const photo = await post.kept({ photo: 'pothole' });
    expect(await post.service.fetchPending(10)).toBe(1);
    await post.fault({ kind: '500', method: 'getFile' });
    await post.sendToManager(photo);
    expect(await post.seen()).toHaveLength(1);
  });

  it('keeps its bytes: what the other person gets is what was sent', async () => {
    const bytes = Buffer.concat([Buffer.from('fffb9064', 'hex'), Buffer.from('هزار و یک شب\u0000\u0001')]);
    const file = await post.received({
      document: { base64: bytes.toString('base64'), fileName: 'خانه.mp3' },
    });
    const document = await post.service.keep(file, AGREED);
    await post.sendToManager(document);
    expect(await post.bytesSent('staff', document)).toEqual(bytes);
  });
});

describe('a file that goes back by the bot that received it', () => {
  const secret = 'GPS 36.38 59.48';

  it.each([
    ['a photo', { photo: { base64: pictureWith(secret), fileName: 'a.jpg' } }],
    ['a picture as a file', { document: { base64: pictureWith(secret), fileName: 'a.jpg' } }],
    ['a sound', { audio: { base64: soundWith(secret), fileName: 'a.mp3' } }],
    ['a video', { video: { base64: videoWith(secret), fileName: 'a.mp4' } }],
    ['a round video', { videoNote: { base64: videoWith(secret), fileName: 'a.mp4' } }],
  ])('has lost what its device wrote into it, and then goes by its new id: %s', async (_, content) => {
    const file = await post.kept(content);
    for (const bot of ['citizen', 'staff'] as const) {
      await post.sendTo(bot, file);
      expect((await post.bytesSent(bot, file)).includes(secret)).toBe(false);
    }
    post.forgetCalls();
    await post.sendToCitizen(file);
    expect(post.calls().map(({ files }) => files)).toEqual([['id']]);
  });
});

it('sends the citizen what a manager attached', async () => {
  const photo = await post.kept({ photo: 'street-light' }, 'staff');
  await post.sendToCitizen(photo);
  expect(post.calls().map(({ bot, method }) => [bot, method])).toEqual([
    ['staff', 'getFile'],
    ['citizen', 'sendPhoto'],
  ]);
});

describe('several files', () => {
  it('come in their order, photos as one album and others by themselves', async () => {
    const attachments = [
      await post.kept({ photo: 'pothole' }),
      await post.kept({ photo: 'street-light' }),
      await post.kept({ voice: 'voice' }),
      await post.kept({ document: { base64: '//uQZA==', fileName: 'sound.mp3' } }),
    ];
    const messages = await post.sendToManager(...attachments);
    expect(messages).toHaveLength(4);
    expect(await post.seen()).toEqual([
      { media: ['photo'], inAlbum: true },
      { media: ['photo'], inAlbum: true },
      { media: ['voice'], inAlbum: false },
      { media: ['document'], inAlbum: false },
    ]);
  });

  it('of an album are each known by an id of their own afterwards', async () => {
    const attachments = [await post.kept({ photo: 'pothole' }), await post.kept({ photo: 'street-light' })];
    await post.sendToManager(...attachments);
    await post.sendToManager(...attachments);
    expect(post.made('sendMediaGroup').map(({ files }) => files)).toEqual([
      ['bytes', 'bytes'],
      ['id', 'id'],
    ]);
    const [first, second] = await post.store.findMany(attachments.map(({ id }) => id));
    expect(first?.sentIds?.staff).not.toBe(second?.sentIds?.staff);
  });

  it('of every kind are sent as what they are', async () => {
    const video = { base64: 'AAAADGZ0eXBpc29t', fileName: 'a.mp4' };
    const contents = [
      { video },
      { audio: { base64: Buffer.from('fffb9064', 'hex').toString('base64'), fileName: 'b.mp3' } },
      { voice: 'voice' },
      { document: { ...video, fileName: 'c.bin' } },
    ];
    for (const content of contents) await post.sendToManager(await post.kept(content));
    expect((await post.seen()).flatMap(({ media }) => media)).toEqual([
      'video',
      'audio',
      'voice',
      'document',
    ]);
  });
});

it('uploads a file again that the bot no longer knows, as after it was replaced by another', async () => {
  const photo = await post.kept({ photo: 'pothole' });
  await post.sendToManager(photo);
  await post.store.rememberSentId(photo.id, 'staff', 'an id of the bot before');
  await post.sendToManager(photo);
  await post.sendToManager(photo);
  expect(post.made('sendPhoto').map(({ files }) => files)).toEqual([['bytes'], ['id'], ['bytes'], ['id']]);
  expect(await post.seen()).toHaveLength(3);
});

/** Pictures, sounds and videos with words that a device has put into them, in Base64. */
function pictureWith(words: string): string {
  const photo = readFileSync(join(packageRoot, 'src/simulator/samples/pothole.jpg'));
  const comment = Buffer.concat([Buffer.from([0xff, 0xfe, 0, words.length + 2]), Buffer.from(words)]);
  return Buffer.concat([photo.subarray(0, 2), comment, photo.subarray(2)]).toString('base64');
}

function soundWith(words: string): string {
  const tags = Buffer.concat([
    Buffer.from('ID3\u0003\u0000\u0000\u0000\u0000\u0000'),
    Buffer.from([words.length]),
  ]);
  return Buffer.concat([tags, Buffer.from(words), Buffer.from('fffb9064', 'hex')]).toString('base64');
}

function videoWith(words: string): string {
  return Buffer.concat([box('ftyp', 'isom\0\0\0\0'), box('moov', box('udta', words))]).toString('base64');
}

function box(name: string, content: string | Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(8 + Buffer.byteLength(content));
  return Buffer.concat([length, Buffer.from(name), Buffer.from(content)]);
}
