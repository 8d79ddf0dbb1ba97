import type { CallbackStore } from '../../callbacks/callback-store.js';
import { toBePhoned } from '../../callbacks/policy.js';
import type { Clock } from '../../clock.js';
import type { Locale } from '../../config.js';
import type { SmsPort } from '../../integrations/sms.js';
import type { Logger } from '../../logger.js';
import { renderShort } from '../../messages/notice/short-message.js';
import type { OrganizationStore } from '../../organization/organization-store.js';
import type { RequestStore } from '../../requests/request-store.js';
import type { Texts } from '../../text/texts.js';
import type { StoredDelivery } from '../delivery.js';
import type { Ending } from '../delivery-store.js';

/**
 * Tells somebody without a chat by phone number, and adds what a person has to tell them to the operators'
 * list of callbacks. A claimed delivery goes to the port at most once; if the outcome is unknown, it ends as
 * `unsure`. Rejects only before anything was sent.
 */
export type TellByNumber = (
  delivery: StoredDelivery,
  to: { readonly phone: string; readonly locale: Locale },
) => Promise<Pick<Ending, 'status' | 'because'>>;

export interface ByNumberOptions {
  readonly requests: Pick<RequestStore, 'find'>;
  readonly organization: Pick<OrganizationStore, 'current'>;
  readonly callbacks: Pick<CallbackStore, 'add'>;
  readonly sms: SmsPort;
  readonly texts: Texts;
  /** The city's clock. */
  readonly clock: Clock;
  readonly timeZone: string;
  readonly logger: Logger;
}

/** Delivery to people who are known by their number alone. */
export function createByNumber(options: ByNumberOptions): TellByNumber {
  const { requests, organization, callbacks, sms, texts, clock, timeZone, logger } = options;

  // biome-ignore lint/complexity/noExcessiveCognitiveComplexity: one sequence, and each check ends the delivery in its own way.
  return async (delivery, { phone, locale }) => {
    const { code, seq, person: citizen, kind, ambiguous } = delivery;
    // Files and the rest of long texts are not sent to telephones.
    if (kind !== 'notice' || code === undefined) return { status: 'cancelled', because: 'noChat' };
    const stored = await requests.find(code);
    const event = stored?.events.find((one) => one.seq === seq);
    if (stored === undefined || event === undefined) return { status: 'cancelled', because: 'noRequest' };
    const what = toBePhoned(event);
    if (what !== undefined) await callbacks.add({ code, seq, citizen, what, at: event.at });
    if (ambiguous > 0) return { status: 'unsure' };
    const text = renderShort({
      request: stored.request,
      event,
      reader: stored.request.citizen === citizen ? 'filer' : 'follower',
      events: stored.events,
      organization: await organization.current(),
      locale,
      now: clock.now(),
      timeZone,
      texts,
    });
    if (text === undefined) return { status: 'cancelled', because: 'notSoAnyMore' };
    try {
      const result = await sms.send(phone, text);
      return result === 'accepted' ? { status: 'sent' } : { status: 'failed', because: 'smsRefused' };
    } catch {
      // The error may contain the number.
      logger.warn({ event: 'smsUnsure', request: code, seq });
      return { status: 'unsure' };
    }
  };
}
