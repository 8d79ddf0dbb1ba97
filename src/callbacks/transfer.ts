import type { Clock } from '../clock.js';
import type { TrackingCode } from '../text/tracking-code.js';
import type { CallbackStore } from './callback-store.js';

/**
 * Tells a person in the bot what the caller that he has proved to be was to be told by phone, and takes it from the
 * list. Doing it again, as after a crash in between, tells nothing twice.
 */
export async function moveCallbacks(
  options: {
    readonly callbacks: Pick<CallbackStore, 'waitingOf' | 'end'>;
    /** Tells a person the news of an event of a request that somebody else was to hear. */
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
