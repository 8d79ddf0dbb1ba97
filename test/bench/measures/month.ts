import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { packageRoot } from '../../../src/package-root.js';
import type { Measure, Stage } from '../measure.js';
import type { Row } from '../row.js';
import { spreadOf } from '../statistics.js';

const MEASURE = 'month';
const MOST = 0.4;
/** The line of the output that says how long it took; what stands before it are figures. */
const COUNTS = /^(.+), (\d+) seconds\.$/m;
/** What is said of a day while it is played. */
const DAY = /^Day \d+ of \d+ …$/gm;

/** A simulated month, as a process of its own, against another version of the program. */
export const month: Measure = {
  name: MEASURE,
  title: 'a simulated month, against that of another version (--base)',
  async take(stage) {
    const { sizes, base, say } = stage;
    const ours: Played[] = [];
    const before: Played[] = [];
    for (let turn = 1; turn <= sizes.monthTurns; turn += 1) {
      ours.push(await play(packageRoot, sizes));
      say(`turn ${turn}: ${inSeconds(ours)}`);
      if (base === undefined) continue;
      before.push(await play(base, sizes));
      say(`turn ${turn}: ${inSeconds(before)} in ${base}`);
    }
    return rowsOf(ours, before, sizes);
  },
};

/** A month that was played. */
interface Played {
  /** Of the whole process. */
  readonly seconds: number;
  /** Its report and what was counted. */
  readonly figures: string;
}

async function play(folder: string, { days, requestsOfMonth }: Stage['sizes']): Promise<Played> {
  const began = performance.now();
  const words = ['--days', String(days), '--requests', String(requestsOfMonth)];
  const child = spawn(process.execPath, ['scripts/simulate.mjs', ...words], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  const hear = (chunk: Buffer) => {
    printed += chunk.toString();
  };
  child.stdout.on('data', hear);
  child.stderr.on('data', hear);
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`The month in ${folder} ended with ${code}: ${printed}`);
  return { seconds: (performance.now() - began) / 1_000, figures: figuresIn(printed) };
}

/** What a month has counted, without the time that it took. */
export function figuresIn(printed: string): string {
  return printed.replace(COUNTS, '$1').replace(DAY, '').trim();
}

function rowsOf(
  ours: readonly Played[],
  before: readonly Played[],
  { days, requestsOfMonth }: Stage['sizes'],
): readonly Row[] {
  const what = `${days} days with ${requestsOfMonth} requests`;
  const [first] = before;
  if (first === undefined) {
    const goal = `≤ ${MOST} of the version of --base`;
    return [{ measure: MEASURE, what, ours: inSeconds(ours), goal, verdict: 'unmeasured', note: 'month' }];
  }
  const median = (all: readonly Played[]) => spreadOf(all.map(({ seconds }) => seconds)).median;
  const ratio = median(ours) / median(before);
  const isSame = [...ours, ...before].every(({ figures }) => figures === first.figures);
  return [
    {
      measure: MEASURE,
      what,
      ours: inSeconds(ours),
      against: `the version before: ${inSeconds(before)}`,
      ratio: ratio.toFixed(2),
      goal: `≤ ${MOST}`,
      verdict: ratio <= MOST ? 'yes' : 'no',
      note: 'month',
    },
    {
      measure: MEASURE,
      what: 'figures, to the letter',
      ours: isSame ? 'the same' : 'others',
      goal: 'the same',
      verdict: isSame ? 'yes' : 'no',
      note: 'figures',
    },
  ];
}

function inSeconds(played: readonly Played[]): string {
  const { median, least, most } = spreadOf(played.map(({ seconds }) => seconds));
  return `${Math.round(median)} s (${Math.round(least)} to ${Math.round(most)})`;
}
