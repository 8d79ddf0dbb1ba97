import type { TrackingCode } from '../text/tracking-code.js';
import type { Request } from './lifecycle/request.js';
import { citizensOf } from './merging.js';
import type { RequestService } from './request-service.js';
import type { StoredRequest } from './request-store.js';

/**
 * Puts the request that covers a merged one, or what that one was merged into meanwhile, among those that its
 * citizens follow, so that they find it. Doing it again, as after a crash, changes nothing.
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
  const target = await findMergeTarget(requests, request);
  if (target === undefined) return;
  const citizens = citizensOf(request);
  const result = await requests.execute(target, {
    command: { type: 'join', from: request.code, citizens },
    actor: { kind: 'clock' },
    commandId: `merge:${request.code}`,
  });
  if (!result.ok && result.refusal.code !== 'alreadyFollowing') return;
  const found = await requests.find(target);
  const followers = new Set(found?.request.followers);
  for (const citizen of citizens) if (followers.has(citizen)) await addFollowing(citizen, target);
}

/** The request that goes on for a merged one, through all merges; undefined for a request that was not merged. */
export async function findMergeTarget(
  requests: Pick<RequestService, 'find'>,
  merged: Request,
): Promise<TrackingCode | undefined> {
  const passed = new Set<TrackingCode>();
  let target = intoOf(merged);
  // What older versions recorded may go round in a circle.
  while (target !== undefined && !passed.has(target)) {
    passed.add(target);
    const further = intoOf((await requests.find(target))?.request);
    if (further === undefined) return target;
    target = further;
  }
  return undefined;
}

function intoOf(request: Request | undefined): TrackingCode | undefined {
  return request?.stage.status === 'closed' ? request.stage.mergedInto : undefined;
}
