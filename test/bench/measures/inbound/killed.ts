import { openFilers } from '../../filers.js';
import type { Stage } from '../../measure.js';
import type { Row } from '../../row.js';
import { type Contestant, plainBot, product } from './contestants.js';
import { type Failures, failuresOf, inWords, isSound } from './failures.js';

/** The part of the requests that are registered when the program is killed. */
const KILLED_AT = 0.4;
const LOOK_EVERY_MS = 50;

/** People file while the program is killed in the middle and started again: with the product and with the plain bot. */
export async function killedRow(stage: Stage): Promise<Row> {
  const ours = await fileThroughKill(stage, product);
  const plain = await fileThroughKill(stage, plainBot);
  return {
    measure: 'inbound',
    what: `the same of ${stage.sizes.filersOfKill} people, with a kill -9 in the middle`,
    ours: inWords(ours),
    against: `${plainBot.name}: ${inWords(plain)}`,
    goal: '0, 0, 0',
    verdict: isSound(ours) ? 'yes' : 'no',
    note: 'lost',
  };
}

async function fileThroughKill({ ground, sizes, say }: Stage, contestant: Contestant): Promise<Failures> {
  const { filersOfKill: count, atOnce } = sizes;
  const side = await contestant.start(ground, { citizens: count });
  const filers = await openFilers(side.telegram.address);
  const { connection } = side.database;
  let isOver = false;
  const kill = async () => {
    for (;;) {
      if (isOver) throw new Error('Everybody had filed before the program was killed.');
      const filed = [...(await contestant.filedBy(connection)).values()].length;
      if (filed >= count * KILLED_AT) break;
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
    }
    await side.restart();
  };
  try {
    const filing = filers.file({ from: 0, count, atOnce }).finally(() => {
      isOver = true;
    });
    const [filed] = await Promise.all([filing, kill()]);
    const failures = failuresOf(filed, await contestant.filedBy(connection));
    say(`${contestant.name}, killed in the middle: lost, doubled, unanswered ${inWords(failures)}`);
    return failures;
  } finally {
    await filers.close();
    await side.close();
  }
}
