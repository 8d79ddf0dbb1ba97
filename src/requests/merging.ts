import type { TrackingCode } from '../text/tracking-code.js';
import type { Request } from './lifecycle/request.js';
import type { RequestService } from './request-service.js';
import type { StoredRequest } from './request-store.js';

/** How often a request may have been merged further before its citizens come to one that is not. */
const MOST_STEPS = 10;

/**
 * Lets the citizens of a request that was merged follow the one that covers it, or what that one was merged
 * into meanwhile, so that they hear all its news. Doing it again, as after a crash, changes nothing.
 */
export async function joinMerged(
  {
    requests,
    addFollowing,
  }: {
    readonly requests: RequestService;
    /** Adds a request to those that a citizen follows. */
    readonly addFollowing: (citizen: string, code: TrackingCode) => Promise<unknown>;
  },
  { request }: StoredRequest,
): Promise<void> {
  const target = await targetOf(requests, request);
  if (target === undefined) return;
  const people = [request.citizen, ...request.followers];
  const outcome = await requests.execute(target, {
    command: { type: 'join', from: request.code, citizens: people },
    actor: { kind: 'clock' },
    commandId: `merge:${request.code}`,
  });
  if (!outcome.ok && outcome.refusal.code !== 'alreadyFollowing') return;
  const found = await requests.find(target);
  const followers = new Set(found?.request.followers);
  for (const person of people) if (followers.has(person)) await addFollowing(person, target);
}

async function targetOf(
  requests: Pick<RequestService, 'find'>,
  merged: Request,
): Promise<TrackingCode | undefined> {
  let target = intoOf(merged);
  for (let step = 0; target !== undefined && step < MOST_STEPS; step += 1) {
    const further = intoOf((await requests.find(target))?.request);
    if (further === undefined) return target;
    target = further;
  }
  return undefined;
}

function intoOf(request: Request | undefined): TrackingCode | undefined {
  return request?.stage.status === 'closed' ? request.stage.mergedInto : undefined;
}
