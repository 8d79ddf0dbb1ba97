import { TOKENS } from '../simulator/harness.js';
import { openTestDatabase, type TestDatabase } from '../support/database.js';
import { openPost, type Post } from './post.js';

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

  it('is uploaded from our own store when Telegram does not give it any more', async () => {
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
    const document = await post.service.keep(file);
    await post.sendToManager(document);
    const [stored] = await post.store.findMany([document.id]);
    const response = await post.telegram.call('staff', 'getFile', { file_id: stored?.fileIds.staff ?? '' });
    const { file_path } = response.body.result as { file_path: string };
    const download = await fetch(`${post.telegram.address}/telegram/file/bot${TOKENS.staff}/${file_path}`);
    expect(Buffer.from(await download.arrayBuffer())).toEqual(bytes);
  });
});

it('sends a file by the bot that received it without downloading it', async () => {
  const photo = await post.kept({ photo: 'pothole' });
  await post.sendToCitizen(photo);
  expect(post.calls().map(({ method, files }) => [method, files])).toEqual([['sendPhoto', ['id']]]);
});

it('sends what a manager attached to the citizen, too', async () => {
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
    expect(first?.fileIds.staff).not.toBe(second?.fileIds.staff);
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

it('uploads anew what a bot does not know any more, as when it was replaced by another', async () => {
  const photo = await post.kept({ photo: 'pothole' });
  await post.sendToManager(photo);
  await post.store.rememberFileId(photo.id, 'staff', 'an id of the bot before');
  await post.sendToManager(photo);
  await post.sendToManager(photo);
  expect(post.made('sendPhoto').map(({ files }) => files)).toEqual([['bytes'], ['id'], ['bytes'], ['id']]);
  expect(await post.seen()).toHaveLength(3);
});
