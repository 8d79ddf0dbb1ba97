import { TELEGRAM } from '../../../src/channel/bot.js';
import { TELEGRAM_CAPABILITIES } from '../../../src/telegram/capabilities.js';
import { createRateLimiter } from '../../../src/telegram/rate-limiter.js';
import type { TrackingCode } from '../../../src/text/tracking-code.js';
import { eventually } from '../../support/eventually.js';
import { asManager, DANGER, HEAD, HOUR, openWorld, type World } from './world.js';

let world: World;
beforeEach(async () => {
  world = await openWorld();
});
afterEach(() => world.close());

it('tells the citizen in one message that it was filed, who has it and what comes next, and gives the manager a card', async () => {
  await world.send();
  const citizen = await world.citizen();

  await world.file(citizen);
  await world.quiet();

  const [registered, ...more] = await world.texts(citizen, 'citizen');
  expect(registered).toContain('درخواست شما ثبت شد.');
  expect(registered).toContain('رئیس اداره فنی و عمران منطقه ۹ رسید');
  expect(registered).toContain('به مدیر بالاتر می‌رسد');
  expect(more).toEqual([]);
  const cards = await world.texts(HEAD.person, 'staff');
  expect(cards).toHaveLength(1);
  expect(cards[0]).toContain('وسط کوچه چاله بزرگی است.');
});

it('tells in the language of the citizen', async () => {
  await world.send();
  const citizen = await world.citizen('en');

  await world.file(citizen);
  await world.quiet();

  expect((await world.texts(citizen, 'citizen'))[0]).toContain('Your request is registered.');
});

it('keeps the order of events in a chat, also when one has to be tried again', async () => {
  await world.send();
  const citizen = await world.citizen();
  await world.fault({ kind: '500', bot: 'citizen', method: 'sendMessage', times: 2 });

  const code = await world.file(citizen);
  await world.answer(code);
  await eventually(async () => {
    world.clock.advance(1_000);
    return (await world.texts(citizen, 'citizen')).length === 2;
  });

  const texts = await world.texts(citizen, 'citizen');
  expect(texts.map((text) => /ثبت شد|پاسخ رئیس/.exec(text)?.[0])).toEqual(['ثبت شد', 'پاسخ رئیس']);
});

it('does not let a chat that has to wait hold up another', async () => {
  await world.send();
  const [stuck, other] = [await world.citizen(), await world.citizen()];
  await world.fault({ kind: '500', bot: 'citizen', chatId: stuck });

  await world.file(stuck);
  await world.file(other);
  await eventually(async () => (await world.texts(other, 'citizen')).length === 1);

  expect(await world.texts(stuck, 'citizen')).toEqual([]);
});

it('waits with the whole bot after a 429, and not with the other bot', async () => {
  const citizenGate = createRateLimiter({ clock: world.clock, ...TELEGRAM_CAPABILITIES.pace });
  await world.send({
    rateLimiters: {
      citizen: citizenGate,
      staff: createRateLimiter({ clock: world.clock, ...TELEGRAM_CAPABILITIES.pace }),
    },
  });
  const [first, second] = [await world.citizen(), await world.citizen()];
  await world.fault({ kind: '429', bot: 'citizen', chatId: first, retryAfter: 600, times: 1 });

  await world.file(first);
  await eventually(() => citizenGate.pausedFor() > 0);
  await world.file(second);
  await eventually(async () => (await world.texts(HEAD.person, 'staff')).length === 2);
  expect(await world.texts(second, 'citizen')).toEqual([]);

  world.clock.advance(601_000);
  await world.quiet();
  expect(await world.texts(first, 'citizen')).toHaveLength(1);
  expect(await world.texts(second, 'citizen')).toHaveLength(1);
});

it('sends once more after a lost answer, and counts it', async () => {
  await world.send();
  const citizen = await world.citizen();
  await world.fault({ kind: 'lostAnswer', bot: 'citizen', times: 1 });

  const code = await world.file(citizen);
  await eventually(async () => {
    world.clock.advance(1_000);
    return (await world.texts(citizen, 'citizen')).length === 2;
  });
  await world.quiet();

  const texts = await world.texts(citizen, 'citizen');
  expect(texts.filter((text) => text.includes('ثبت شد'))).toHaveLength(2);
  const registered = (await world.planned(code)).filter(({ seq, bot }) => seq === 1 && bot === 'citizen');
  expect(registered).toEqual([expect.objectContaining({ status: 'sent', attempts: 2, ambiguous: 1 })]);
});

it('gives up as unsure what was lost twice, and goes on with the next', async () => {
  await world.send();
  const citizen = await world.citizen();
  await world.fault({ kind: 'lostAnswer', bot: 'citizen', times: 2 });

  const code = await world.file(citizen);
  await world.answer(code);
  await eventually(async () => {
    world.clock.advance(1_000);
    return (await world.texts(citizen, 'citizen')).some((text) => text.includes('پاسخ رئیس'));
  });
  await world.quiet();

  const registered = (await world.planned(code)).filter(({ seq, bot }) => seq === 1 && bot === 'citizen');
  expect(registered).toEqual([expect.objectContaining({ status: 'unsure', attempts: 2, ambiguous: 2 })]);
  expect(await world.texts(citizen, 'citizen')).toHaveLength(3);
});

it('marks a person who blocked the bot, cancels everything planned for them and stops trying', async () => {
  const citizen = await world.citizen();
  await world.simulator.control('POST', `/people/${citizen}/block`, { bot: 'citizen' });
  await world.send();

  const code = await world.file(citizen);
  await world.answer(code);
  await world.quiet();

  expect((await world.citizens.find(String(citizen)))?.reachable).toBe('blocked');
  const notices = (await world.planned(code)).filter(({ bot }) => bot === 'citizen');
  expect(notices.map(({ status, because }) => ({ status, because }))).toEqual([
    { status: 'cancelled', because: 'blocked' },
    { status: 'cancelled', because: 'blocked' },
  ]);
  expect(notices.map(({ attempts }) => attempts)).toContain(0);
});

it('tells a person again who has written to the bot since', async () => {
  const citizen = await world.citizen();
  await world.send();
  await world.citizens.setReachable(String(citizen), 'blocked');
  const code = await world.file(citizen);
  await world.quiet();
  expect(await world.texts(citizen, 'citizen')).toEqual([]);

  await world.citizens.meet({ messenger: TELEGRAM, userId: citizen, locale: 'fa' });
  await world.answer(code);
  await world.quiet();

  expect(await world.texts(citizen, 'citizen')).toHaveLength(1);
});

/** Files an urgent request at eight in the morning, and goes to the hour at which its owner is reminded. */
async function untilReminded(): Promise<TrackingCode> {
  await world.send();
  const code = await world.fileAt(8, await world.citizen(), { text: DANGER });
  await world.does(code, { type: 'acknowledge' }, asManager(HEAD));
  world.clock.advance(20 * HOUR);
  await world.sweep(code);
  await world.quiet();
  return code;
}

it('keeps a reminder of the night until the morning', async () => {
  await untilReminded();
  expect(await world.texts(HEAD.person, 'staff')).toHaveLength(1);

  world.clock.advance(3 * HOUR);
  await world.quiet();
  const [, reminder] = await world.texts(HEAD.person, 'staff');
  expect(reminder).toContain('تا پایان مهلت درخواست');
});

it('does not remind of what was answered meanwhile', async () => {
  const code = await untilReminded();

  await world.answer(code);
  world.clock.advance(3 * HOUR);
  await world.quiet();

  expect(await world.texts(HEAD.person, 'staff')).toHaveLength(1);
  expect((await world.planned(code)).filter(({ kind }) => kind === 'message')).toEqual([
    expect.objectContaining({ status: 'cancelled', because: 'notSoAnyMore' }),
  ]);
});

it('sends as plain text what Telegram cannot read as HTML', async () => {
  const citizen = await world.citizen();
  const { apis, refused } = world.apisThatRefuseHtml();
  await world.send({ apis });

  await world.file(citizen);
  await world.quiet();

  expect(refused()).toBe(1);
  const [registered] = await world.messages(citizen, 'citizen');
  expect(registered?.text).toContain('درخواست شما ثبت شد.');
  expect(registered?.html).not.toContain('<b>');
});

it('waits a minute when the token is refused, and marks nobody', async () => {
  const citizen = await world.citizen();
  const rateLimiter = createRateLimiter({ clock: world.clock, ...TELEGRAM_CAPABILITIES.pace });
  await world.send({
    apis: world.apisWithToken('1000001:a-token-that-is-not-known-00000'),
    rateLimiters: {
      citizen: rateLimiter,
      staff: createRateLimiter({ clock: world.clock, ...TELEGRAM_CAPABILITIES.pace }),
    },
  });

  const code = await world.file(citizen);
  await eventually(() => rateLimiter.pausedFor() > 50_000);

  const ofCitizen = async () => (await world.planned(code)).filter(({ bot }) => bot === 'citizen');
  await eventually(async () => (await ofCitizen()).every(({ status }) => status === 'planned'));
  expect((await world.citizens.find(String(citizen)))?.reachable).toBe('yes');
});

it('lets a message pass the gate once more that was held up on its way from it', async () => {
  const rateLimiter = createRateLimiter({ clock: world.clock, perSecond: 1_000, perChatPerSecond: 1_000 });
  let passed = 0;
  const citizenGate = {
    ...rateLimiter,
    async passBulk(chatId: number, signal?: AbortSignal) {
      await rateLimiter.passBulk(chatId, signal);
      passed += 1;
      if (passed === 1) setImmediate(() => world.clock.advance(10_000));
    },
  };
  await world.send({
    rateLimiters: {
      citizen: citizenGate,
      staff: createRateLimiter({ clock: world.clock, ...TELEGRAM_CAPABILITIES.pace }),
    },
  });
  const citizen = await world.citizen();

  await world.file(citizen);
  await world.quiet();

  expect(await world.texts(citizen, 'citizen')).toHaveLength(1);
  expect(passed).toBe(2);
});
