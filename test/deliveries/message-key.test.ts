import type { Connection } from 'mongoose';
import { createCardStore } from '../../src/deliveries/card-store.js';
import { createCitizenNoticeStore } from '../../src/deliveries/citizen-notice-store.js';
import { codeOf } from '../requests/open-requests.js';
import { openTestDatabase, type TestDatabase } from '../support/database.js';

/** Somebody on each messenger with the same number, and the same number of a message. */
const onTelegram = { person: '42', chatId: 42, messageId: 7 };
const onBale = { ...onTelegram, person: 'bale:42' };
const PLACES = [onTelegram, onBale];
const SENT_AT = new Date('2026-11-30T08:00:00Z');

let database: TestDatabase;
let connection: Connection;
beforeAll(async () => {
  database = await openTestDatabase();
  ({ connection } = database);
});
afterAll(() => database.close());

it('keeps apart the cards of two people with the same number on two messengers', async () => {
  const cards = createCardStore(connection);
  for (const [index, place] of PLACES.entries()) {
    await cards.remember({ ...place, code: codeOf(1), position: `position-${index}`, sentAt: SENT_AT });
  }
  const found = () => Promise.all(PLACES.map(async (place) => (await cards.findByMessage(place))?.position));
  expect(await found()).toEqual(['position-0', 'position-1']);
  await cards.forget({ ...onBale, code: codeOf(1) });
  expect(await found()).toEqual(['position-0', undefined]);
  expect((await cards.ofRequest(codeOf(1))).map(({ person }) => person)).toEqual(['42']);
});

it('keeps apart the notices of two citizens with the same number on two messengers', async () => {
  const notices = createCitizenNoticeStore(connection);
  for (const [index, place] of PLACES.entries()) {
    await notices.remember({ ...place, code: codeOf(index + 2), seq: 1, piece: 0 }, true);
  }
  const found = () => Promise.all(PLACES.map(async (place) => (await notices.findByMessage(place))?.code));
  expect(await found()).toEqual([codeOf(2), codeOf(3)]);
  await notices.forget({ ...onTelegram, code: codeOf(2) });
  expect(await found()).toEqual([undefined, codeOf(3)]);
});

it('finds what an earlier version stored by numbers alone, for whose it is', async () => {
  const place = onBale;
  const notice = { ...place, messageId: 8, code: codeOf(4), seq: 1, piece: 0 };
  await connection.collection('citizenNotices').insertOne({ _id: '42:8' as never, ...notice });
  const notices = createCitizenNoticeStore(connection);
  expect((await notices.findByMessage({ ...place, messageId: 8 }))?.code).toBe(codeOf(4));
  expect(await notices.findByMessage({ ...place, person: '42', messageId: 8 })).toBeUndefined();
});
