import { openTestDatabase, type TestDatabase } from '../support/database.js';
import { openPost, type Post } from './post.js';

const MINUTE = 60_000;

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

describe('a file that is not available now', () => {
  it('is asked for again, later and later', async () => {
    await post.unavailable();
    const asked: number[] = [];
    for (let minute = 0; minute <= 16; minute += 1) {
      await post.service.fetchPending(10);
      if (post.made('getFile').length > asked.length) asked.push(minute);
      post.clock.advance(MINUTE);
    }
    expect(asked).toEqual([0, 1, 3, 7, 15]);
  });

  it('comes when Telegram has it', async () => {
    const photo = await post.unavailable();
    expect(await post.service.fetchPending(10)).toBe(0);
    await post.kept({ photo: 'garbage' });
    post.clock.advance(MINUTE);
    expect(await post.service.fetchPending(10)).toBe(1);
    await post.sendToManager(photo);
    expect(await post.seen()).toHaveLength(1);
  });

  it('holds up the message it belongs to, so that no part of it goes out before', async () => {
    const photo = await post.kept({ photo: 'pothole' });
    expect(await post.failure(photo, await post.unavailable())).toBe('notYet');
    expect(await post.seen()).toEqual([]);
  });

  it('is not waited for for ever: then the others come without it', async () => {
    const photo = await post.kept({ photo: 'pothole' });
    const missing = await post.unavailable();
    for (let attempt = 1; attempt < 6; attempt += 1)
      expect(await post.failure(photo, missing)).toBe('notYet');
    await post.sendToManager(photo, missing);
    expect((await post.seen()).flatMap(({ media }) => media)).toEqual(['photo']);
  });

  it('is given up in the end, and has a new chance when the person sends it again', async () => {
    const missing = await post.unavailable();
    for (let attempt = 0; attempt < 20; attempt += 1) {
      await post.service.fetchPending(10);
      post.clock.advance(6 * 60 * MINUTE);
    }
    post.forgetCalls();
    expect(await post.service.fetchPending(10)).toBe(0);
    expect(post.made('getFile')).toEqual([]);
    expect(await post.sendToManager(missing)).toEqual([]);

    await post.kept({ photo: 'garbage' });
    expect(await post.service.fetchPending(10)).toBe(1);
  });
});

describe('while Telegram is away', () => {
  it('no file loses an attempt', async () => {
    const { id } = await post.kept({ photo: 'pothole' });
    await post.fault({ kind: '500', method: 'getFile', times: 30 });
    for (let attempt = 0; attempt < 30; attempt += 1) {
      expect(await post.service.fetchPending(10)).toBe(0);
      post.clock.advance(MINUTE);
    }
    expect(await post.store.findMany([id])).toMatchObject([{ attempts: 0, state: 'pending' }]);
    expect(await post.service.fetchPending(10)).toBe(1);
  });

  it.each(['500', '429', 'lostAnswer'])(
    'a message waits for its file and may be sent again (%s)',
    async (kind) => {
      const photo = await post.kept({ photo: 'pothole' });
      await post.fault({ kind, method: 'getFile', times: 1 });
      expect(await post.failure(photo)).toBe('notYet');
      await post.sendToManager(photo);
      expect(await post.seen()).toHaveLength(1);
    },
  );

  it('sending fails as the Bot API does', async () => {
    const photo = await post.kept({ photo: 'pothole' });
    await post.fault({ kind: '429', method: 'sendPhoto', retryAfter: 7, times: 1 });
    expect(await post.failure(photo)).toBe('wait');
    await post.fault({ kind: 'blocked', bot: 'staff', times: 1 });
    expect(await post.failure(photo)).toBe('blocked');
  });
});
