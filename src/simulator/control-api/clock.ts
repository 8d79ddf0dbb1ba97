import { z } from 'zod';
import type { ControlContext } from './context.js';
import { waitUntilQuiet } from './quiet.js';

const amount = z
  .number()
  .min(0)
  .max(10 * 365 * 24 * 3600);

export const advanceSchema = z
  .object({ advanceSeconds: amount.optional(), advanceHours: amount.optional() })
  .refine(
    ({ advanceSeconds, advanceHours }) => (advanceSeconds === undefined) !== (advanceHours === undefined),
    {
      message: 'either advanceSeconds or advanceHours is needed',
    },
  );

/** Moves the product's clock, one caller after the other. */
export interface ClockControl {
  now(): { readonly now: string };
  /** Advances the clock and waits until everything that became due was done and heard of. */
  advance(body: z.output<typeof advanceSchema>): Promise<{ readonly now: string }>;
}

export function createClockControl(context: ControlContext): ClockControl {
  const { telegram, product } = context;
  const { clock, store } = telegram;
  let previous: Promise<unknown> = Promise.resolve();
  const now = () => ({ now: clock.now().toISOString() });

  async function move(ms: number) {
    // Written before it happens: nothing the product stores may come from a time that is forgotten.
    store.commit({ type: 'clock', offset: clock.offset + ms });
    clock.advance(ms);
    do await waitUntilQuiet(context);
    while (await product.runDue());
    return now();
  }

  return {
    now,
    advance({ advanceSeconds = 0, advanceHours = 0 }) {
      const ms = Math.round(advanceSeconds * 1000 + advanceHours * 3_600_000);
      const moved = previous.then(() => move(ms));
      previous = moved.catch(() => undefined);
      return moved;
    },
  };
}
