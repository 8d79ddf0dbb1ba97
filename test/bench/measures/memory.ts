import { setTimeout as pause } from 'node:timers/promises';
import { openFilers } from '../filers.js';
import type { Measure } from '../measure.js';
import { sampleMemory } from '../memory.js';
import { startProductSide } from '../sides.js';
import { median } from '../statistics.js';
import { inThousands } from '../units.js';

const MEASURE = 'memory';
const TENTHS = 10;
const MOST_GROWTH = 1.05;
/** People about whose places the product forgets together, since there are no places for more. */
const ROUND = 5_000;
/** Milliseconds within which whatever a filing leaves is written. */
const SETTLED_MS = 2_000;

/** Whether the memory of the product grows while people file, one after the other, for hours. */
export const memory: Measure = {
  name: MEASURE,
  title: 'people file for hours: is the memory of the product the same at the end as near the beginning?',
  async take({ ground, sizes, say }) {
    const aTenth = Math.ceil(sizes.filings / TENTHS);
    const side = await startProductSide(ground, { citizens: aTenth * TENTHS });
    const filers = await openFilers(side.telegram.address);
    const nearby = side.database.connection.collection('neighbourhoods');
    const megabytes: number[] = [];
    let unanswered = 0;
    try {
      for (let tenth = 0; tenth < TENTHS; tenth += 1) {
        const stop = sampleMemory(side.program().pid);
        for (let done = 0; done < aTenth; done += ROUND) {
          const count = Math.min(ROUND, aTenth - done);
          const filed = await filers.file({ from: tenth * aTenth + done, count, atOnce: sizes.atOnce });
          unanswered += filed.unanswered;
          if (filed.firstMissed !== undefined)
            say(`${filed.unanswered} waited in vain; ${filed.firstMissed}`);
          const program = side.program();
          if (!program.isAlive()) throw new Error(`The product has ended: ${program.output()}`);
          await pause(SETTLED_MS);
          // Otherwise those who file later about the same place are asked whether they mean the same.
          await nearby.deleteMany({});
        }
        megabytes.push(median(await stop()));
        say(`${inThousands((tenth + 1) * aTenth)} filings: ${Math.round(megabytes.at(-1) ?? 0)} MB`);
      }
    } finally {
      await filers.close();
      await side.close();
    }
    const [, second = 0] = megabytes;
    const last = megabytes.at(-1) ?? 0;
    const growth = last / second;
    return [
      {
        measure: MEASURE,
        what: `memory of Node in the last tenth of ${inThousands(aTenth * TENTHS)} filings`,
        ours: `${Math.round(last)} MB`,
        against: `in the second: ${Math.round(second)} MB`,
        ratio: growth.toFixed(2),
        goal: `≤ ${MOST_GROWTH}`,
        verdict: growth <= MOST_GROWTH ? 'yes' : 'no',
        note: 'growing',
      },
      {
        measure: MEASURE,
        what: 'people without an answer meanwhile',
        ours: String(unanswered),
        goal: '0',
        verdict: unanswered === 0 ? 'yes' : 'no',
        note: 'lost',
      },
    ];
  },
};
