import { upgradeAttachments } from '../../src/attachments/attachment-store.js';
import { createUnusedFiles } from '../../src/attachments/unused-files.js';
import { SILENT } from '../simulator/harness.js';
import { openTestDatabase, type TestDatabase } from '../support/database.js';
import { prepareHere } from '../support/prepare-here.js';
import { AGREED, openPost, type Post } from './post.js';

const HALF_A_DAY = 12 * 3_600_000;

let database: TestDatabase;
let post: Post;
let ofRequests: Set<string>;
let ofDrafts: Set<string>;

beforeAll(async () => {
  database = await openTestDatabase();
});
beforeEach(async () => {
  post = await openPost(database);
  ofRequests = new Set();
  ofDrafts = new Set();
});
afterEach(() => post.stop());
afterAll(() => database.close());

function unusedFiles() {
  return createUnusedFiles({
    connection: database.connection,
    usedByRequests: async (ids) => new Set(ids.filter((id) => ofRequests.has(id))),
    usedByDrafts: async (ids) => new Set(ids.filter((id) => ofDrafts.has(id))),
    clock: post.clock,
    logger: SILENT,
  });
}

const count = (collection: string) => database.connection.collection(collection).countDocuments();
const stored = async () => [
  await count('attachments'),
  await count('blobs.files'),
  await count('blobs.chunks'),
];

describe('a file that nothing uses', () => {
  it('goes after half a day with its bytes, and not before', async () => {
    await post.kept({ photo: 'pothole' });
    await post.service.fetchPending(10);
    post.clock.advance(HALF_A_DAY - 1);
    expect(await unusedFiles().remove()).toBe(0);
    expect(await stored()).toEqual([1, 1, 1]);
    post.clock.advance(1);
    expect(await unusedFiles().remove()).toBe(1);
    expect(await stored()).toEqual([0, 0, 0]);
  });

  it('goes also where it was never fetched, was refused, or is of an earlier version of the program', async () => {
    await post.kept({ photo: 'pothole' });
    await post.kept({ document: { base64: 'TVoAAA==', fileName: 'photo.jpg' } });
    const { id } = await post.kept({ photo: 'garbage' });
    await database.connection
      .collection('attachments')
      .updateOne({ _id: id as never }, { $unset: { nextUseCheckAt: 1 } });
    await post.service.fetchPending(1);
    post.clock.advance(HALF_A_DAY);
    const upgrade = upgradeAttachments(database.connection, post.clock.now);
    expect(await upgrade.changeBatch(await upgrade.changeBatch(undefined))).toBeUndefined();
    expect(await unusedFiles().remove()).toBe(3);
    expect(await stored()).toEqual([0, 0, 0]);
  });

  it('goes also while it is being fetched, and its bytes do not stay for ever', async () => {
    await post.stop();
    post = await openPost(database, async (bytes, kind) => {
      post.clock.advance(HALF_A_DAY);
      expect(await unusedFiles().remove()).toBe(1);
      return prepareHere(bytes, kind);
    });
    await post.kept({ photo: 'pothole' });
    await post.service.fetchPending(10);
    expect(await stored()).toEqual([0, 0, 0]);
  });

  it('goes with its bytes also where they come while it is looked who uses it', async () => {
    await post.kept({ photo: 'pothole' });
    post.clock.advance(HALF_A_DAY);
    const unused = createUnusedFiles({
      connection: database.connection,
      usedByRequests: async () => new Set(),
      async usedByDrafts() {
        await post.service.fetchPending(10);
        return new Set();
      },
      clock: post.clock,
      logger: SILENT,
    });
    expect(await unused.remove()).toBe(1);
    expect(await stored()).toEqual([0, 0, 0]);
  });

  it('leaves its bytes to another file that has the same', async () => {
    await post.kept({ document: { base64: '//uQZA==', fileName: 'one.mp3' } });
    const other = await post.kept({ document: { base64: '//uQZA==', fileName: 'two.mp3' } });
    await post.service.fetchPending(10);
    ofRequests.add(other.id);
    post.clock.advance(HALF_A_DAY);
    await unusedFiles().remove();
    expect(await stored()).toEqual([1, 1, 1]);
    expect(await post.sendToManager(other)).toHaveLength(1);
  });

  it('stays where it is sent again in the meantime', async () => {
    const file = await post.received({ photo: 'pothole' });
    await post.service.keep(file, AGREED);
    post.clock.advance(HALF_A_DAY);
    await post.service.keep(file, AGREED);
    expect(await unusedFiles().remove()).toBe(0);
  });

  it('is removed by the next look where a crash came between its bytes and its name', async () => {
    await post.kept({ photo: 'pothole' });
    await post.service.fetchPending(10);
    // What a crash leaves: the bytes are no longer entered, but not all of them are gone.
    await database.connection.collection('blobs').deleteMany({});
    post.clock.advance(HALF_A_DAY);
    await unusedFiles().remove();
    expect(await stored()).toEqual([0, 0, 0]);
  });
});

it('keeps a file for as long as a draft has it, and then until the next look', async () => {
  const photo = await post.kept({ photo: 'pothole' });
  ofDrafts.add(photo.id);
  for (let halfDays = 0; halfDays < 5; halfDays += 1) {
    post.clock.advance(HALF_A_DAY);
    expect(await unusedFiles().remove()).toBe(0);
  }
  ofDrafts.clear();
  post.clock.advance(HALF_A_DAY);
  expect(await unusedFiles().remove()).toBe(1);
});

it('keeps a file for as long as a request has it, and is told when that ends', async () => {
  const photo = await post.kept({ photo: 'pothole' });
  ofRequests.add(photo.id);
  post.clock.advance(1_000 * HALF_A_DAY);
  expect(await unusedFiles().remove()).toBe(0);
  await unusedFiles().expect([photo.id]);
  ofRequests.clear();
  expect(await unusedFiles().remove()).toBe(1);
});

describe('before the sender has agreed', () => {
  it('no file is fetched, and afterwards it is', async () => {
    const file = await post.received({ photo: 'pothole' });
    const photo = await post.service.keep(file, { hasAgreed: false });
    post.clock.advance(HALF_A_DAY);
    expect(await post.service.fetchPending(10)).toBe(0);
    expect(post.made('getFile')).toEqual([]);
    await post.service.permit([photo]);
    expect(await post.service.fetchPending(10)).toBe(1);
  });

  it('a file that they send again afterwards is fetched, too', async () => {
    const file = await post.received({ photo: 'pothole' });
    await post.service.keep(file, { hasAgreed: false });
    await post.service.keep(file, AGREED);
    expect(await post.service.fetchPending(10)).toBe(1);
  });
});
