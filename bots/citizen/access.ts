import { hasLeft } from '../../src/requests/lifecycle/request.js';
import type { StoredRequest } from '../../src/requests/request-store.js';
import { isTrackingCode } from '../../src/text/tracking-code.js';
import type { Visit } from './context.js';
import type { CitizenBotOptions } from './options.js';

/** The dependencies of access checks. */
export type AccessParts = Pick<CitizenBotOptions, 'requests'>;

/** A request that the citizen may see: their own, one that they follow, or one that was theirs until they withdrew it. */
export interface AccessibleRequest extends StoredRequest {
  readonly reader: 'filer' | 'follower' | 'former';
}

/** The request with that code, if the citizen may see it; an attempt on somebody else's is recorded. */
export async function findAccessible(
  { requests }: AccessParts,
  visit: Visit,
  code: string,
): Promise<AccessibleRequest | undefined> {
  if (!isTrackingCode(code)) {
    await visit.note('forgedPress');
    return undefined;
  }
  const stored = await requests.find(code);
  if (stored === undefined) return undefined;
  const reader = readerOf(stored, visit);
  if (reader !== undefined) return { ...stored, reader };
  await visit.note('foreignRequest', code);
  return undefined;
}

/** The same for an action reserved for the person whose request it is. */
export async function findOwn(
  parts: AccessParts,
  visit: Visit,
  code: string,
): Promise<AccessibleRequest | undefined> {
  const found = await findAccessible(parts, visit, code);
  if (found === undefined || found.reader === 'filer') return found;
  if (found.reader === 'former') return undefined;
  await visit.note('foreignRequest', found.request.code);
  return undefined;
}

function readerOf({ request }: StoredRequest, { citizen }: Visit): AccessibleRequest['reader'] | undefined {
  if (request.citizen === citizen._id) return 'filer';
  if (request.followers.includes(citizen._id)) return 'follower';
  return hasLeft(request, citizen._id) ? 'former' : undefined;
}
