import { botFor } from '../channel/person-id.js';
import type { Delivery } from '../deliveries/delivery.js';
import type { Yesterday } from '../reports/digest.js';
import type { DigestSlot } from '../reports/digest-slot.js';
import type { Alarm } from './alarm-message.js';
import type { StandingIn } from './deputy-message.js';
import type { NewAdministrator } from './new-administrator-message.js';
import type { WebhookStopped } from './webhook-stopped-message.js';

/** A message that concerns no single request. */
export type Bulletin =
  | {
      /** How the units answered the requests filed in a period. */
      readonly kind: 'report';
      readonly from: Date;
      readonly to: Date;
      readonly form: 'message' | 'workbook';
    }
  /** What waits for a manager at a slot of the day; the first of a day also says how yesterday went. */
  | { readonly kind: 'digest'; readonly slot: DigestSlot; readonly yesterday?: Yesterday }
  /** The position that somebody stands in for. */
  | ({ readonly kind: 'deputy' } & StandingIn)
  /** An incident of the running product, for administrators. */
  | ({ readonly kind: 'alarm' } & Alarm)
  /** An answer that was given in Gam by a position that no longer had the request. */
  | { readonly kind: 'gamSetAside'; readonly act: string }
  /** A file of Gam that cannot be read. */
  | { readonly kind: 'gamFile'; readonly act: string }
  /** Gam does not take a letter. */
  | { readonly kind: 'gamRefused'; readonly letter: string }
  /** There is another administrator. */
  | ({ readonly kind: 'newAdministrator' } & NewAdministrator)
  /** Another system gets no events any more, for administrators. */
  | ({ readonly kind: 'webhookStopped' } & WebhookStopped);

/**
 * The deliveries of a bulletin to a member of staff, one for each of its forms, in that order. `name`
 * identifies the bulletin, so that announcing it twice sends it once.
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
