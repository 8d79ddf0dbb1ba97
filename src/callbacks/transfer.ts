import type { Clock } from '../clock.js';
import type { TrackingCode } from '../text/tracking-code.js';
import type { CallbackStore } from './callback-store.js';

/**
 * Tells a person in the bot what was to be told by phone to the caller they have proved to be, and ends those
 * callbacks. Repeating it, as after a crash in between, tells nothing twice.
 */
export async function moveCallbacks(
  options: {
    readonly callbacks: Pick<CallbackStore, 'waitingOf' | 'end'>;
    /** Tells a person of an event that another recipient was to be told. */
    readonly tellAnew: (person: string, code: TrackingCode, seq: number) => Promise<void>;
    readonly clock: Clock;
  },
  caller: string,
  person: string,
): Promise<void> {
  const { callbacks, tellAnew, clock } = options;
  for (const { id, code, seq } of await callbacks.waitingOf(caller)) {
    await tellAnew(person, code, seq);
    await callbacks.end(id, 'moved', clock.now());
  }
}
