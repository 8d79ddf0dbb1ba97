import { botFor } from '../channel/person-id.js';
import type { Delivery } from '../deliveries/delivery.js';
import type { Digest } from '../reports/digest.js';
import type { Alarm } from './alarm-message.js';
import type { StandingIn } from './deputy-message.js';

/** A message that concerns no single request. */
export type Bulletin =
  | {
      /** How the units answered the requests that were filed from a moment on and before another. */
      readonly kind: 'report';
      readonly from: Date;
      readonly to: Date;
      readonly form: 'message' | 'workbook';
    }
  /** How a manager stands in the morning. */
  | { readonly kind: 'digest'; readonly digest: Digest }
  /** For whom somebody stands in. */
  | ({ readonly kind: 'deputy' } & StandingIn)
  /** An incident of the running product, for administrators. */
  | ({ readonly kind: 'alarm' } & Alarm);

/**
 * The deliveries of a bulletin to somebody of the staff, one for each form of it and in that order. `name`
 * tells it from every other bulletin, so that announcing it twice is announcing it once.
 */
export function bulletinsFor(
  person: string,
  what: { readonly name: string; readonly at: Date; readonly bulletins: readonly Bulletin[] },
): readonly Delivery[] {
  return what.bulletins.map((bulletin, part) => ({
    _id: `${what.name}:${person}${part === 0 ? '' : `#${part}`}`,
    bot: botFor('staff', person),
    person,
    kind: 'bulletin',
    bulletin,
    seq: 0,
    part,
    eventAt: what.at,
    notBefore: what.at,
  }));
}
