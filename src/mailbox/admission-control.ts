import type { Clock } from '../clock.js';

/**
 * Lets updates in to be handled, as many at a time as this process can do without making others wait to be
 * received: Telegram wants its answer at once, while a person does not mind a moment more (docs/design.md, 4).
 */
export interface AdmissionControl {
  /** Resolves when something may begin; whoever was let in says `leave` at the end. */
  enter(): Promise<void>;
  leave(): void;
  /** Lets everybody in from now on, so that nobody waits for a process that ends. */
  open(): void;
}

export interface AdmissionOptions {
  /** The machine's clock. */
  readonly clock: Clock;
  /** So many are let in however busy the process is. */
  readonly always?: number;
  /** Milliseconds by which a short sleep may be late before the process counts as busy. */
  readonly busyMs?: number;
}

/** Milliseconds between two looks at whether the process is busy, and how many a look that finds it idle lets in. */
const LOOK_EVERY_MS = 5;
const AT_ONCE = 4;

/**
 * An admission. It goes by how late the process is, not by a number alone: handling that waits for a slow
 * Telegram takes no time of the process, and must not keep the rest of the city out.
 */
export function createAdmissionControl({
  clock,
  always = 8,
  busyMs = 10,
}: AdmissionOptions): AdmissionControl {
  /** Lets those in who wait, by the order in which they came. */
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
