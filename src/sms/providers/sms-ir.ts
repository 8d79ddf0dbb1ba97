import { z } from 'zod';
import type { SmsAccount } from '../../config/sms.js';
import type { SmsProvider, SmsReceipt, SmsState } from '../provider.js';
import { type CallResult, callProvider, idByContent, nationalNumber } from './http-call.js';

const ROOT = 'https://api.sms.ir';

const id = z.union([z.number(), z.string()]).transform(String);
const answerSchema = z.object({
  status: z.number(),
  data: z
    .object({
      messageIds: z.array(id.nullable()).nullish(),
      messageId: id.nullish(),
      deliveryState: z.number().nullish(),
    })
    .nullish(),
});

const inboxSchema = z.object({
  status: z.number(),
  data: z
    .array(
      z.object({
        messageText: z.string(),
        mobile: id,
        receivedDateTime: z.union([z.number(), z.string()]).transform(String),
      }),
    )
    .nullish(),
});

const DONE = 1;
/** `deliveryState` of a message; what is not among them says nothing. */
const STATES: ReadonlyMap<number | null | undefined, SmsState> = new Map([
  [1, 'delivered'],
  [2, 'failed'],
  [3, 'underWay'],
  [4, 'failed'],
  [5, 'underWay'],
  [6, 'failed'],
  [7, 'blacklisted'],
]);
/** What a status of the whole call says about the message. */
const RECEIPTS: ReadonlyMap<number, SmsReceipt> = new Map<number, SmsReceipt>([
  [0, { kind: 'unknown' }],
  [20, { kind: 'later', because: 'busy' }],
  [102, { kind: 'later', because: 'credit' }],
  [103, { kind: 'refused', because: 'refused' }],
  [104, { kind: 'refused', because: 'badNumber' }],
  [115, { kind: 'refused', because: 'blacklisted' }],
  [117, { kind: 'refused', because: 'filtered' }],
  ...[10, 11, 12, 13, 14, 101, 113, 116, 119, 123].map(
    (status) => [status, { kind: 'later', because: 'account' }] as const,
  ),
]);
/** The newest messages that are asked for; those before them have been given already. */
const MOST_RECEIVED = 100;
/** Signs of a value in a template. */
const MOST_OF_VALUE = 25;

/** SMS.ir. It keeps no ids of ours, so that a message whose answer was lost cannot be looked for. */
export function createSmsIr({ key, line, root = ROOT }: Omit<SmsAccount, 'provider'>): SmsProvider {
  const call = (path: string, body?: object) =>
    callProvider(`${root}/v1/${path}`, {
      headers: { 'X-API-KEY': key, 'content-type': 'application/json', accept: 'application/json' },
      ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
    });

  return {
    keepsId: () => false,

    async send({ number, text, template }) {
      const mobile = nationalNumber(number);
      const values = Object.entries(template?.values ?? {});
      const isFilled =
        template !== undefined && values.every(([, value]) => [...value].length <= MOST_OF_VALUE);
      return receiptOf(
        isFilled
          ? await call('send/verify', {
              mobile,
              templateId: Number(template.name),
              parameters: values.map(([name, value]) => ({ name: name.toUpperCase(), value })),
            })
          : await call('send/bulk', { lineNumber: Number(line), messageText: text, mobiles: [mobile] }),
      );
    },

    find: async () => ({ kind: 'none' }),

    async receive() {
      const result = await call(`receive/latest?count=${MOST_RECEIVED}`);
      const inbox = result.kind === 'answer' ? inboxSchema.safeParse(result.body).data : undefined;
      if (inbox?.status !== DONE) return undefined;
      return (inbox.data ?? []).map(({ messageText: text, mobile: from, receivedDateTime: at }) => ({
        id: idByContent(from, text, at),
        from,
        text,
      }));
    },

    async states(references) {
      const found = new Map<string, SmsState>();
      for (const reference of references) {
        const answer = answerOf(await call(`send/${encodeURIComponent(reference)}`));
        if (answer === undefined) return found.size === 0 ? undefined : found;
        if (answer.status === DONE) found.set(reference, STATES.get(answer.deliveryState) ?? 'unknown');
      }
      return found;
    },
  };
}

function answerOf(result: CallResult) {
  if (result.kind !== 'answer') return undefined;
  const parsed = answerSchema.safeParse(result.body);
  if (!parsed.success) return undefined;
  const { status, data } = parsed.data;
  return { status, ...data };
}

function receiptOf(result: CallResult): SmsReceipt {
  if (result.kind === 'away') return { kind: 'later', because: 'away' };
  // Too many calls are not told in the body alone.
  if (result.kind === 'answer' && result.status === 429) return { kind: 'later', because: 'busy' };
  const answer = answerOf(result);
  if (answer === undefined) return { kind: 'unknown' };
  if (answer.status !== DONE) return RECEIPTS.get(answer.status) ?? { kind: 'refused', because: 'refused' };
  const [first] = answer.messageIds ?? [];
  // A number to which nothing is sent has no id among the others.
  if (first === null) return { kind: 'refused', because: 'blacklisted' };
  const reference = first ?? answer.messageId;
  return reference === undefined || reference === null
    ? { kind: 'accepted' }
    : { kind: 'accepted', reference };
}
