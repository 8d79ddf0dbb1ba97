import type { StoredRequest } from '../../src/requests/request-store.js';
import { isTrackingCode, type TrackingCode } from '../../src/text/tracking-code.js';
import type { CitizenContext, Visit } from './context.js';
import type { CitizenBotOptions } from './options.js';

/** What checking whose a request is works with. */
export type AccessParts = Pick<CitizenBotOptions, 'requests' | 'audit' | 'clock'>;

/** A request that the citizen may see: his own, or one that he follows. */
export interface AccessibleRequest extends StoredRequest {
  readonly reader: 'filer' | 'follower';
}

/** The request of that code, as far as it is the citizen's; a look at somebody else's leaves a line. */
export async function findAccessible(
  parts: AccessParts,
  context: CitizenContext,
  code: string,
): Promise<AccessibleRequest | undefined> {
  if (!isTrackingCode(code)) {
    await audit(parts, context, 'forgedPress');
    return undefined;
  }
  const stored = await parts.requests.find(code);
  if (stored === undefined) return undefined;
  const reader = readerOf(stored, context.visit);
  if (reader !== undefined) return { ...stored, reader };
  await audit(parts, context, 'foreignRequest', code);
  return undefined;
}

/** The same for an act that only who filed the request may do. */
export async function findOwn(
  parts: AccessParts,
  context: CitizenContext,
  code: string,
): Promise<AccessibleRequest | undefined> {
  const found = await findAccessible(parts, context, code);
  if (found === undefined || found.reader === 'filer') return found;
  await audit(parts, context, 'foreignRequest', found.request.code);
  return undefined;
}

function readerOf({ request }: StoredRequest, { citizen }: Visit): AccessibleRequest['reader'] | undefined {
  if (request.citizen === citizen._id) return 'filer';
  return request.followers.includes(citizen._id) ? 'follower' : undefined;
}

/** Leaves a line about somebody who tries what is not his. */
export async function audit(
  { audit: trail, clock }: AccessParts,
  { visit, update }: CitizenContext,
  act: 'forgedPress' | 'foreignRequest',
  request?: TrackingCode,
): Promise<void> {
  await trail.record({
    at: clock.now(),
    bot: 'citizen',
    person: visit.citizen._id,
    act,
    ...(request === undefined ? {} : { request }),
    updateId: update.update_id,
  });
}
