import type { Citizen } from '../citizens/citizen-store.js';
import type { Clock } from '../clock.js';
import type { Locale } from '../config.js';
import { renderShort } from '../messages/notice/short-message.js';
import type { OrganizationStore } from '../organization/organization-store.js';
import type { RequestEvent } from '../requests/lifecycle/events.js';
import type { Request } from '../requests/lifecycle/request.js';
import type { RequestStore, StoredRequest } from '../requests/request-store.js';
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
  /** The secret link of a request for its caller; absent: messages have no links. */
  readonly linkTo?: ((request: Request, locale: Locale) => string) | undefined;
}): WriteSms {
  const { requests, citizens, organization, texts, clock, timeZone } = options;

  /** What a caller can do on a page, where there is something to look at: when it is filed, and once it is answered. */
  function linkLine({ request }: StoredRequest, { type }: RequestEvent, { _id, locale }: Citizen): string {
    const isTold = type === 'registered' || type === 'answered';
    if (!isTold || options.linkTo === undefined || request.citizen !== _id) return '';
    return `\n${texts.plain(locale, 'short.link', { link: options.linkTo(request, locale) })}`;
  }

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
    if (text === undefined) return undefined;
    const whole = `${text}${linkLine(stored, event, caller)}`;
    return { number: caller.phone, text: textForTelephones(whole) };
  };
}
