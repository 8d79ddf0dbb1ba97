import { setTimeout as pause } from 'node:timers/promises';
import { openFilers, stepsOf } from '../../filers.js';
import type { Stage } from '../../measure.js';
import { answerTime, callsAt } from '../../recorded-calls.js';
import type { Row } from '../../row.js';
import { percentile, spreadOf } from '../../statistics.js';
import { type Contestant, plainBot, product } from './contestants.js';

const MOST_MS = 15;
const MOST_TIMES = 2;
const TURNS = 2;
/** The part of the people who press before it counts. */
const WARM_UP = 0.2;
/** Milliseconds between two people, so that each finds the program idle. */
const APART_MS = 30;

/**
 * How long a press takes while nothing else happens: from the moment in which it reaches the simulated Telegram, which
 * posts it to the webhook at once, until the answer reaches it.
 */
export async function pressRow(stage: Stage): Promise<Row> {
  const ours: number[] = [];
  const plain: number[] = [];
  for (let turn = 0; turn < TURNS; turn += 1) {
    ours.push(await p95Of(stage, product));
    plain.push(await p95Of(stage, plainBot));
  }
  const [{ median }, against] = [spreadOf(ours), spreadOf(plain)];
  const ratio = median / against.median;
  return {
    measure: 'inbound',
    what: `answer to a press while idle, p95 of ${stage.sizes.pressers}`,
    ours: inMs(median),
    against: `${plainBot.name}: ${inMs(against.median)}`,
    ratio: ratio.toFixed(2),
    goal: `≤ ${MOST_MS} ms, ≤ ${MOST_TIMES}`,
    verdict: median <= MOST_MS && ratio <= MOST_TIMES ? 'yes' : 'no',
    note: 'press',
  };
}

async function p95Of({ ground, sizes }: Stage, contestant: Contestant): Promise<number> {
  const warmUp = Math.ceil(sizes.pressers * WARM_UP);
  const side = await contestant.start(ground, { citizens: warmUp + sizes.pressers });
  const filers = await openFilers(side.telegram.address);
  try {
    const waits: number[] = [];
    for (let index = 0; index < warmUp + sizes.pressers; index += 1) {
      const [words, consent] = stepsOf(index);
      if (words === undefined || consent === undefined) throw new Error('There is no button to press.');
      await filers.step(index, words);
      await pause(APART_MS);
      await filers.step(index, consent);
      const { newest } = await callsAt(side.telegram.address);
      if (index >= warmUp) waits.push(answerTime(newest, 'press'));
    }
    return percentile(waits, 0.95);
  } finally {
    await filers.close();
    await side.close();
  }
}

function inMs(milliseconds: number): string {
  return `${milliseconds.toFixed(1)} ms`;
}
