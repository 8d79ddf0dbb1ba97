import type { Connection } from 'mongoose';
import type { CallbackStore } from '../callbacks/callback-store.js';
import { endCallbacksAfterRating } from '../callbacks/end-after-rating.js';
import { toBePhoned } from '../callbacks/policy.js';
import type { Clock } from '../clock.js';
import { createLease, createLeaseStore } from '../database/lease.js';
import type { Logger } from '../logger.js';
import { isPutFirst } from '../requests/lifecycle/urgency.js';
import type { RequestService } from '../requests/request-service.js';
import type { RequestStore, StoredRequest } from '../requests/request-store.js';
import { createSmsInbox } from './inbox.js';
import type { SmsInboxStore } from './inbox-store.js';
import type { SmsStore, StoredSms } from './message-store.js';
import { createSmsOutbox, type SmsOutbox } from './outbox.js';
import type { SmsProvider } from './provider.js';
import { createWriteSms } from './write-sms.js';

/** Short messages to callers without a chat. */
export interface ShortMessages extends Omit<SmsOutbox, 'wake'> {
  /** Has a message sent about an event of a request; repeating it changes nothing. */
  put(stored: StoredRequest, subject: { readonly seq: number; readonly citizen: string }): Promise<void>;
}

type WriteOptions = Parameters<typeof createWriteSms>[0];

export interface ShortMessagesOptions extends WriteOptions {
  readonly requests: Pick<RequestStore, 'find' | 'findMany'>;
  readonly connection: Connection;
  readonly provider: SmsProvider;
  readonly shortMessages: SmsStore;
  readonly shortMessageInbox: SmsInboxStore;
  readonly codesPerHour: number;
  readonly execute: RequestService['execute'];
  readonly callbacks: Pick<CallbackStore, 'add' | 'waitingOf' | 'end'>;
  readonly partsPerDay: number;
  readonly morningHour: number;
  readonly machineClock: Clock;
  readonly logger: Logger;
  readonly processId: string;
  readonly epoch: () => number | undefined;
  readonly pollMs: number;
}

/** The short messages of this process; nothing is sent before `start`. */
export function createShortMessages(options: ShortMessagesOptions): ShortMessages {
  const { connection, shortMessages: store, callbacks, requests, clock, machineClock, logger } = options;

  /** Whoever a message does not reach is phoned. */
  async function putOnCallList({ code, seq, citizen }: StoredSms): Promise<void> {
    // Whoever has written writes again.
    if (code === undefined || seq === undefined) return;
    const event = (await requests.find(code))?.events.find((one) => one.seq === seq);
    if (event === undefined) return;
    await callbacks.add({ code, seq, citizen, what: toBePhoned(event) ?? 'news', at: event.at });
  }

  const { wake, ...outbox } = createSmsOutbox({
    ...options,
    store,
    write: createWriteSms(options),
    receive: createSmsInbox({
      ...options,
      inbox: options.shortMessageInbox,
      messages: store,
      onJudged: (request, event) => endCallbacksAfterRating(callbacks, request, event),
      findDanger: async (words) => (await options.organization.current()).understanding.findDanger(words),
      reasonWithoutWords: (locale) => options.texts.plain(locale, 'short.reply.reasonWithoutWords'),
      async answer(id, citizen, answer) {
        const now = clock.now();
        const times = { createdAt: now, notBefore: now };
        const isUrgent = answer.reply === 'danger';
        await store.put({
          _id: `${isUrgent ? 'danger' : 'reply'}:${id}`,
          citizen,
          ...answer,
          ...times,
          isUrgent,
        });
      },
    }),
    onFailed: putOnCallList,
    lease: createLease({
      store: createLeaseStore(connection),
      name: 'sms',
      owner: options.processId,
      clock: machineClock,
      logger,
      epoch: options.epoch,
    }),
  });

  return {
    ...outbox,
    async put({ request }, { seq, citizen }) {
      const now = clock.now();
      await store.put({
        _id: `${request.code}:${seq}:${citizen}`,
        code: request.code,
        seq,
        citizen,
        isUrgent: isPutFirst(request),
        createdAt: now,
        notBefore: now,
      });
      wake();
    },
  };
}
