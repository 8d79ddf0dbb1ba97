import { setTimeout as pause } from 'node:timers/promises';
import { openFilers, stepsOf } from '../../filers.js';
import type { Stage } from '../../measure.js';
import { callsAt } from '../../recorded-calls.js';
import { product } from './contestants.js';

/** Milliseconds without a call after which nothing more is expected of a filing. */
const SILENCE_MS = 3_000;

/** How many calls to Telegram the product makes for somebody's first filing, with the card of its manager. */
export async function countCalls({ ground, say }: Stage): Promise<number> {
  const side = await product.start(ground, { citizens: 2 });
  const filers = await openFilers(side.telegram.address);
  const file = async (index: number) => {
    for (const step of stepsOf(index)) await filers.step(index, step);
    return callsOnceSilent(side.telegram.address);
  };
  try {
    // What a start tells Telegram is over once the first one has filed.
    const before = await file(1);
    const calls = (await file(0)) - before;
    const { newest } = await callsAt(side.telegram.address);
    say(
      `calls for a filing: ${newest
        .slice(-calls)
        .map(({ what }) => what)
        .join(', ')}`,
    );
    return calls;
  } finally {
    await filers.close();
    await side.close();
  }
}

async function callsOnceSilent(address: string): Promise<number> {
  for (let before = -1; ; ) {
    const { calls } = await callsAt(address);
    if (calls === before) return calls;
    before = calls;
    await pause(SILENCE_MS);
  }
}
