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
    const citizens = sizes.perSecond * (2 * sizes.seconds + WARM_UP_SECONDS);
    const ours: Waits[] = [];
    const bare: Waits[] = [];
    for (let turn = 1; turn <= sizes.repetitions; turn += 1) {
      ours.push(await loadOn(await startProductSide(ground, { citizens }), productTarget, sizes));
      bare.push(await loadOn(await startBareSide(ground, { citizens: 0 }), bareTarget, sizes));
      const p99 = (waits: Waits | undefined) => inMs(percentile(waits?.full ?? [], 0.99));
      say(`turn ${turn}: p99 ${p99(ours.at(-1))}, bare ${p99(bare.at(-1))}`);
    }
    return [
      ...rowsOf('full', ours, bare, sizes.perSecond),
      ...rowsOf('slow', ours, bare, slow(sizes.perSecond)),
    ];
  },
};

/** Milliseconds until each 200, at the pace that the goal speaks of and at one that leaves the machine room. */
interface Waits {
  readonly full: readonly number[];
  readonly slow: readonly number[];
}

/** Updates a second at the slower pace. */
function slow(perSecond: number): number {
  return Math.ceil(perSecond / 4);
}

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
): Promise<Waits> {
  const [afterWarmUp, afterSlow] = [perSecond * WARM_UP_SECONDS, perSecond * (WARM_UP_SECONDS + seconds)];
  try {
    const target = targetOf(side);
    await postUpdates(target, { perSecond, seconds: WARM_UP_SECONDS, from: 0 });
    return {
      slow: await postUpdates(target, { perSecond: slow(perSecond), seconds, from: afterWarmUp }),
      full: await postUpdates(target, { perSecond, seconds, from: afterSlow }),
    };
  } finally {
    await side.close();
  }
}

function rowsOf(
  pace: keyof Waits,
  ours: readonly Waits[],
  bare: readonly Waits[],
  perSecond: number,
): readonly Row[] {
  const at = (turns: readonly Waits[], part: number) =>
    spreadOf(turns.map((waits) => percentile(waits[pace], part)));
  return [0.5, 0.99].map((part) => {
    const ratio = at(ours, part).median / at(bare, part).median;
    const isP99 = part === 0.99;
    return {
      measure: MEASURE,
      what: `200 at ${perSecond} updates/s, ${isP99 ? 'p99' : 'median'}`,
      ours: inWords(at(ours, part)),
      against: `bare handler: ${inWords(at(bare, part))}`,
      ratio: ratio.toFixed(2),
      ...(isP99 && pace === 'full'
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
