import { webhookSecrets } from '../../../src/telegram/webhook.js';
import { TOKENS } from '../../simulator/harness.js';
import type { Measure, Stage } from '../measure.js';
import type { Row } from '../row.js';
import { type Side, startBareSide, startProductSide } from '../sides.js';
import { percentile, type Spread, spreadOf } from '../statistics.js';
import { postUpdates, type WebhookTarget } from '../webhook-load.js';

const MEASURE = 'acknowledge';
const MOST = 1.5;
/** The bare handler is steady where its own p99 lies within this factor over the turns. */
const MOST_UNSTEADY = 2;
/** Turns that are tried at the most, as a multiple of those wanted, until enough in a row are steady. */
const MOST_TRIES = 3;
const WARM_UP_SECONDS = 3;

/** How soon Telegram gets its 200, against a handler that does nothing but insert. */
export const acknowledge: Measure = {
  name: MEASURE,
  title: 'updates come at a steady pace, to the webhook of the product and to a bare one',
  async take({ ground, sizes, say }) {
    const citizens = sizes.perSecond * (2 * sizes.seconds + WARM_UP_SECONDS);
    const ours: Waits[] = [];
    const bare: Waits[] = [];
    const wanted = sizes.repetitions;
    const lastOf = <Turn>(turns: readonly Turn[]) => turns.slice(-wanted);
    for (let turn = 1; turn <= wanted * MOST_TRIES; turn += 1) {
      ours.push(await loadOn(await startProductSide(ground, { citizens }), productTarget, sizes));
      bare.push(await loadOn(await startBareSide(ground, { citizens: 0 }), bareTarget, sizes));
      const p99 = (waits: Waits | undefined) => inMs(percentile(waits?.full ?? [], 0.99));
      say(`turn ${turn}: p99 ${p99(ours.at(-1))}, bare ${p99(bare.at(-1))}`);
      if (turn >= wanted && isSteady(lastOf(bare))) break;
    }
    return [
      ...rowsOf('full', lastOf(ours), lastOf(bare), sizes.perSecond),
      ...rowsOf('slow', lastOf(ours), lastOf(bare), slow(sizes.perSecond)),
    ];
  },
};

/** True where the machine let the bare handler be about as quick in each turn, so that a comparison says something. */
function isSteady(bare: readonly Waits[]): boolean {
  const { least, most } = spreadOf(bare.map(({ full }) => percentile(full, 0.99)));
  return most <= least * MOST_UNSTEADY;
}

/** Milliseconds until each 200, at the pace that the goal speaks of and at one that leaves the machine room. */
interface Waits {
  readonly full: readonly number[];
  readonly slow: readonly number[];
}

/** Updates a second at the slower pace. */
function slow(perSecond: number): number {
  return Math.ceil(perSecond / 4);
}

function productTarget(side: Side): WebhookTarget {
  const { path, secret } = webhookSecrets(TOKENS.citizen);
  return {
    url: `${side.program().address}/webhook/citizen/${path}`,
    headers: { 'x-telegram-bot-api-secret-token': secret },
  };
}

function bareTarget(side: Side): WebhookTarget {
  return { url: `${side.program().address}/webhook` };
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
      what: `200 at ${perSecond} updates/s, ${isP99 ? 'p99' : 'median'}, ${ours.length} turns`,
      ours: inWords(at(ours, part)),
      against: `bare handler: ${inWords(at(bare, part))}`,
      ratio: ratio.toFixed(2),
      ...(isP99 && pace === 'full'
        ? {
            goal: `≤ ${MOST}`,
            verdict: !isSteady(bare) ? 'unmeasured' : ratio <= MOST ? 'yes' : 'no',
            note: isSteady(bare) ? 'acknowledge' : 'unsteady',
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
