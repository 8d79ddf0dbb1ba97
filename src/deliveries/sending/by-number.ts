import type { CallbackStore } from '../../callbacks/callback-store.js';
import { toBePhoned } from '../../callbacks/policy.js';
import type { RequestStore } from '../../requests/request-store.js';
import type { ShortMessages } from '../../sms/index.js';
import type { Delivery } from '../delivery.js';
import type { Ending } from '../delivery-store.js';

/**
 * Tells somebody without a chat by phone number: hands a short message over (src/sms), and adds what a person has to
 * tell them to the operators' list of callbacks. Repeating it changes nothing.
 */
export type TellByNumber = (delivery: Delivery) => Promise<Pick<Ending, 'status' | 'because'>>;

/** Delivery to people who are known by their number alone. */
export function createByNumber({
  requests,
  callbacks,
  shortMessages,
}: {
  readonly requests: Pick<RequestStore, 'find'>;
  readonly callbacks: Pick<CallbackStore, 'add'>;
  readonly shortMessages: Pick<ShortMessages, 'put'>;
}): TellByNumber {
  return async ({ code, seq, person: citizen, kind }) => {
    // Files and the rest of long texts are not sent to telephones.
    if (kind !== 'notice' || code === undefined) return { status: 'cancelled', because: 'noChat' };
    const stored = await requests.find(code);
    const event = stored?.events.find((one) => one.seq === seq);
    if (stored === undefined || event === undefined) return { status: 'cancelled', because: 'noRequest' };
    const what = toBePhoned(event);
    if (what !== undefined) await callbacks.add({ code, seq, citizen, what, at: event.at });
    await shortMessages.put(stored, { seq, citizen });
    return { status: 'sent' };
  };
}
