import { z } from 'zod';
import type { ControlContext } from './context.js';
import { waitUntilQuiet } from './quiet.js';

const amount = z
  .number()
  .min(0)
  .max(10 * 365 * 24 * 3600);

export const advanceSchema = z
  .object({
    advanceSeconds: amount.optional(),
    advanceHours: amount.optional(),
    momentSeconds: amount.optional(),
  })
  .refine((body) => Object.values(body).filter((value) => value !== undefined).length === 1, {
    message: 'one of advanceSeconds, advanceHours and momentSeconds is needed',
  });

/** Moves the product's clock, one caller after the other. */
export interface ClockControl {
  now(): { readonly now: string };
  /**
   * Advances the clock and waits until everything that became due was done and heard of. For a moment the clock only
   * goes on, and what is under way is waited for: the jobs come by themselves, as they do for whoever looks on.
   */
  advance(body: z.output<typeof advanceSchema>): Promise<{ readonly now: string }>;
}

export function createClockControl(context: ControlContext): ClockControl {
  const { telegram, product } = context;
  const { clock, store } = telegram;
  let previous: Promise<unknown> = Promise.resolve();
  const now = () => ({ now: clock.now().toISOString() });

  async function move(ms: number, runsDue: boolean) {
    // Written before it happens: nothing the product stores may come from a time that is forgotten.
    store.commit({ type: 'clock', offset: clock.offset + ms });
    clock.advance(ms);
    do await waitUntilQuiet(context);
    while (runsDue && (await product.runDue()));
    // Also what a round of the jobs did meanwhile, which left nothing to do here, is delivered.
    if (runsDue) await waitUntilQuiet(context);
    return now();
  }

  return {
    now,
    advance({ advanceSeconds = 0, advanceHours = 0, momentSeconds }) {
      const seconds = momentSeconds ?? advanceSeconds + advanceHours * 3_600;
      const moved = previous.then(() => move(Math.round(seconds * 1000), momentSeconds === undefined));
      previous = moved.catch(() => undefined);
      return moved;
    },
  };
}
