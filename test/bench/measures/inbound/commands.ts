import { describe, isForAll, isForTelling, type SentCommand } from '../../commands.js';
import { openFilers, type Step, stepsOf, stepsOfKnown } from '../../filers.js';
import type { Stage } from '../../measure.js';
import type { Row } from '../../row.js';
import { startWatchedProduct } from '../../watched-product.js';

const MOST = 1;
const MOST_TO_REGISTER = 4;

/** What an update costs the database. */
interface Cost {
  readonly who: 'newcomer' | 'known';
  readonly step: string;
  readonly commands: readonly SentCommand[];
}

/** How many commands to the database an update takes. */
export async function commandRows({ ground, say }: Stage): Promise<readonly Row[]> {
  const costs = await countCommands(ground);
  for (const { who, step, commands } of costs) say(`${who}, ${step}: ${commands.map(describe).join(', ')}`);
  const isRegistering = ({ step }: Cost) => step === 'registering';
  const row = (what: string, group: readonly Cost[], most: number): Row => ({
    measure: 'inbound',
    what,
    ours: group.map(({ step, commands }) => `${step} ${commands.length}`).join(', '),
    goal: `≤ ${most}`,
    verdict: group.every(({ commands }) => commands.length <= most) ? 'yes' : 'no',
    note: 'commands',
  });
  return (['newcomer', 'known'] as const).flatMap((who) => {
    const theirs = costs.filter((cost) => cost.who === who);
    return [
      row(
        `commands for an update, ${who}`,
        theirs.filter((cost) => !isRegistering(cost)),
        MOST,
      ),
      row(`commands to register, ${who}`, theirs.filter(isRegistering), MOST_TO_REGISTER),
    ];
  });
}

/** One person files twice: as a newcomer, and as somebody who is known. */
async function countCommands(ground: Stage['ground']): Promise<readonly Cost[]> {
  const product = await startWatchedProduct(ground, { citizens: 2 });
  const filers = await openFilers(product.telegram.address);
  const count = async (index: number, steps: readonly Step[], who: Cost['who']) => {
    const costs: Cost[] = [];
    for (const step of steps) {
      const sent = await product.during(() => filers.step(index, step));
      costs.push({
        who,
        step: step.name,
        commands: sent.filter((one) => !isForTelling(one) && !isForAll(one)),
      });
    }
    return costs;
  };
  try {
    // The first one makes the process read what it keeps for all that come later.
    await count(1, stepsOf(1), 'newcomer');
    return [...(await count(0, stepsOf(0), 'newcomer')), ...(await count(0, stepsOfKnown(2), 'known'))];
  } finally {
    await filers.close();
    await product.close();
  }
}
