import { webhookSecrets } from '../../../src/telegram/webhook.js';
import { TOKENS } from '../../simulator/harness.js';
import type { Measure, Stage } from '../measure.js';
import type { Row } from '../row.js';
import { type Side, startBareSide, startProductSide } from '../sides.js';
import { percentile, type Spread, spreadOf } from '../statistics.js';
import { postUpdates, type WebhookTarget } from '../webhook-load.js';

const MEASURE = 'acknowledge';
const MOST = 2;
const WARM_UP_SECONDS = 3;

/** How soon Telegram gets its 200, against a handler that does nothing but insert. */
export const acknowledge: Measure = {
  name: MEASURE,
  title: 'updates come at a steady pace, to the webhook of the product and to a bare one',
  async take({ ground, sizes, say }) {
    const { perSecond, seconds } = sizes;
    const citizens = perSecond * (seconds + WARM_UP_SECONDS);
    const ours: (readonly number[])[] = [];
    const bare: (readonly number[])[] = [];
    for (let turn = 1; turn <= sizes.repetitions; turn += 1) {
      ours.push(await loadOn(await startProductSide(ground, { citizens }), productTarget, sizes));
      bare.push(await loadOn(await startBareSide(ground, { citizens: 0 }), bareTarget, sizes));
      say(
        `turn ${turn}: p99 ${inMs(percentile(ours.at(-1) ?? [], 0.99))}, bare ${inMs(percentile(bare.at(-1) ?? [], 0.99))}`,
      );
    }
    return rowsOf(ours, bare, perSecond);
  },
};

function productTarget({ program }: Side): WebhookTarget {
  const { path, secret } = webhookSecrets(TOKENS.citizen);
  return {
    url: `${program.address}/webhook/citizen/${path}`,
    headers: { 'x-telegram-bot-api-secret-token': secret },
  };
}

function bareTarget({ program }: Side): WebhookTarget {
  return { url: `${program.address}/webhook` };
}

async function loadOn(
  side: Side,
  targetOf: (side: Side) => WebhookTarget,
  { perSecond, seconds }: Stage['sizes'],
): Promise<readonly number[]> {
  try {
    const target = targetOf(side);
    await postUpdates(target, { perSecond, seconds: WARM_UP_SECONDS, from: 0 });
    return await postUpdates(target, { perSecond, seconds, from: perSecond * WARM_UP_SECONDS });
  } finally {
    await side.close();
  }
}

function rowsOf(
  ours: readonly (readonly number[])[],
  bare: readonly (readonly number[])[],
  perSecond: number,
): readonly Row[] {
  const at = (turns: readonly (readonly number[])[], part: number) =>
    spreadOf(turns.map((waits) => percentile(waits, part)));
  return [0.5, 0.99].map((part) => {
    const ratio = at(ours, part).median / at(bare, part).median;
    const isGoal = part === 0.99;
    return {
      measure: MEASURE,
      what: `200 at ${perSecond} updates/s, ${isGoal ? 'p99' : 'median'}`,
      ours: inWords(at(ours, part)),
      against: `bare handler: ${inWords(at(bare, part))}`,
      ratio: ratio.toFixed(2),
      ...(isGoal
        ? {
            goal: `≤ ${MOST}`,
            verdict: ratio <= MOST ? 'yes' : 'no',
            note: 'acknowledge',
          }
        : { goal: 'none', verdict: 'none' }),
    };
  });
}

function inWords({ median, least, most }: Spread): string {
  return `${inMs(median)} (${inMs(least)} to ${inMs(most)})`;
}

function inMs(value: number): string {
  return `${value.toFixed(1)} ms`;
}
