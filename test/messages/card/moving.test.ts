import type { Deliveries } from '../../../src/deliveries/index.js';
import { updateOf } from '../../../src/deliveries/planning/planner.js';
import type { TrackingCode } from '../../../src/text/tracking-code.js';
import { asManager, buttonsOf, HEAD, HOUR, openWorld, type World } from '../../deliveries/sending/world.js';

let world: World;
beforeEach(async () => {
  world = await openWorld();
});
afterEach(() => world.close());

const cardOf = async (person: number) => (await world.messages(person, 'staff')).at(-1);

/** Shows the card again as the bot does in a conversation; resolves to its message. */
async function showAgain(deliveries: Deliveries, code: TrackingCode): Promise<number> {
  const { request } = await world.stored(code);
  const { body } = await world.simulator.call('staff', 'sendMessage', { chat_id: HEAD.person, text: 'کارت' });
  const messageId = (body as { result: { message_id: number } }).result.message_id;
  const { position, person } = HEAD;
  const message = { code, person: String(person), position, chatId: person, messageId };
  await deliveries.noteShown({ ...message, sentAt: world.clock.now() }, request.lastSeq);
  return messageId;
}

it('has one card in a chat: looking it up moves it, and what happens later reaches that one alone', async () => {
  const deliveries = await world.send();
  const code = await world.file(await world.citizen());
  await world.quiet();
  const first = await cardOf(HEAD.person);
  const second = await showAgain(deliveries, code);
  await world.quiet();
  const moved = (await world.messages(HEAD.person, 'staff')).find(
    ({ messageId }) => messageId === first?.messageId,
  );
  expect(moved?.deleted).toBe(true);

  const before = await world.calls('editMessageText');
  await world.does(code, { type: 'ask', question: 'کدام پلاک؟' }, asManager(HEAD));
  await world.quiet();
  expect((await world.calls('editMessageText')) - before).toBe(1);
  const live = (await world.messages(HEAD.person, 'staff')).find(({ messageId }) => messageId === second);
  expect(live?.text).toContain('منتظر پاسخ شهروند');
});

it('reduces a card that is too old to be deleted to one line that points on', async () => {
  const deliveries = await world.send();
  const code = await world.file(await world.citizen());
  await world.quiet();
  const first = await cardOf(HEAD.person);
  world.clock.advance(49 * HOUR);
  await showAgain(deliveries, code);
  await world.quiet();
  const old = (await world.messages(HEAD.person, 'staff')).find(
    ({ messageId }) => messageId === first?.messageId,
  );
  expect(old?.deleted).not.toBe(true);
  expect(old?.text).toContain('پایین‌تر آمده است');
  expect(old?.text).not.toContain('وسط کوچه');
  expect(buttonsOf(old)).toEqual([]);
});

it('moves the card once when a process ended before it could, and loses none', async () => {
  const deliveries = await world.send();
  const code = await world.file(await world.citizen());
  await world.quiet();
  const first = await cardOf(HEAD.person);
  const { request } = await world.stored(code);
  // The process that showed it ended after noting it, before anything was planned.
  const { position, person } = HEAD;
  const { body } = await world.simulator.call('staff', 'sendMessage', { chat_id: person, text: 'کارت' });
  const messageId = (body as { result: { message_id: number } }).result.message_id;
  const card = { code, person: String(person), position, chatId: person, messageId };
  const shown = { ...card, sentAt: world.clock.now() };
  await world.cards.remember(shown);

  await world.does(code, { type: 'ask', question: 'کدام پلاک؟' }, asManager(HEAD));
  await deliveries.noteShown(shown, request.lastSeq);
  await deliveries.noteShown(shown, request.lastSeq);
  await world.quiet();

  const messages = await world.messages(person, 'staff');
  expect(messages.find((one) => one.messageId === first?.messageId)?.deleted).toBe(true);
  expect(messages.find((one) => one.messageId === messageId)?.text).toContain('منتظر پاسخ شهروند');
  expect((await world.cards.ofRequest(code)).map((one) => one.messageId)).toEqual([messageId]);
});

it('makes no edit needless because of one that is planned again after it has ended', async () => {
  const deliveries = await world.send();
  const code = await world.file(await world.citizen());
  await world.quiet();
  const { events } = await world.stored(code);
  const [card] = await world.cards.ofRequest(code);
  const event = events.at(-1);
  if (card === undefined || event === undefined) throw new Error('There is no card.');
  const now = world.clock.now();
  const ended = updateOf(card, event, { now, mark: '#ended' });
  await deliveries.announce([ended]);
  await world.quiet();

  const edit = updateOf(card, event, { now, mark: '#new' });
  await deliveries.announce([edit, ended]);
  await world.quiet();
  const planned = await world.planned(code);
  expect(planned.find(({ _id }) => _id === edit._id)?.status).toBe('sent');
});
