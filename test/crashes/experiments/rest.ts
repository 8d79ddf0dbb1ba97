import type { Connection } from 'mongoose';
import { gamDesksAt } from '../../gam/gam-desks.js';
import type { RunningSimulator } from '../../simulator/harness.js';

/** What there is still to do, in words; nothing when everything has come to rest at that moment of the city. */
export async function whatIsLeft(options: {
  readonly connection: Connection;
  readonly telegram: RunningSimulator;
  readonly now: Date;
}): Promise<readonly string[]> {
  const { connection, telegram, now } = options;
  const waiting = await connection
    .collection('deliveries')
    .find({ status: { $in: ['planned', 'sending'] }, notBefore: { $lte: now } })
    .toArray();
  const counts = await Promise.all([
    updatesAt(telegram, 'citizen'),
    updatesAt(telegram, 'staff'),
    connection.collection('chats').countDocuments({ 'pending.0': { $exists: true } }),
    connection.collection('chats').countDocuments({ 'conversation.expiresAt': { $lte: now }, pending: [] }),
    connection.collection('requests').countDocuments({ 'undelivered.0': { $exists: true } }),
    connection.collection('requests').countDocuments({ 'unfed.0': { $exists: true } }),
    connection.collection('feedConsumers').countDocuments({ cursor: { $lt: await endOfFeed(connection) } }),
    connection.collection('feedConsumers').countDocuments({ 'parked.0': { $exists: true } }),
    connection.collection('requests').countDocuments({ nextActionAt: { $lte: now } }),
    connection.collection('requests').countDocuments({ 'state.heldAnswer': { $exists: true } }),
    waiting.length,
    connection.collection('gamLetters').countDocuments({ isDue: true, dueAt: { $lte: now } }),
    actsAt(telegram),
  ]);
  const names = [
    'updates for the citizen bot',
    'updates for the staff bot',
    'chats with updates',
    'conversations that have expired',
    'requests with untold events',
    'requests with events that are not in the feed',
    'systems that have not heard of all events',
    'systems that something is to be said once more',
    'requests whose time has come',
    'answers that can still be taken back',
    `deliveries: ${JSON.stringify(waiting.slice(0, 3))}`,
    'letters of which Gam has not heard',
    'acts at desks without a receipt',
  ];
  return counts.flatMap((count, index) => (count === 0 ? [] : [`${count} ${names[index]}`]));
}

async function endOfFeed(connection: Connection): Promise<number> {
  const [last] = await connection.collection('feed').find().sort({ _id: -1 }).limit(1).toArray();
  return Number(last?._id ?? 0);
}

async function updatesAt(telegram: RunningSimulator, bot: 'citizen' | 'staff'): Promise<number> {
  const { result } = (await telegram.call(bot, 'getWebhookInfo')).body;
  // The simulator is ours and its tests hold it to this shape.
  return (result as { readonly pending_update_count: number }).pending_update_count;
}

/** What was done at the desks of Gam, and the program has said nothing to. */
async function actsAt({ address }: RunningSimulator): Promise<number> {
  const letters = await gamDesksAt(() => address).letters();
  return letters.flatMap(({ acts }) => acts).filter(({ receipt }) => receipt === undefined).length;
}
