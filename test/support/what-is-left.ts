import { randomBytes } from 'node:crypto';
import type { Connection } from 'mongoose';
import { removeOldRequests } from '../../jobs/remove-old-requests.js';
import { createExternalIdStore } from '../../src/api/external-id-store.js';
import { createUnusedFiles } from '../../src/attachments/unused-files.js';
import { createCitizenStore } from '../../src/citizens/citizen-store.js';
import { createDepartures } from '../../src/citizens/departure.js';
import { createDepartureStore } from '../../src/citizens/departure-store.js';
import { createManualClock } from '../../src/clock.js';
import { createCardStore } from '../../src/deliveries/card-store.js';
import { createCitizenNoticeStore } from '../../src/deliveries/citizen-notice-store.js';
import { createActStore } from '../../src/gam/act-store.js';
import { createLetterStore } from '../../src/gam/letter-store.js';
import { chatKey, createChatStore } from '../../src/mailbox/chat-store.js';
import { createReferenceStore } from '../../src/open311/neighbours/reference-store.js';
import { createPublicRecords } from '../../src/open311/public-records.js';
import { createRequestStore } from '../../src/requests/request-store.js';
import { SILENT } from '../simulator/harness.js';
import type { RunningCity } from './city.js';

/** Longer than the last press of somebody who leaves takes. */
const AFTER_DEPARTURE_MS = 120_000;
const YEAR_MS = 366 * 24 * 3_600_000;

/** The collections in which words stand, or bytes that contain them, in the order of their names. */
export async function whereIs(connection: Connection, words: string | RegExp): Promise<readonly string[]> {
  const isIn = (text: string) => (typeof words === 'string' ? text.includes(words) : words.test(text));
  const collections = (await connection.db?.collections()) ?? [];
  const found = await Promise.all(
    collections.map(async (collection) => {
      const documents: readonly Readonly<Record<string, unknown>>[] = await collection.find().toArray();
      const isThere = documents.some((one) => isIn(JSON.stringify(one)) || isIn(bytesIn(one)));
      return isThere ? [collection.collectionName] : [];
    }),
  );
  return found.flat().sort();
}

/** True if these words stand in the chat of somebody with the citizen bot. */
export async function chatTells(connection: Connection, person: number, words: string): Promise<boolean> {
  const key = chatKey({ bot: 'citizen', chatId: person });
  const chat = await connection.collection<{ _id: string }>('chats').findOne({ _id: key });
  return JSON.stringify(chat).includes(words);
}

function bytesIn({ data }: Readonly<Record<string, unknown>>): string {
  const isBinary = typeof data === 'object' && data !== null && 'buffer' in data;
  return isBinary && data.buffer instanceof Uint8Array ? Buffer.from(data.buffer).toString('latin1') : '';
}

/** Lets two days of the city pass, in which whatever nobody needs goes. */
export async function passTwoDays(city: RunningCity['city']): Promise<void> {
  for (let halfDay = 0; halfDay < 4; halfDay += 1) await city.advance({ advanceHours: 12.5 });
}

/** Does what a job does a minute after citizens have left: their chats go last. */
export async function endDepartures(connection: Connection): Promise<void> {
  const departed = createManualClock(new Date(Date.now() + AFTER_DEPARTURE_MS));
  const never = () => Promise.reject(new Error('Everything but the chat is gone already.'));
  await createDepartures({
    clock: departed,
    store: createDepartureStore(connection),
    chats: createChatStore(connection),
    citizens: { remove: never },
    requests: { naming: never, renameCitizen: never, findMany: never },
    attachments: { forgetNames: never },
    audit: { rename: never },
    leaveBehind: never,
    restrain: never,
    forgetDeliveries: never,
    machineClock: departed,
    logger: SILENT,
    drawWord: () => '',
  }).finish();
}

/** Does what the jobs do when so many years have passed. */
export async function removeAfter(
  years: number,
  { connection, city }: Pick<RunningCity, 'connection' | 'city'>,
): Promise<void> {
  const clock = createManualClock(new Date((await city.now()).getTime() + years * YEAR_MS));
  const requests = createRequestStore(connection);
  const unusedFiles = createUnusedFiles({
    connection,
    usedByRequests: requests.usingFiles,
    usedByDrafts: async () => new Set(),
    clock,
    logger: SILENT,
  });
  await removeOldRequests({
    requests,
    citizens: createCitizenStore(connection),
    cards: createCardStore(connection),
    notices: createCitizenNoticeStore(connection),
    publicRecords: createPublicRecords(connection, randomBytes),
    externalIds: createExternalIdStore(connection),
    neighbourReferences: createReferenceStore(connection),
    gamLetters: createLetterStore(connection),
    gamActs: createActStore(connection),
    unusedFiles,
    requestYears: 5,
    clock,
  }).run();
  await unusedFiles.remove();
  await createChatStore(connection).forgetButtons(clock.now());
}
