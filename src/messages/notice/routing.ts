import { assertNever } from '../../assert-never.js';
import type { EventOf, RequestEvent } from '../../requests/lifecycle/events.js';
import type { Request } from '../../requests/lifecycle/request.js';
import { joinLines, joinParagraphs, type Wording } from '../wording.js';
import { type FirstRouting, firstRoutingOf } from './registration.js';

/** Code points of a reason in a notice. */
const MOST_OF_REASON = 300;

/** What the notice of a registration tells besides the code. */
export interface RegistrationNews {
  /** All events of the request: where it went when it was registered. */
  readonly events?: readonly RequestEvent[];
  /** A phone number may be added. */
  readonly offersPhone?: boolean;
}

/** The only message about a registration: the code, where the request is and until when, and what comes next. */
export function registrationText(
  {
    events = [],
    request: { code },
    offersPhone = false,
  }: RegistrationNews & { readonly request: Pick<Request, 'code'> },
  wording: Wording,
  request: string,
): string {
  const routing = firstRoutingOf(events);
  const next = routing?.type === 'referred' ? 'notice.next.referred' : 'notice.next.news';
  return joinParagraphs(
    wording.html('notice.registered', { code: wording.code(code) }),
    routing === undefined ? undefined : routingText(routing, wording, request),
    wording.html(next),
    offersPhone ? wording.html('notice.phone') : undefined,
  );
}

/** Where a request went, by the event that says so. */
export function routingText(event: FirstRouting, wording: Wording, request: string): string {
  switch (event.type) {
    case 'sentToIntake':
      return wording.html('notice.sentToIntake', { request });
    case 'sentToFollowUp':
      return wording.html('notice.sentToFollowUp', { request, unit: wording.name(event.unit) });
    case 'referred':
      return referred(event, wording, request);
    default:
      return assertNever(event);
  }
}

function referred(event: EventOf<'referred'>, wording: Wording, request: string): string {
  const values = {
    request,
    to: wording.name(event.to),
    deadline: wording.deadline(event.dueAt),
    from: event.from === undefined ? '' : wording.name(event.from),
  };
  const because = event.from === undefined && event.because !== 'operator' ? 'filed' : event.because;
  // An operator's note on a routing is for colleagues only.
  const isToBeTold = because !== 'filed' && because !== 'operator';
  return joinLines(
    wording.html(`notice.referred.${because}`, values),
    isToBeTold ? reasonLine(event.reason, wording) : undefined,
    passedOverLine(event.passedOver, wording),
  );
}

/** Why a manager did something, in one line; undefined without a reason. */
export function reasonLine(text: string | undefined, wording: Wording): string | undefined {
  return text === undefined || text.trim() === ''
    ? undefined
    : wording.html('notice.reason', { reason: wording.words(text, MOST_OF_REASON) });
}

/** The vacant positions that a request passed over, in one line; undefined for none. */
export function passedOverLine(positions: readonly string[], wording: Wording): string | undefined {
  return positions.length === 0
    ? undefined
    : wording.html('notice.passedOver', { positions: wording.names(positions) });
}
