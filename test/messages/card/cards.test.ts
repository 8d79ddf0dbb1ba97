import { createAttachmentStore } from '../../../src/attachments/attachment-store.js';
import {
  asManager,
  buttonsOf,
  DEPUTY,
  DISTRICT_MAYOR,
  HEAD,
  NEWCOMER,
  openWorld,
  type World,
} from '../../deliveries/sending/world.js';
import { eventually } from '../../support/eventually.js';

let world: World;
beforeEach(async () => {
  world = await openWorld();
});
afterEach(() => world.close());

const cardOf = async (person: number) => (await world.messages(person, 'staff')).at(-1);

it('moves with an escalation: the card of the manager below says so and loses its buttons', async () => {
  await world.send();
  const code = await world.file(await world.citizen());
  await world.quiet();
  expect(buttonsOf(await cardOf(HEAD.person))).toContain('پاسخ');

  await world.escalate(code);
  await world.quiet();

  const [card, ...others] = await world.messages(HEAD.person, 'staff');
  expect(others).toEqual([]);
  expect(card?.edited).toBe(true);
  expect(card?.text).toContain('این درخواست دیگر پیش شما نیست');
  expect(card?.text).toContain('مهلت شما تمام شد و پاسخی ثبت نشد.');
  expect(buttonsOf(card)).toEqual([]);
  expect(buttonsOf(await cardOf(DEPUTY.person))).toContain('پاسخ');
});

it('keeps the cartables: out of the one, into the other, and out when it is answered', async () => {
  await world.send();
  const code = await world.file(await world.citizen());
  await world.quiet();
  expect(await world.codesAt(HEAD.position)).toEqual([code]);

  await world.escalate(code);
  await world.quiet();
  expect(await world.codesAt(HEAD.position)).toEqual([]);
  expect(await world.codesAt(DEPUTY.position)).toEqual([code]);

  await world.answer(code, DEPUTY);
  await world.quiet();
  expect(await world.codesAt(DEPUTY.position)).toEqual([]);
});

it('edits a card that was overtaken while it was on its way', async () => {
  await world.send();
  await world.fault({
    kind: 'slow',
    bot: 'staff',
    method: 'sendMessage',
    chatId: HEAD.person,
    retryAfter: 0.5,
    times: 1,
  });
  const code = await world.file(await world.citizen());
  await eventually(async () =>
    (await world.planned(code)).some(({ kind, status }) => kind === 'card' && status === 'sending'),
  );

  await world.answer(code);
  await world.quiet();

  const card = await cardOf(HEAD.person);
  expect(card?.text).toContain('پاسخ داده شد');
  expect(buttonsOf(card)).toEqual([]);
});

it('sends no card for what has been answered before it went out', async () => {
  const code = await world.file(await world.citizen());
  await world.openProcess().planLeftOvers();
  await world.answer(code);
  const deliveries = await world.send();
  await deliveries.planLeftOvers();
  await world.quiet();

  expect(await world.messages(HEAD.person, 'staff')).toEqual([]);
  expect((await world.planned(code)).find(({ kind }) => kind === 'card')).toMatchObject({
    status: 'cancelled',
    because: 'notSoAnyMore',
  });
});

it('edits once when several things have happened before the edit could be made', async () => {
  const code = await world.file(await world.citizen());
  await world.send().then((deliveries) => deliveries.planLeftOvers());
  await world.quiet();
  await world.fault({ kind: '429', retryAfter: 60, bot: 'staff', method: 'editMessageText', times: 1 });
  const before = await world.calls('editMessageText');

  const citizen = { kind: 'citizen', citizen: (await world.stored(code)).request.citizen } as const;
  await world.does(code, { type: 'add', text: 'پلاک ۱۲', attachments: [] }, citizen);
  await eventually(async () => (await world.calls('editMessageText')) > before);
  await world.does(code, { type: 'withdraw' }, citizen);
  await eventually(async () => (await world.requests.unplanned(1)).length === 0);
  await eventually(async () => {
    world.clock.advance(1_000);
    return (await cardOf(HEAD.person))?.text?.includes('بسته شد') === true;
  });
  await world.quiet();

  expect((await world.calls('editMessageText')) - before).toBe(2);
  expect((await world.planned(code)).filter(({ because }) => because === 'overtaken')).toHaveLength(1);
});

it('gives a fresh card when the message is gone and the request still waits for its manager', async () => {
  await world.send();
  const code = await world.file(await world.citizen());
  await world.quiet();
  const lost = await cardOf(HEAD.person);
  await world.simulator.call('staff', 'deleteMessage', { chat_id: HEAD.person, message_id: lost?.messageId });

  await world.does(code, { type: 'ask', question: 'کدام پلاک؟' }, asManager(HEAD));
  await world.quiet();
  const fresh = await cardOf(HEAD.person);
  expect(fresh?.messageId).not.toBe(lost?.messageId);
  expect(fresh?.text).toContain('منتظر پاسخ شهروند');
  expect(await world.cards.ofRequest(code)).toEqual([
    expect.objectContaining({ messageId: fresh?.messageId }),
  ]);
});

it('sends nothing instead of a card that is gone when there is nothing left to do', async () => {
  await world.send();
  const code = await world.file(await world.citizen());
  await world.quiet();
  const lost = await cardOf(HEAD.person);
  await world.simulator.call('staff', 'deleteMessage', { chat_id: HEAD.person, message_id: lost?.messageId });

  await world.answer(code);
  await world.quiet();

  const there = (await world.messages(HEAD.person, 'staff')).filter(({ deleted }) => deleted !== true);
  expect(there).toEqual([]);
  expect(await world.cards.ofRequest(code)).toEqual([]);
});

it('brings the photos before the card, and takes a reply to a photo for a reply to the card', async () => {
  const citizen = await world.citizen();
  const photo = await world.photoFrom(citizen);
  await world.send();

  const code = await world.file(citizen, { attachments: [photo] });
  await world.quiet();

  const [picture, card] = await world.messages(HEAD.person, 'staff');
  expect(picture?.media).toEqual(['photo']);
  expect(card?.text).toContain('وسط کوچه');
  for (const message of [picture, card]) {
    expect(
      await world.cards.findByMessage({
        person: String(HEAD.person),
        chatId: HEAD.person,
        messageId: message?.messageId ?? 0,
      }),
    ).toMatchObject({
      code,
      position: HEAD.position,
    });
  }
  expect(await world.cards.ofRequest(code)).toHaveLength(1);
});

it('sends the card without a photo that is gone, and says that it is missing', async () => {
  const citizen = await world.citizen();
  const photo = await world.photoFrom(citizen);
  await createAttachmentStore(world.connection).markUnavailable(photo.id, 'gone');
  await world.send();

  await world.file(citizen, { attachments: [photo] });
  await world.quiet();

  const [card, ...others] = await world.messages(HEAD.person, 'staff');
  expect(others).toEqual([]);
  expect(card?.text).toContain('۱ پیوست');
});

it('brings open requests to the new holder of a position, once, and takes the buttons from the former one', async () => {
  const deliveries = await world.send();
  const code = await world.file(await world.citizen());
  await world.quiet();

  await world.organization.assign({ [HEAD.position]: String(NEWCOMER) });
  await deliveries.handOver(HEAD.position);
  await deliveries.handOver(HEAD.position);
  await world.quiet();

  const cards = await world.messages(NEWCOMER, 'staff');
  expect(cards).toHaveLength(1);
  expect(buttonsOf(cards[0])).toContain('پاسخ');
  const former = await cardOf(HEAD.person);
  expect(former?.text).toContain('این سمت حالا با همکار دیگری است');
  expect(buttonsOf(former)).toEqual([]);
  expect((await world.cards.ofRequest(code)).map(({ person }) => person)).toEqual([
    String(HEAD.person),
    String(NEWCOMER),
  ]);
});

it('gives the card its buttons back when the position returns to its former holder', async () => {
  const deliveries = await world.send();
  await world.file(await world.citizen());
  await world.quiet();

  for (const person of [NEWCOMER, HEAD.person, NEWCOMER]) {
    await world.organization.assign({ [HEAD.position]: String(person) });
    await deliveries.handOver(HEAD.position);
    await world.quiet();
    expect(buttonsOf(await cardOf(person))).toContain('پاسخ');
  }

  expect(buttonsOf(await cardOf(HEAD.person))).toEqual([]);
  expect(await world.messages(HEAD.person, 'staff')).toHaveLength(1);
  expect(await world.messages(NEWCOMER, 'staff')).toHaveLength(1);
});

it('takes an older card away when the request comes back to the same manager', async () => {
  await world.organization.assign({ 'district-9-traffic-head': '7050' });
  await world.send();
  const citizen = await world.citizen();
  const code = await world.file(citizen);
  await world.quiet();
  await world.does(code, { type: 'refer', to: 'district-9-traffic-head' }, asManager(HEAD));
  await world.quiet();
  expect(buttonsOf(await cardOf(HEAD.person))).toEqual([]);

  await world.does(
    code,
    { type: 'refer', to: HEAD.position },
    { kind: 'manager', position: 'district-9-traffic-head', person: '7050' },
  );
  await world.does(code, { type: 'refer', to: HEAD.position }, asManager(DISTRICT_MAYOR));
  await world.quiet();

  const [older, newer] = await world.messages(HEAD.person, 'staff');
  expect(older?.deleted).toBe(true);
  expect(buttonsOf(newer)).toContain('پاسخ');
  expect(await world.cards.ofRequest(code)).toEqual(
    expect.arrayContaining([expect.objectContaining({ messageId: newer?.messageId })]),
  );
  expect((await world.cards.ofRequest(code)).map(({ messageId }) => messageId)).not.toContain(
    older?.messageId,
  );
});
