import { openFilers } from '../../filers.js';
import type { Stage } from '../../measure.js';
import { largestByOwnTime, readProfile, sectionOf } from '../../profile.js';
import { product } from './contestants.js';

const SHOWN = 10;

/** Adds to the page what the product does while people file: the functions with the most time of their own. */
export async function addProfile({ ground, sizes, addSection }: Stage): Promise<void> {
  const folder = await ground.folder('profile');
  const side = await product.start(ground, {
    citizens: sizes.filers,
    engine: ['--cpu-prof', `--cpu-prof-dir=${folder}`],
  });
  const filers = await openFilers(side.telegram.address);
  try {
    await filers.file({ from: 0, count: sizes.filers, atOnce: sizes.atOnce });
    await side.program().interrupt();
    const largest = largestByOwnTime(await readProfile(folder), SHOWN);
    addSection(sectionOf('What the product does while people file, from its start on', largest));
  } finally {
    await filers.close();
    await side.close();
  }
}
