import type { FindWaiting } from '../cartables/waiting-for.js';
import type { Written } from '../deliveries/bulletin.js';
import type { Speech } from '../messages/wording.js';
import { gatherDigest, isWorthSaying } from '../reports/digest.js';
import type { Bulletin } from './bulletin.js';
import { renderDigest } from './digest-message.js';

/** Writes the digest of a slot for one manager. */
export type WriteDigest = (
  bulletin: Extract<Bulletin, { readonly kind: 'digest' }>,
  to: { readonly person: string; readonly speech: Speech },
) => Promise<Written>;

/**
 * The writer of digests. It looks up at the moment of sending what waits, so that nothing is named that was answered
 * since the digest was planned; a digest that is late by a slot is left to the next one.
 */
export function createDigestWriter({ findWaiting }: { readonly findWaiting: FindWaiting }): WriteDigest {
  return async ({ slot, yesterday }, { person, speech }) => {
    const { organization, now, timeZone } = speech;
    const nothing = { kind: 'nothing', because: 'notSoAnyMore' } as const;
    // Versions before slots planned digests of another form.
    if (slot === undefined || now >= slot.until) return nothing;
    const positions = organization.positionsOf(person, now);
    const digest = await gatherDigest(findWaiting(positions), { positions, slot, now, timeZone });
    if (!isWorthSaying(digest, yesterday)) return nothing;
    return { kind: 'text', message: renderDigest({ digest, slot, yesterday, positions }, speech) };
  };
}
