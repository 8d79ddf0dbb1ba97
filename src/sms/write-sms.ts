import type { Citizen } from '../citizens/citizen-store.js';
import type { Clock } from '../clock.js';
import { renderShort } from '../messages/notice/short-message.js';
import type { OrganizationStore } from '../organization/organization-store.js';
import type { RequestStore } from '../requests/request-store.js';
import type { Texts } from '../text/texts.js';
import type { SmsSubject } from './message-store.js';
import { textForTelephones } from './parts.js';
import type { OutgoingSms } from './provider.js';

/** Writes a short message as it reads now; undefined if there is nothing to tell, or nobody to tell it, any more. */
export type WriteSms = (message: SmsSubject) => Promise<Omit<OutgoingSms, 'id'> | undefined>;

/** Writes short messages in the language of whoever gets them. */
export function createWriteSms(options: {
  readonly requests: Pick<RequestStore, 'find'>;
  readonly citizens: { find(id: string): Promise<Citizen | undefined> };
  readonly organization: Pick<OrganizationStore, 'current'>;
  readonly texts: Texts;
  /** The city's clock. */
  readonly clock: Clock;
  readonly timeZone: string;
}): WriteSms {
  const { requests, citizens, organization, texts, clock, timeZone } = options;

  return async ({ code, seq, citizen }) => {
    const [stored, caller] = await Promise.all([requests.find(code), citizens.find(citizen)]);
    const event = stored?.events.find((one) => one.seq === seq);
    if (stored === undefined || event === undefined || caller?.phone === undefined) return undefined;
    const text = renderShort({
      request: stored.request,
      event,
      reader: stored.request.citizen === citizen ? 'filer' : 'follower',
      events: stored.events,
      organization: await organization.current(),
      locale: caller.locale,
      now: clock.now(),
      timeZone,
      texts,
    });
    return text === undefined ? undefined : { number: caller.phone, text: textForTelephones(text) };
  };
}
