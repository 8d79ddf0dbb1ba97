import type { BotRole } from '../channel/bot.js';
import { botFor, personAddress } from '../channel/person-id.js';
import { chatKey } from './chat.js';
import { type Chats, SOMETHING_PENDING } from './chat-collection.js';

/** Queries over many chats: for jobs, for figures, and for who is known. */
export interface ChatQueries {
  /** How many updates wait, counted in up to a thousand chats, and since when the oldest has waited. */
  backlog(): Promise<{ readonly count: number; readonly oldestAt?: Date }>;
  /** Chats with pending updates that nobody is handling, at most `limit`. */
  abandoned(now: Date, limit: number): Promise<readonly string[]>;
  /** True when nothing waits in any chat. */
  isEmpty(): Promise<boolean>;
  /** Those of these words, such as ids of files, that the data of any open conversation contains. */
  mentioned(words: readonly string[]): Promise<ReadonlySet<string>>;
  /** Those of these people who have ever written to their bot of a role. */
  known(role: BotRole, people: readonly string[]): Promise<readonly string[]>;
}

/** The most chats whose pending updates are counted. */
const MOST_COUNTED = 1_000;
/** Batch size for going through the open conversations. */
const READ_AT_ONCE = 500;

/** The queries on the chats. */
export function createChatQueries({ chats }: Chats): ChatQueries {
  return {
    async backlog() {
      const found = await chats
        .find(SOMETHING_PENDING, { projection: { 'pending.id': 1, 'pending.receivedAt': 1 } })
        .limit(MOST_COUNTED)
        .toArray();
      const pending = found.flatMap((chat) => chat.pending);
      const times = pending.flatMap(({ receivedAt }) =>
        receivedAt === undefined ? [] : [receivedAt.getTime()],
      );
      return {
        count: pending.length,
        ...(times.length === 0 ? {} : { oldestAt: new Date(Math.min(...times)) }),
      };
    },

    async abandoned(now, limit) {
      const found = await chats
        .find({ ...SOMETHING_PENDING, leaseUntil: { $lte: now } }, { projection: { _id: 1 } })
        .limit(limit)
        .toArray();
      return found.map(({ _id }) => String(_id));
    },

    async isEmpty() {
      return (await chats.findOne(SOMETHING_PENDING, { projection: { _id: 1 } })) === null;
    },

    async mentioned(words) {
      const open = chats.find(
        { 'conversation.flow': { $gt: '' } },
        { projection: { 'conversation.data': 1 }, batchSize: READ_AT_ONCE },
      );
      const found = new Set<string>();
      for await (const { conversation } of open) {
        const data = JSON.stringify(conversation?.data ?? {});
        for (const word of words) if (data.includes(word)) found.add(word);
      }
      return found;
    },

    async known(role, people) {
      const keyOf = (person: string) =>
        chatKey({ bot: botFor(role, person), chatId: personAddress(person)?.userId ?? 0 });
      const found = await chats
        .find({ _id: { $in: people.map(keyOf) } }, { projection: { _id: 1 } })
        .toArray();
      const keys = new Set(found.map(({ _id }) => String(_id)));
      return people.filter((person) => keys.has(keyOf(person)));
    },
  };
}
