import type { Clock } from '../clock.js';

/**
 * Admits updates for handling, as many at a time as this process can take without delaying the reception of
 * others: Telegram wants its answer at once, while a person does not mind waiting a moment longer
 * (docs/design.md, 4).
 */
export interface AdmissionControl {
  /** Resolves when the caller may begin; the caller calls `leave` at the end. */
  enter(): Promise<void>;
  leave(): void;
  /** Admits everything from now on, so that nothing waits for a process that is stopping. */
  open(): void;
}

export interface AdmissionOptions {
  /** The machine's clock. */
  readonly clock: Clock;
  /** This many are admitted however busy the process is. */
  readonly always?: number;
  /** Milliseconds by which a short sleep may be late before the process counts as busy. */
  readonly busyMs?: number;
}

/**
 * Milliseconds between two checks of whether the process is busy, and how many a check that finds it idle
 * admits.
 */
const LOOK_EVERY_MS = 5;
const AT_ONCE = 4;

/**
 * Admission control. It measures how late the process is instead of only counting: a handler that waits for a
 * slow Telegram uses no processor time and must not keep the rest of the city out.
 */
export function createAdmissionControl({
  clock,
  always = 8,
  busyMs = 10,
}: AdmissionOptions): AdmissionControl {
  /** Admits those who wait, in the order of their arrival. */
  let waiting: (() => void)[] = [];
  let inside = 0;
  let isLooking = false;
  let isOpen = false;

  function admit(count: number): void {
    const admitted = waiting.slice(0, count);
    waiting = waiting.slice(count);
    inside += admitted.length;
    for (const begin of admitted) begin();
  }

  async function look(): Promise<void> {
    if (isLooking) return;
    isLooking = true;
    while (waiting.length > 0) {
      const begun = clock.now().getTime();
      await clock.sleep(LOOK_EVERY_MS);
      const late = clock.now().getTime() - begun - LOOK_EVERY_MS;
      if (late < busyMs) admit(AT_ONCE);
    }
    isLooking = false;
  }

  return {
    async enter() {
      if (isOpen || inside < always) {
        inside += 1;
        return;
      }
      await new Promise<void>((resolve) => {
        waiting.push(resolve);
        void look();
      });
    },

    leave() {
      inside -= 1;
      if (inside < always) admit(1);
    },

    open() {
      isOpen = true;
      admit(waiting.length);
    },
  };
}
