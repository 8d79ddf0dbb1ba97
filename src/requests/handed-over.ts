import type { Request } from './lifecycle/request.js';
import type { RequestService } from './request-service.js';
import type { RequestStore, StoredRequest } from './request-store.js';

/**
 * Erases what whoever withdrew a request had told, and has their files looked at, which nothing uses any longer. Doing
 * it again, as after a crash, changes nothing.
 */
export async function eraseLeavers(
  {
    store,
    expectUnused,
  }: {
    readonly store: Pick<RequestStore, 'eraseLeaver'>;
    /** Has files removed soon, unless something still uses them. */
    readonly expectUnused: (ids: readonly string[]) => Promise<void>;
  },
  { request, events, undelivered }: StoredRequest,
): Promise<void> {
  const left = events.filter(({ seq, type }) => type === 'leftToFollowers' && undelivered.includes(seq));
  const files = events
    .flatMap((event) => ('attachments' in event ? (event.attachments ?? []) : []))
    .map(({ id }) => id);
  // Before as well, since after a crash in between nobody knows which files there were.
  await expectUnused(files);
  for (const { seq } of left) await store.eraseLeaver(request.code, seq);
  await expectUnused(files);
}

/** Puts a request among those of the citizen who carries it on. Doing it again changes nothing. */
export async function giveToCarrier(
  citizens: {
    addRequest(citizen: string, code: Request['code']): Promise<unknown>;
    removeFollowing(citizen: string, code: Request['code']): Promise<unknown>;
  },
  { request, events, undelivered }: StoredRequest,
): Promise<void> {
  for (const event of events) {
    if (event.type !== 'carriedOn' || !undelivered.includes(event.seq)) continue;
    await citizens.addRequest(event.citizen, request.code);
    await citizens.removeFollowing(event.citizen, request.code);
  }
}

/**
 * Leaves the request of a citizen who deletes their data to its followers, without their words; also one that they
 * withdrew before and that nobody carries on yet. Any other request stays as it is.
 */
export async function leaveBehind(
  {
    requests,
    store,
  }: { readonly requests: RequestService; readonly store: Pick<RequestStore, 'eraseLeaver'> },
  {
    citizen,
    code,
    commandId,
  }: { readonly citizen: string; readonly code: Request['code']; readonly commandId: string },
): Promise<void> {
  const found = await requests.find(code);
  if (found?.request.citizen === citizen && found.request.followers.length > 0) {
    await requests.execute(code, {
      command: { type: 'leaveToFollowers' },
      actor: { kind: 'citizen', citizen },
      commandId,
    });
  }
  const { request, events = [] } = (await requests.find(code)) ?? {};
  const left = events.findLast(({ type }) => type === 'leftToFollowers');
  const isTheirs = request?.leftBy?.at(-1)?.citizen === citizen && request.handover !== undefined;
  if (left !== undefined && isTheirs) await store.eraseLeaver(code, left.seq, 'always');
}
