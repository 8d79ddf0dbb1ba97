import { isDeepStrictEqual } from 'node:util';
import { strayRequests } from '../../../src/month/differences.js';
import type { EventOf } from '../../../src/requests/lifecycle/events.js';
import { beginRequest, evolve } from '../../../src/requests/lifecycle/evolve.js';
import type { Acknowledgement, Book } from './book.js';
import { hearingsOf } from './must-hear.js';
import { brokenFeed, notHeard } from './other-system.js';
import { compareWithPhones } from './phones.js';
import type { Players } from './players.js';
import { allRequests, type Stored } from './stored-requests.js';
import type { World } from './world.js';

/** What came of comparing a book with the database and with every phone. */
export interface Comparison {
  /** What did not hold, in words; nothing where everything did. */
  readonly problems: readonly string[];
  readonly requests: number;
  readonly events: number;
  readonly acknowledged: number;
  /** Things that somebody had to be told. */
  readonly hearings: number;
  /** Messages of which nobody could know whether they had gone. */
  readonly ambiguous: number;
  /** Messages that somebody got twice for that reason. */
  readonly duplicates: number;
}

/** What need not be as it usually is. */
export interface Irregular {
  /** Updates that were handled once more after they had been given up: bot, chat and update. */
  readonly again: ReadonlySet<string>;
  /** Updates that are not kept in order with the others by Telegram itself. */
  readonly apart: ReadonlySet<number>;
  /** People who have blocked the bot for citizens, and hear nothing. */
  readonly blocked: ReadonlySet<number>;
}

/** Compares what was acknowledged, what is stored, and what every phone shows. Everything must have come to rest. */
export async function compare(
  world: World,
  players: Players,
  book: Book,
  irregular: Irregular,
): Promise<Comparison> {
  const { connection, organization } = world;
  const all = await allRequests(connection);
  const chats = await readCitizens(world);
  const directory = { organization, chatOf: (citizen: string) => chats.get(citizen), now: world.now() };
  const hearings = all
    .flatMap((stored) => hearingsOf(stored, directory))
    .filter(({ bot, person }) => bot === 'staff' || !irregular.blocked.has(person));
  const told = await compareWithPhones(world, hearings, {
    deliveries: book.deliveries,
    chatOf: directory.chatOf,
  });
  const buried = await connection.collection('deadLetters').countDocuments();
  const happened = all.map(({ request: { code }, events }) => ({ code, events }));
  const raw = all.map(({ request: state, events }) => ({ state, events }));
  return {
    problems: [
      ...acknowledgedButMissing(book.acknowledged, all, { chats, world }),
      ...(await filedTwice(world, players, all, chats)),
      ...all.flatMap(brokenHistory),
      ...all.flatMap(tooEarly),
      ...told.problems,
      ...(await strayRequests(connection, raw, organization)),
      ...(await handledTwice(world, irregular)),
      ...(await unanswered(world)),
      ...(await brokenFeed(connection, happened)),
      ...notHeard(world.otherSystem.heard, happened),
      ...(buried === 0 ? [] : [`${buried} updates were given up`]),
    ],
    requests: all.length,
    events: all.reduce((sum, { events }) => sum + events.length, 0),
    acknowledged: book.acknowledged.length,
    hearings: hearings.length,
    ambiguous: told.ambiguous,
    duplicates: told.duplicates,
  };
}

async function readCitizens({ connection }: World): Promise<ReadonlyMap<string, number>> {
  // Whoever has only ever called has no phone here.
  const found = await connection
    .collection('citizens')
    .find({ chatId: { $exists: true } })
    .toArray();
  return new Map(found.map(({ _id, chatId }) => [String(_id), Number(chatId)]));
}

function acknowledgedButMissing(
  acknowledged: readonly Acknowledgement[],
  all: readonly Stored[],
  { chats, world }: { readonly chats: ReadonlyMap<string, number>; readonly world: World },
): readonly string[] {
  const { organization } = world;
  return acknowledged.flatMap((entry) => {
    const stored = all.find(({ request }) => request.code === entry.code);
    const count = stored === undefined ? 0 : countOf(entry, stored);
    return count >= 1 && (entry.kind !== 'rated' || count === 1)
      ? []
      : [
          `${entry.code}: «${entry.kind}» was confirmed to ${entry.person} and is there ${count} times among ` +
            (stored?.events ?? []).map(({ type }) => type).join(', '),
        ];
  });

  function countOf(entry: Acknowledgement, { request, events }: Stored): number {
    switch (entry.kind) {
      case 'filed':
        return chats.get(request.citizen) === entry.person ? 1 : 0;
      case 'answered':
        return events.filter(
          (event) =>
            event.type === 'answered' &&
            event.by.kind === 'position' &&
            organization.holderOf(event.by.position, world.now()) === String(entry.person),
        ).length;
      case 'rated':
        return events.filter((event) => event.type === 'rated' && event.score === entry.score).length;
      case 'objected':
        return events.filter(({ type }) => type === 'objected').length;
    }
  }
}

/** Each filing says something that no other says, so that it can be there once at most; and nobody else wrote it. */
async function filedTwice(
  { city, citizens }: World,
  { wishes }: Players,
  all: readonly Stored[],
  chats: ReadonlyMap<string, number>,
): Promise<readonly string[]> {
  const lines = all.flatMap(({ request }) => request.text.split('\n'));
  const twice = wishes.filter(({ words }) => lines.filter((line) => line === words).length > 1);
  const foreign: string[] = [];
  for (const { request } of all) {
    const person = chats.get(request.citizen) ?? 0;
    // Somebody of a crowd wrote nothing to the bot.
    if (!citizens.includes(person)) continue;
    const chat = await city.chat(person, 'citizen');
    const written = chat.flatMap(({ from, text }) => (from === 'person' && text !== undefined ? [text] : []));
    const others = request.text.split('\n').filter((line) => !written.includes(line));
    foreign.push(...others.map((line) => `${request.code}: its citizen never wrote «${line}»`));
  }
  return [...foreign, ...twice.map(({ words }) => `filed more than once: «${words}»`)];
}

/** A request is what its events say, each command has done one thing, and no event is there twice. */
function brokenHistory({ request, events }: Stored): readonly string[] {
  const { code } = request;
  const seqs = events.map(({ seq }) => seq);
  const isNumbered = seqs.every((seq, index) => seq === index + 1);
  if (!isNumbered) return [`${code}: its events are numbered ${seqs.join(', ')}`];
  const [first, ...rest] = events;
  if (first?.type !== 'registered') return [`${code}: it does not begin with a registration`];
  const replayed = rest.reduce(evolve, evolve(beginRequest(first), first));
  const commands = events.map(({ commandId }) => commandId);
  const again = commands.filter((id, index) => commands[index - 1] !== id && commands.indexOf(id) < index);
  return [
    ...(isDeepStrictEqual(withoutAbsent(replayed), withoutAbsent(request))
      ? []
      : [`${code}: it is not what its events say`]),
    ...again.map((id) => `${code}: the command ${id} was carried out twice`),
  ];
}

/** What a database makes of an object: members that are undefined are not there. */
function withoutAbsent(value: object): unknown {
  return JSON.parse(JSON.stringify(value));
}

/** Time moves a request up after its deadline only, and by one level. */
function tooEarly({ request: { code }, events }: Stored): readonly string[] {
  const moves = events.filter(
    (event): event is EventOf<'referred'> | EventOf<'escalated'> =>
      event.type === 'referred' || event.type === 'escalated',
  );
  return moves.flatMap((move, index) => {
    const before = moves[index - 1];
    if (before === undefined || move.type !== 'escalated') return [];
    const isEarly = move.because === 'late' && move.at < before.dueAt;
    const isJump = move.level > before.level + 1;
    return [
      ...(isEarly ? [`${code}: event ${move.seq} moved it up before its deadline`] : []),
      ...(isJump ? [`${code}: event ${move.seq} moved it up more than one level`] : []),
    ];
  });
}

/** No chat has handled an update twice, or has one left. */
async function handledTwice({ connection }: World, { again, apart }: Irregular): Promise<readonly string[]> {
  const chats = await connection.collection('chats').find().toArray();
  return chats.flatMap(({ _id, seen, rev, pending }) => {
    const ids = (seen as readonly number[]).filter((id) => !again.has(`${String(_id)}:${id}`));
    const twice = ids.filter((id, index) => ids.indexOf(id) < index);
    const queues = [ids.filter((id) => !apart.has(id)), ids.filter((id) => apart.has(id))];
    const isInOrder = queues.every((queue) =>
      isDeepStrictEqual(
        queue,
        queue.toSorted((a, b) => a - b),
      ),
    );
    return [
      ...twice.map((id) => `${String(_id)}: the update ${id} was handled twice`),
      ...(isInOrder ? [] : [`${String(_id)}: updates were handled out of order: ${ids.join(', ')}`]),
      ...(Number(rev) < ids.length || (pending as unknown[]).length > 0
        ? [`${String(_id)}: ${(pending as unknown[]).length} updates are left, ${String(rev)} were handled`]
        : []),
    ];
  });
}

/** Whoever wrote something has got an answer to it. */
async function unanswered({ city, citizens }: World): Promise<readonly string[]> {
  const silent: string[] = [];
  for (const person of citizens) {
    const chat = await city.chat(person, 'citizen');
    if (chat.at(-1)?.from === 'person') silent.push(`${person} got no answer to «${chat.at(-1)?.text}»`);
  }
  return silent;
}
