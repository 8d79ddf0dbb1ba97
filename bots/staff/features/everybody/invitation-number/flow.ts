import { z } from 'zod';
import { type FlowCodec, flowCodec } from '../../../../../src/flows/flow-codec.js';
import type { Conversation } from '../../../../../src/mailbox/chat-store.js';
import type { BoundInvite } from '../../../../../src/organization/invites.js';
import { HOUR_MS } from '../../../../../src/requests/lifecycle/rules.js';

const schema = z.object({
  since: z.date(),
  count: z.number(),
  asked: z.object({ invite: z.string(), key: z.string() }).exactOptional(),
});

/**
 * Somebody trying to become a member of staff: how often that failed, and the invitation that waits for their
 * number.
 */
export interface TryingInvite {
  /** The first of the tries that are counted together. */
  readonly since: Date;
  readonly count: number;
  /** The invitation that they have opened and that works for one number only. */
  readonly asked?: BoundInvite;
}

/** Somebody who is asked for their number. */
export interface AskedForNumber extends TryingInvite {
  readonly asked: BoundInvite;
}

const kept: FlowCodec<TryingInvite> = flowCodec({ name: 'trying', version: 1, step: 'tried', schema });

/** The state that a conversation stores, or undefined for another flow or an older shape. */
export const readTrying = kept.read;

/** The state if it waits for a number, else undefined. */
export function readAskedForNumber(conversation: Conversation | null): AskedForNumber | undefined {
  const trying = readTrying(conversation);
  return trying?.asked === undefined ? undefined : { ...trying, asked: trying.asked };
}

/** The state as a conversation. */
export function keepTrying(trying: TryingInvite): Conversation {
  const conversation = kept.keep(trying);
  return trying.asked === undefined ? conversation : { ...conversation, step: 'phone' };
}

/** How often it failed within the hour. */
export function countTries(trying: TryingInvite | undefined, now: Date): number {
  if (trying === undefined || now.getTime() - trying.since.getTime() >= HOUR_MS) return 0;
  return trying.count;
}

/** The state with one more failure, or with the first one of an hour. */
export function addTry(trying: TryingInvite | undefined, now: Date): TryingInvite {
  const count = countTries(trying, now);
  const since = trying === undefined || count === 0 ? now : trying.since;
  return { ...trying, since, count: count + 1 };
}

/** The state, asking for the number of that invitation. */
export function askForInvite(
  trying: TryingInvite | undefined,
  asked: BoundInvite,
  now: Date,
): AskedForNumber {
  return { ...(trying ?? { since: now, count: 0 }), asked };
}

/** The state, no longer waiting for a number; undefined if nothing is left to remember. */
export function stopAsking(trying: TryingInvite): TryingInvite | undefined {
  const { asked: _asked, ...tries } = trying;
  return tries.count === 0 ? undefined : tries;
}
