import type { Clock } from '../clock.js';
import type { Deliveries } from '../deliveries/index.js';
import type { CallbackStore } from './callback-store.js';

/**
 * Tells a person in the bot what the caller that he has proved to be was to be told by phone, and takes it from the
 * list. Doing it again, as after a crash in between, tells nothing twice.
 */
export async function moveCallbacks(
  options: {
    readonly callbacks: Pick<CallbackStore, 'waitingOf' | 'end'>;
    readonly deliveries: Pick<Deliveries, 'tellAnew'>;
    readonly clock: Clock;
  },
  caller: string,
  person: string,
): Promise<void> {
  const { callbacks, deliveries, clock } = options;
  for (const { id, code, seq } of await callbacks.waitingOf(caller)) {
    await deliveries.tellAnew(person, code, seq);
    await callbacks.end(id, 'moved', clock.now());
  }
}
