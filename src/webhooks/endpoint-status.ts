import type { ConsumerState } from '../feed/index.js';

/** How sending to an address goes. */
export interface EndpointStatus {
  readonly state: 'active' | 'failing' | 'stopped';
  /** Since when nothing is sent, and why: the receiver has gone, or failed for days, or the key was revoked. */
  readonly stopped?: { readonly at: Date; readonly because: string };
  readonly lastSuccessAt?: Date;
  /** The last failure, in one word: `http` and a status, or what `Posted` names. */
  readonly lastFailure?: { readonly at: Date; readonly because: string };
  /** Failures since the last success. */
  readonly failures: number;
  /** How many events of the feed have not been looked at, wanted here or not. */
  readonly eventsBehind: number;
  /** How many requests wait because an event of theirs has failed. */
  readonly requestsWaiting: number;
  /** How many events wait: those behind, and those of the requests that wait. */
  readonly eventsWaiting: number;
  /** When the oldest of them happened. */
  readonly waitingSince?: Date;
  /** Events that were tried until no attempt was left, the oldest first. */
  readonly givenUp: ConsumerState['givenUp'];
}

/** The number of the oldest entry of the feed that has not reached an address; undefined if none waits. */
export function oldestWaiting(state: ConsumerState | undefined, latest: number): number | undefined {
  if (state === undefined) return undefined;
  const parked = state.parked.flatMap(({ numbers }) => numbers);
  const waiting = [...parked, ...(state.cursor < latest ? [state.cursor + 1] : [])];
  return waiting.length === 0 ? undefined : Math.min(...waiting);
}

/**
 * How sending goes, from the stored progress in the feed (undefined before the first look at it), the number of its last
 * entry, and when the oldest entry that waits happened.
 */
export function describeProgress(
  progress: ConsumerState | undefined,
  latest: number,
  waitingSince: Date | undefined,
): EndpointStatus {
  const { stopped, lastSuccessAt, lastFailure, failures = 0, parked = [], givenUp = [] } = progress ?? {};
  const eventsBehind = Math.max(latest - (progress?.cursor ?? latest), 0);
  return {
    state: stateOf(stopped !== undefined, failures),
    ...(stopped === undefined ? {} : { stopped }),
    ...(lastSuccessAt === undefined ? {} : { lastSuccessAt }),
    ...(lastFailure === undefined ? {} : { lastFailure }),
    failures,
    eventsBehind,
    requestsWaiting: parked.length,
    eventsWaiting: parked.reduce((sum, { numbers }) => sum + numbers.length, eventsBehind),
    ...(waitingSince === undefined ? {} : { waitingSince }),
    givenUp,
  };
}

function stateOf(isStopped: boolean, failures: number): EndpointStatus['state'] {
  if (isStopped) return 'stopped';
  return failures > 0 ? 'failing' : 'active';
}
