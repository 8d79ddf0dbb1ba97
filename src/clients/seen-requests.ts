import type { Organization } from '../organization/organization.js';
import type { Request } from '../requests/lifecycle/request.js';
import type { StoredRequest } from '../requests/request-store.js';
import { type Client, coversUnit } from './client.js';

/** What tells which units a request concerns. */
type Concerning = Pick<Request, 'heldBy' | 'stage' | 'answers'>;
type Positions = Pick<Organization, 'position'>;

/**
 * True if a client may see a request: it registered it, or the request is or was with one of its units, or was answered
 * for one. A request of no unit is for clients of all units, and for the one that registered it.
 */
export function maySee(
  client: Pick<Client, 'id' | 'units'>,
  { request, events }: Pick<StoredRequest, 'request' | 'events'>,
  organization: Positions,
): boolean {
  return coversRequest(client, request, organization) || isRegisteredBy(client, events);
}

/** True if a request is or was with one of a client's units, or was answered for one. */
export function coversRequest(
  client: Pick<Client, 'units'>,
  { stage, heldBy, answers }: Concerning,
  organization: Positions,
): boolean {
  if (client.units === undefined) return true;
  const units = [
    ...heldBy.map((position) => organization.position(position)?.unit),
    ...(stage.status === 'followUp' ? [stage.unit] : []),
    ...answers.flatMap(({ by }) => (by.kind === 'unit' ? [by.unit] : [])),
  ];
  return units.some((unit) => unit !== undefined && coversUnit(client, unit));
}

/** True if it was this client that registered a request. */
export function isRegisteredBy({ id }: Pick<Client, 'id'>, [first]: StoredRequest['events']): boolean {
  return first?.actor.kind === 'client' && first.actor.client === id;
}

/** The unit that has a request, or has answered it; undefined while none is certain. */
export function unitOf(request: Omit<Concerning, 'heldBy'>, organization: Positions): string | undefined {
  const { stage, answers } = request;
  if (stage.status === 'followUp') return stage.unit;
  const by = isWithCitizen(stage) ? answers.at(-1)?.by : undefined;
  if (by?.kind === 'unit') return by.unit;
  const position = positionOf(request);
  return position === undefined ? undefined : organization.position(position)?.unit;
}

/** The position that has a request, or has answered it. */
export function positionOf({ stage, answers }: Omit<Concerning, 'heldBy'>): string | undefined {
  if ('referral' in stage) return stage.referral.position;
  const by = isWithCitizen(stage) ? answers.at(-1)?.by : undefined;
  return by?.kind === 'position' ? by.position : undefined;
}

function isWithCitizen({ status }: Request['stage']): boolean {
  return status === 'answered' || status === 'closed';
}
