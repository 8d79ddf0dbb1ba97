import { createRequestStore } from '../../src/requests/request-store.js';
import { asManager, buttonsOf, DEPUTY, HEAD, openWorld, type World } from './sending/world.js';

const OPERATOR = { kind: 'operator', person: 'desk' } as const;
const QUESTION = { type: 'ask', question: 'کدام پلاک؟' } as const;

let world: World;
let deliveries: Awaited<ReturnType<World['send']>>;
beforeAll(async () => {
  world = await openWorld();
  deliveries = await world.send();
});
afterAll(() => world.close());

const asCitizen = (person: number) => ({ kind: 'citizen', citizen: String(person) }) as const;

async function setBlocked(person: number, isBlocked: boolean): Promise<void> {
  await world.simulator.control('POST', `/people/${person}/${isBlocked ? 'block' : 'unblock'}`, {
    bot: 'citizen',
  });
}

describe('who blocked the bot and comes back', () => {
  it('reads how everything stands in one message, once', async () => {
    const citizen = await world.citizen();
    const other = await world.citizen();
    const [first, second] = [await world.file(citizen), await world.file(citizen)];
    const followed = await world.file(other);
    await world.does(followed, { type: 'follow' }, asCitizen(citizen));
    await world.quiet();
    const before = (await world.texts(citizen, 'citizen')).length;

    await setBlocked(citizen, true);
    await world.answer(first);
    await world.answer(followed);
    await world.quiet();
    await world.escalate(second);
    await world.quiet();
    await setBlocked(citizen, false);
    await world.citizens.setReachable(String(citizen), 'yes');
    expect(new Set((await world.citizens.find(String(citizen)))?.missed)).toEqual(
      new Set([first, followed, second]),
    );
    await deliveries.catchUp(String(citizen), '77');
    await deliveries.catchUp(String(citizen), '77');
    await world.quiet();

    const news = (await world.texts(citizen, 'citizen')).slice(before);
    expect(news).toHaveLength(1);
    expect(news[0]).toContain('وقتی نبودید');
    expect(news[0]?.match(/پاسخ داده است/g)).toHaveLength(2);
    expect(news[0]).toContain('معاون فنی و عمران منطقه ۹');
    expect(news[0]?.match(/نمره بدهید/g)).toHaveLength(1);
    expect((await world.citizens.find(String(citizen)))?.missed).toEqual([]);

    await deliveries.catchUp(String(citizen), '78');
    await world.quiet();
    expect(await world.texts(citizen, 'citizen')).toHaveLength(before + 1);
  });

  it('misses nothing when he blocks it again before that reaches him', async () => {
    const citizen = await world.citizen();
    const code = await world.file(citizen);
    await world.quiet();
    await setBlocked(citizen, true);
    await world.answer(code);
    await world.quiet();
    await world.citizens.setReachable(String(citizen), 'yes');
    await deliveries.catchUp(String(citizen), '79');
    await world.quiet();
    expect(await world.citizens.find(String(citizen))).toMatchObject({
      reachable: 'blocked',
      missed: [code],
    });
  });
});

describe('the citizens of a request that was merged', () => {
  it('follow the other one and hear its news, also when it was planned twice', async () => {
    const [filer, follower, other] = [await world.citizen(), await world.citizen(), await world.citizen()];
    const merged = await world.file(filer);
    const into = await world.file(other);
    await world.does(merged, { type: 'follow' }, asCitizen(follower));
    await world.does(merged, { type: 'merge', into }, OPERATOR);
    await world.quiet();
    await world.connection
      .collection('requests')
      .updateOne(
        { _id: merged as never },
        { $set: { undelivered: [(await world.stored(merged)).request.lastSeq] } },
      );
    await deliveries.planLeftOvers();
    await world.quiet();

    const { request, events } = await world.stored(into);
    expect(request.followers).toEqual([String(filer), String(follower)]);
    expect(events.filter(({ type }) => type === 'joined')).toHaveLength(1);
    expect((await world.citizens.find(String(filer)))?.following).toEqual([into]);
    await world.answer(into);
    await world.quiet();
    for (const person of [filer, follower]) {
      expect((await world.texts(person, 'citizen')).at(-1)).toContain('چاله پر شد.');
    }
  });

  it('go further with one that is merged again', async () => {
    const [filer, second, third] = [await world.citizen(), await world.citizen(), await world.citizen()];
    const [one, two, three] = [await world.file(filer), await world.file(second), await world.file(third)];
    await world.does(one, { type: 'merge', into: two }, OPERATOR);
    await world.quiet();
    await world.does(two, { type: 'merge', into: three }, OPERATOR);
    await world.quiet();
    const merged = await createRequestStore(world.connection).find(three);
    expect(new Set(merged?.request.followers)).toEqual(new Set([String(second), String(filer)]));
  });
});

describe('a notice that asks something', () => {
  it('stops asking once the question was answered', async () => {
    const citizen = await world.citizen();
    const code = await world.file(citizen);
    await world.does(code, QUESTION, asManager(HEAD));
    await world.quiet();
    const asked = (await world.messages(citizen, 'citizen')).at(-1);
    expect(buttonsOf(asked)).toContain('پاسخ می‌دهم');

    await world.does(code, { type: 'reply', text: 'پلاک ۱۲', attachments: [] }, asCitizen(citizen));
    await world.quiet();
    const now = (await world.messages(citizen, 'citizen')).at(-1);
    expect(now?.messageId).toBe(asked?.messageId);
    expect(buttonsOf(now)).toEqual(['وضعیت درخواست']);
    expect(now?.text).toContain('دیگر منتظر پاسخ نیست');
  });

  it('offers no judgement once the week is over, and shows the one that was given', async () => {
    const [silent, content] = [await world.citizen(), await world.citizen()];
    const [one, two] = [await world.file(silent), await world.file(content)];
    await world.answer(one);
    await world.answer(two);
    await world.quiet();
    await world.does(two, { type: 'rate', score: 2 }, asCitizen(content));
    world.clock.advance(8 * 24 * 3_600_000);
    await world.sweep(one);
    await world.quiet();
    const answer = async (person: number) =>
      (await world.messages(person, 'citizen')).find(({ text }) => text?.includes('پاسخ رئیس اداره'));
    expect(buttonsOf(await answer(silent))).toEqual(['وضعیت درخواست']);
    expect((await answer(silent))?.text).not.toContain('مشکل شما را حل کرد');
    expect(buttonsOf(await answer(content))).toEqual(['نمره شما: ۲ از ۵']);
  });
});

it('shows a manager what the citizen adds, his files first, and his card too', async () => {
  const citizen = await world.citizen();
  const code = await world.file(citizen);
  await world.quiet();
  const photo = await world.photoFrom(citizen);
  await world.does(
    code,
    { type: 'add', text: 'جلوی پلاک ۱۲ است.', attachments: [photo] },
    asCitizen(citizen),
  );
  await world.quiet();
  const [files, message] = (await world.messages(HEAD.person, 'staff')).slice(-2);
  expect(files?.media).toContain('photo');
  expect(message?.text).toContain('جلوی پلاک ۱۲ است.');
  const card = (await world.messages(HEAD.person, 'staff')).findLast(({ edited }) => edited === true);
  expect(card?.text).toContain('شهروند بعداً نوشت');
  await world.escalate(code);
  await world.quiet();
  expect((await world.texts(DEPUTY.person, 'staff')).at(-1)).toContain('جلوی پلاک ۱۲ است.');
});
