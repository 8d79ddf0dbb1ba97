import { openTestDatabase, type TestDatabase } from '../support/database.js';
import { AGREED, openPost, type Post } from './post.js';

const MB = 1024 * 1024;

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

it('keeps a file once, also when it comes twice at the same time, with the id of each bot', async () => {
  const file = await post.received({ photo: 'pothole' });
  const other = await post.received({ photo: 'pothole' }, 'staff');
  const all = await Promise.all(
    [file, file, file, file, other, other].map((one) => post.service.keep(one, AGREED)),
  );
  expect(new Set(all.map(({ id }) => id)).size).toBe(1);
  const stored = await post.store.findMany([file.uniqueId]);
  expect(stored).toMatchObject([
    { fileIds: { citizen: file.fileId, staff: other.fileId }, state: 'pending' },
  ]);
});

it('keeps the same bytes once, whatever they are called', async () => {
  for (const fileName of ['one.mp3', 'two.mp3']) {
    await post.kept({ document: { base64: '//uQZA==', fileName } });
  }
  expect(await post.service.fetchPending(10)).toBe(2);
  expect(await database.connection.collection('blobs.files').countDocuments()).toBe(1);
});

it('takes at most as many files at a time as it is told', async () => {
  for (const photo of ['pothole', 'street-light', 'garbage']) await post.kept({ photo });
  expect(await post.service.fetchPending(2)).toBe(2);
  expect(await post.service.fetchPending(2)).toBe(1);
  expect(await post.service.fetchPending(2)).toBe(0);
});

it('leaves out files that it never heard of', async () => {
  expect(await post.sendToManager({ id: 'unknown', kind: 'photo' })).toEqual([]);
});

describe('a file above 20 MiB', () => {
  it('is known but not asked for, and the others come without it', async () => {
    const big = await post.kept({ document: { size: 21 * MB, fileName: 'film.bin' } });
    const photo = await post.kept({ photo: 'pothole' });
    expect(await post.service.countMissing('staff', [big, photo])).toBe(2);
    expect(await post.service.fetchPending(10)).toBe(1);
    await post.sendToManager(big, photo);
    expect((await post.seen()).flatMap(({ media }) => media)).toEqual(['photo']);
    expect(post.made('getFile')).toHaveLength(1);
    expect(await post.service.countMissing('staff', [big, photo])).toBe(1);
    expect(await post.service.countMissing('citizen', [big, photo])).toBe(1);
  });

  it('is not downloaded again when Telegram did not tell its size', async () => {
    const { size: _size, ...file } = await post.received({
      document: { size: 21 * MB, fileName: 'film.bin' },
    });
    const big = await post.service.keep(file, AGREED);
    expect(await post.sendToManager(big)).toEqual([]);
    expect(await post.sendToManager(big)).toEqual([]);
    expect(post.made('getFile')).toHaveLength(1);
  });
});

describe('a file whose content is not taken', () => {
  it.each([
    ['a program with the name of a picture', { document: { base64: program(), fileName: 'photo.jpg' } }],
    ['a document that calls itself a video', { video: { base64: '//uQZA==', fileName: 'a.mp4' } }],
  ])('is kept from everybody: %s', async (_, content) => {
    const file = await post.kept(content);
    expect(await post.sendToManager(file)).toEqual([]);
    expect(await post.service.countUnusable([file])).toBe(1);
    expect(await post.service.countMissing('staff', [file])).toBe(0);
    expect(await post.sendToCitizen(file)).toEqual([]);
    expect(await database.connection.collection('blobs').countDocuments()).toBe(0);
  });

  it('does not hold back the others of its message', async () => {
    const hidden = await post.kept({ document: { base64: program(), fileName: 'photo.jpg' } });
    const photo = await post.kept({ photo: 'pothole' });
    expect(await post.sendToManager(hidden, photo)).toHaveLength(1);
  });
});

function program(): string {
  return Buffer.from('MZ\u0000\u0000 this program cannot be run in DOS mode').toString('base64');
}
