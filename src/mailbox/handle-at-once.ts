import type { Clock } from '../clock.js';
import type { AdmissionControl } from './admission-control.js';
import { type ChatAddress, chatKey, type IncomingUpdate } from './chat.js';
import type { ChatAtOnce, OpenChat } from './chat-at-once.js';
import { type Lease, pendingOf } from './chat-collection.js';
import type { ChatReception, Finish } from './chat-inbox.js';
import type { MailboxBot } from './mailbox-bot.js';
import type { Handle, Handled } from './process-update.js';
import { isNeverStorable } from './storable.js';
import type { UpdateReply } from './update-reply.js';

/** What became of an update: it is stored, handled or not, or was before. */
export type Taken = 'stored' | 'known';

/** An update that arrives, and the moment of the machine's clock by which it has to be stored. */
interface Arrival {
  readonly bot: MailboxBot;
  readonly address: ChatAddress;
  readonly update: IncomingUpdate;
  readonly storedBy: Date;
  /** The answer to whoever brought it. */
  readonly reply: UpdateReply | undefined;
}

export interface HandlingAtOnceOptions {
  readonly store: ChatAtOnce & Pick<ChatReception, 'finish' | 'postpone'>;
  readonly clock: Clock;
  readonly admission: Pick<AdmissionControl, 'enter' | 'leave'>;
  readonly handle: Handle;
  readonly newLease: () => Lease;
  /** True while this process does something with the chat under a lease. */
  readonly isBusy: (chat: string) => boolean;
  /** Stores the update before it is handled. */
  readonly storeFirst: (address: ChatAddress, update: IncomingUpdate) => Promise<Taken>;
  /** The update is stored and still being handled under a lease of that owner. */
  readonly onBegun: (chat: string, owner: string, handling: Promise<Handled>) => void;
  /** The update has failed, is stored, and is tried again then. */
  readonly onFailed: (chat: string, retryAt: Date) => void;
  /** This process may hold a lease of that owner without knowing. */
  readonly onDoubt: (chat: string, owner: string) => void;
}

/** Handles updates as they arrive, of each chat one after the other, before anything of them is stored. */
export interface HandlingAtOnce {
  /**
   * Resolves once the update is consumed, or is stored because it failed or takes long. An update that arrives again
   * meanwhile shares the result. If it rejects, whatever arrived behind it is rejected too, so that all come again in
   * their order.
   */
  receive(arrival: Arrival): Promise<Taken>;
  /** Resolves when no update of the chat is in hand. */
  idle(chat: string): Promise<void>;
}

/** The updates of a chat that are in hand or wait for their turn. */
interface Line {
  readonly results: Map<number, Promise<Taken>>;
  last: Promise<unknown>;
}

/** The handling at once on a store. */
export function createHandlingAtOnce(options: HandlingAtOnceOptions): HandlingAtOnce {
  const { store, clock, admission, handle, newLease, isBusy, storeFirst, onBegun, onFailed, onDoubt } =
    options;
  const lines = new Map<string, Line>();

  function receive(arrival: Arrival): Promise<Taken> {
    const key = chatKey(arrival.address);
    const id = arrival.update.update_id;
    const line = lines.get(key) ?? { results: new Map(), last: Promise.resolve() };
    lines.set(key, line);
    const before = line.results.get(id);
    if (before !== undefined) return before;
    const result = line.last
      .then(() => take(arrival))
      .finally(() => {
        line.results.delete(id);
        if (line.results.size === 0) lines.delete(key);
      });
    line.results.set(id, result);
    line.last = result;
    return result;
  }

  async function take(arrival: Arrival): Promise<Taken> {
    const { address, update, storedBy } = arrival;
    if (isBusy(chatKey(address)) || storedBy <= clock.now()) return storeFirst(address, update);
    const open = await store.open(address);
    const { seen, leaseOwner, pending } = open.chat;
    if (!seen.includes(update.update_id) && leaseOwner === null && pending.length === 0)
      return inHand(open, arrival);
    open.close();
    return seen.includes(update.update_id) ? 'known' : storeFirst(address, update);
  }

  async function inHand(open: OpenChat, { bot, address, update, storedBy, reply }: Arrival): Promise<Taken> {
    const { chat } = open;
    const lease = newLease();
    const { owner } = lease;
    /** The storing of an update that takes long. */
    let begun: Promise<boolean> | undefined;
    const isBegun = async () => begun !== undefined && (await begun.catch(() => false));
    const writes: Pick<ChatReception, 'finish' | 'postpone'> = {
      async finish(finish: Finish) {
        if (await isBegun()) return store.finish(finish);
        return (await store.consume(open, finish)) ? chat : undefined;
      },
      async postpone(key, of, failed) {
        if (await isBegun()) return store.postpone(key, of, failed);
        return store.storeFailed(open, update, failed);
      },
    };
    const next = pendingOf(update, lease.now);
    const handling = admitted(() =>
      handle(bot, { chat, owner, next, writes, hasMore: () => false, reply }),
    ).finally(open.close);
    // Whoever waits for it says what becomes of a rejection.
    handling.catch(() => undefined);
    if (await isOverBy(storedBy, handling)) return resultOf(handling, address, update);
    begun = store.storeBegun(open, update, newLeaseOf(lease));
    try {
      if (!(await begun)) return await resultOf(handling, address, update);
    } catch (error) {
      onDoubt(chat._id, owner);
      throw error;
    }
    onBegun(chat._id, owner, handling);
    return 'stored';
  }

  /** What became of an update that was handled; one that was not written down is stored as if it had just arrived. */
  async function resultOf(
    handling: Promise<Handled>,
    address: ChatAddress,
    update: IncomingUpdate,
  ): Promise<Taken> {
    try {
      const handled = await handling;
      if (handled.kind === 'finished' && handled.chat !== undefined) return 'stored';
      if (handled.kind === 'postponed' && handled.until !== undefined) {
        onFailed(chatKey(address), handled.until);
        return 'stored';
      }
    } catch (error) {
      if (!isNeverStorable(error)) throw error;
    }
    return storeFirst(address, update);
  }

  async function admitted(work: () => Promise<Handled>): Promise<Handled> {
    await admission.enter();
    return work().finally(admission.leave);
  }

  /** True if the work ends before then, in whichever way. */
  async function isOverBy(moment: Date, work: Promise<unknown>): Promise<boolean> {
    const isOver = new AbortController();
    const late = clock.sleep(moment.getTime() - clock.now().getTime(), isOver.signal).then(() => false);
    const ended = work.then(
      () => true,
      () => true,
    );
    return Promise.race([ended, late]).finally(() => isOver.abort('over'));
  }

  /** The same lease from now on. */
  function newLeaseOf({ owner }: Lease): Lease {
    return { ...newLease(), owner };
  }

  return {
    receive,
    async idle(chat) {
      await lines.get(chat)?.last.catch(() => undefined);
    },
  };
}
