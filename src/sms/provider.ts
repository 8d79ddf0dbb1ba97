/** A short message on its way to a telephone. */
export interface OutgoingSms {
  /** Our own id of it, up to 15 digits: the same message has the same id, however often it is sent. */
  readonly id: string;
  /** E.164. */
  readonly number: string;
  /** Plain, without markup. */
  readonly text: string;
  /** The provider's approved template that says the same; absent: the text is sent as it is. */
  readonly template?: FilledTemplate;
}

/** An approved template, and what stands in its gaps: `code`, `time`, `name`. */
export interface FilledTemplate {
  readonly name: string;
  readonly values: Readonly<Partial<Record<'code' | 'time' | 'name', string>>>;
}

/** What became of a call to send. */
export type SmsReceipt =
  /** The provider has it; that does not mean that it arrives. `reference` is the provider's own id. */
  | { readonly kind: 'accepted'; readonly reference?: string }
  /** This message is not sent, now or later. */
  | { readonly kind: 'refused'; readonly because: SmsRefusal }
  /** It was not sent, and nothing is wrong with it: the provider sends nothing now. */
  | { readonly kind: 'later'; readonly because: SmsOutage }
  /** The answer was lost: the provider may have it. */
  | { readonly kind: 'unknown' };

/** Why a message does not reach a number: the operator's blacklist, no such number, the words, or something else. */
type SmsRefusal = 'blacklisted' | 'badNumber' | 'filtered' | 'refused';
/** Why a provider sends nothing: it cannot be reached, is busy, wants money, or does not know the account. */
export const SMS_OUTAGES = ['away', 'busy', 'credit', 'account'] as const;
export type SmsOutage = (typeof SMS_OUTAGES)[number];

/** Where a message is: on its way, on the telephone, or given up; `unknown` if the provider does not say. */
export type SmsState = 'underWay' | 'delivered' | 'failed' | 'blacklisted' | 'unknown';

/** What is found under one of our ids. */
type FoundSms =
  | { readonly kind: 'found'; readonly reference: string }
  | { readonly kind: 'none' }
  /** The provider cannot say now. */
  | { readonly kind: 'later' };

/** A short message that a telephone has sent to the line. */
export interface IncomingSms {
  /** The same for the same message, however often it is given. */
  readonly id: string;
  /** The sender's number as the provider writes it. */
  readonly from: string;
  readonly text: string;
}

/** A provider of short messages. Nothing here rejects, and no result has the key or a number in it. */
export interface SmsProvider {
  /** True if the provider keeps our id with this message, so that `find` finds it. */
  keepsId(message: Pick<OutgoingSms, 'template'>): boolean;
  send(message: OutgoingSms): Promise<SmsReceipt>;
  /** Looks for a message by our own id. */
  find(id: string): Promise<FoundSms>;
  /** The states of messages by the provider's ids, without those that it does not name; undefined if it cannot say now. */
  states(references: readonly string[]): Promise<ReadonlyMap<string, SmsState> | undefined>;
  /** What telephones have sent to the line; some may be given again. Undefined if it cannot say now. */
  receive(): Promise<readonly IncomingSms[] | undefined>;
}
