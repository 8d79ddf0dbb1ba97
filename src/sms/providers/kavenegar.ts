import { z } from 'zod';
import type { SmsAccount } from '../../config/sms.js';
import type { FilledTemplate, SmsProvider, SmsReceipt, SmsState } from '../provider.js';
import { type CallResult, callProvider, nationalNumber } from './http-call.js';

const ROOT = 'https://api.kavenegar.com';

const answerSchema = z.object({
  return: z.object({ status: z.number() }),
  entries: z
    .array(
      z.object({
        messageid: z.union([z.number(), z.string()]).transform(String).nullish(),
        status: z.number().nullish(),
      }),
    )
    .nullish(),
});

const inboxSchema = z.object({
  return: z.object({ status: z.number() }),
  entries: z
    .array(
      z.object({
        messageid: z.union([z.number(), z.string()]).transform(String),
        message: z.string(),
        sender: z.string(),
      }),
    )
    .nullish(),
});

/** Statuses of a message (REST guide, «وضعیت پیامک»); what is not among them says nothing. */
const STATES: ReadonlyMap<number | null | undefined, SmsState> = new Map([
  [1, 'underWay'],
  [2, 'underWay'],
  [4, 'underWay'],
  [5, 'underWay'],
  [6, 'failed'],
  [10, 'delivered'],
  [11, 'failed'],
  [13, 'failed'],
  [14, 'blacklisted'],
]);
/** The status of a message that the provider does not know. */
const NO_SUCH_MESSAGE = 100;
const DONE = 200;

/** What a status of the whole call says about the message (REST guide, «خطاها»). */
const RECEIPTS: ReadonlyMap<number, SmsReceipt> = new Map<number, SmsReceipt>([
  [402, { kind: 'unknown' }],
  [409, { kind: 'later', because: 'busy' }],
  [429, { kind: 'later', because: 'busy' }],
  [451, { kind: 'later', because: 'busy' }],
  [418, { kind: 'later', because: 'credit' }],
  [411, { kind: 'refused', because: 'badNumber' }],
  [413, { kind: 'refused', because: 'refused' }],
  [420, { kind: 'refused', because: 'filtered' }],
  [422, { kind: 'refused', because: 'filtered' }],
  ...[401, 403, 405, 407, 412, 416, 424, 426, 428, 501].map(
    (status) => [status, { kind: 'later', because: 'account' }] as const,
  ),
]);

/** The gaps of a template: the plain one takes no space, `token10` up to five and `token20` up to eight. */
const GAPS = { code: ['token', 0], time: ['token10', 5], name: ['token20', 8] } as const;

/** Kavenegar. Our id is its `localid`; success is what the body says, whatever the status of HTTP. */
export function createKavenegar({ key, line, root = ROOT }: Omit<SmsAccount, 'provider'>): SmsProvider {
  const address = (method: string) => `${root}/v1/${encodeURIComponent(key)}/${method}.json`;
  const call = (method: string, parameters: Readonly<Record<string, string>>) =>
    callProvider(address(method), { method: 'POST', body: new URLSearchParams(parameters) });

  return {
    keepsId: ({ template }) => template === undefined || !fits(template),

    async send({ id, number, text, template }) {
      const receptor = nationalNumber(number);
      const isFilled = template !== undefined && fits(template);
      return receiptOf(
        isFilled
          ? await call('verify/lookup', { receptor, template: template.name, ...tokensOf(template) })
          : await call('sms/send', { receptor, sender: line, message: text, localid: id }),
      );
    },

    async find(id) {
      const answer = answerOf(await call('sms/statuslocalmessageid', { localid: id }));
      if (answer?.status !== DONE) return { kind: 'later' };
      const found = answer.entries.find(({ status }) => status !== NO_SUCH_MESSAGE);
      const reference = found?.messageid;
      return reference === undefined || reference === null ? { kind: 'none' } : { kind: 'found', reference };
    },

    async receive() {
      const result = await call('sms/receive', { linenumber: line, isread: '0' });
      const inbox = result.kind === 'answer' ? inboxSchema.safeParse(result.body).data : undefined;
      if (inbox?.return.status !== DONE) return undefined;
      return (inbox.entries ?? []).map(({ messageid: id, message: text, sender: from }) => ({
        id,
        from,
        text,
      }));
    },

    async states(references) {
      const answer = answerOf(await call('sms/status', { messageid: references.join(',') }));
      if (answer?.status !== DONE) return undefined;
      return new Map(
        answer.entries.flatMap(({ messageid, status }) =>
          messageid === undefined || messageid === null
            ? []
            : [[messageid, STATES.get(status) ?? 'unknown'] as const],
        ),
      );
    },
  };
}

function answerOf(result: CallResult) {
  if (result.kind !== 'answer') return undefined;
  const parsed = answerSchema.safeParse(result.body);
  if (!parsed.success) return undefined;
  return { status: parsed.data.return.status, entries: parsed.data.entries ?? [] };
}

function receiptOf(result: CallResult): SmsReceipt {
  if (result.kind === 'away') return { kind: 'later', because: 'away' };
  const answer = answerOf(result);
  if (answer === undefined) return { kind: 'unknown' };
  if (answer.status !== DONE) return RECEIPTS.get(answer.status) ?? { kind: 'refused', because: 'refused' };
  const [entry] = answer.entries;
  const state = STATES.get(entry?.status);
  if (state === 'blacklisted') return { kind: 'refused', because: 'blacklisted' };
  if (state === 'failed') return { kind: 'refused', because: 'refused' };
  const reference = entry?.messageid;
  return reference === undefined || reference === null
    ? { kind: 'accepted' }
    : { kind: 'accepted', reference };
}

function tokensOf({ values }: FilledTemplate): Readonly<Record<string, string>> {
  return Object.fromEntries(gapsOf(values).map(({ token, value }) => [token, value]));
}

/** True if every value may stand in its gap; otherwise the words themselves are sent. */
function fits({ values }: FilledTemplate): boolean {
  return gapsOf(values).every(({ value, mostSpaces }) => value.split(/\s/).length - 1 <= mostSpaces);
}

function gapsOf(values: FilledTemplate['values']) {
  return (['code', 'time', 'name'] as const).flatMap((gap) => {
    const value = values[gap];
    const [token, mostSpaces] = GAPS[gap];
    return value === undefined ? [] : [{ token, value, mostSpaces }];
  });
}
