import { z } from 'zod';
import type { SmsAccount } from '../../config/sms.js';
import type { SmsProvider, SmsReceipt, SmsState } from '../provider.js';
import { type CallResult, callProvider, idByContent, nationalNumber } from './http-call.js';

const ROOT = 'https://sms.magfa.com';

const id = z.union([z.number(), z.string()]).transform(String);
const sentSchema = z.object({
  status: z.number(),
  messages: z.array(z.object({ status: z.number(), id: id.nullish() })).nullish(),
});
const foundSchema = z.object({ status: z.number(), mid: id.nullish() });
const statesSchema = z.object({
  status: z.number(),
  dlrs: z.array(z.object({ mid: id, status: z.number() })).nullish(),
});

const inboxSchema = z.object({
  status: z.number(),
  messages: z.array(z.object({ body: z.string(), senderNumber: id, date: id })).nullish(),
});

const DONE = 0;
/** Messages that are asked for at once. */
const MOST_RECEIVED = 100;
/** States of a message; what is not among them says nothing. */
const STATES: ReadonlyMap<number, SmsState> = new Map([
  [0, 'underWay'],
  [1, 'delivered'],
  [2, 'failed'],
  [8, 'underWay'],
  [16, 'failed'],
]);
/** What a status says about the message, whether of the whole call or of the message. */
const RECEIPTS: ReadonlyMap<number, SmsReceipt> = new Map<number, SmsReceipt>([
  [1, { kind: 'refused', because: 'badNumber' }],
  [28, { kind: 'refused', because: 'badNumber' }],
  [27, { kind: 'refused', because: 'blacklisted' }],
  [33, { kind: 'refused', because: 'blacklisted' }],
  [13, { kind: 'refused', because: 'refused' }],
  [30, { kind: 'refused', because: 'refused' }],
  [14, { kind: 'later', because: 'credit' }],
  [15, { kind: 'later', because: 'busy' }],
  [23, { kind: 'later', because: 'busy' }],
  ...[2, 16, 17, 18, 19, 20, 22, 29].map(
    (status) => [status, { kind: 'later', because: 'account' }] as const,
  ),
]);

/** Magfa. Our id is its `uid`; it has no templates. */
export function createMagfa({ key, line, root = ROOT }: Omit<SmsAccount, 'provider'>): SmsProvider {
  const headers = {
    authorization: `Basic ${Buffer.from(key, 'utf8').toString('base64')}`,
    'content-type': 'application/json',
    accept: 'application/json',
  };
  const call = (path: string, body?: object) =>
    callProvider(`${root}/api/http/sms/v2/${path}`, {
      headers,
      ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
    });

  return {
    keepsId: () => true,

    async send({ id, number, text }) {
      return receiptOf(
        await call('send', {
          senders: [line],
          recipients: [nationalNumber(number)],
          messages: [text],
          uids: [Number(id)],
        }),
      );
    },

    async find(id) {
      const answer = read(foundSchema, await call(`mid/${id}`));
      if (answer?.status !== DONE) return { kind: 'later' };
      // A message that it does not have is number -1.
      const isThere = answer.mid !== undefined && answer.mid !== null && Number(answer.mid) > 0;
      return isThere ? { kind: 'found', reference: String(answer.mid) } : { kind: 'none' };
    },

    async receive() {
      const inbox = read(inboxSchema, await call(`messages/${MOST_RECEIVED}`));
      if (inbox?.status !== DONE) return undefined;
      return (inbox.messages ?? []).map(({ body: text, senderNumber: from, date }) => ({
        id: idByContent(from, text, date),
        from,
        text,
      }));
    },

    async states(references) {
      const answer = read(statesSchema, await call(`statuses/${references.join(',')}`));
      if (answer?.status !== DONE) return undefined;
      return new Map(
        (answer.dlrs ?? []).map(({ mid, status }) => [mid, STATES.get(status) ?? 'unknown'] as const),
      );
    },
  };
}

function read<Answer>(schema: z.ZodType<Answer>, result: CallResult): Answer | undefined {
  return result.kind === 'answer' ? schema.safeParse(result.body).data : undefined;
}

function receiptOf(result: CallResult): SmsReceipt {
  if (result.kind === 'away') return { kind: 'later', because: 'away' };
  const answer = read(sentSchema, result);
  if (answer === undefined) return { kind: 'unknown' };
  if (answer.status !== DONE) return RECEIPTS.get(answer.status) ?? { kind: 'refused', because: 'refused' };
  const [message] = answer.messages ?? [];
  if (message !== undefined && message.status !== DONE)
    return RECEIPTS.get(message.status) ?? { kind: 'refused', because: 'refused' };
  const reference = message?.id;
  return reference === undefined || reference === null
    ? { kind: 'accepted' }
    : { kind: 'accepted', reference };
}
