import { drawDamages, makeFolders, tryDamage } from '../../database/damage.js';
import type { Trial } from './experiment.js';

const PLACES = { short: 20, full: 200 } as const;

/** The files of the embedded database are cut, overwritten, swapped, rolled back and removed between two starts. */
export const damagedFiles: Trial = {
  name: 'damage',
  title: 'the files of the database are damaged between two starts',
  isApart: true,
  async run({ chance, isShort, count, miss }) {
    const folders = await makeFolders();
    try {
      for (const damage of drawDamages(isShort ? PLACES.short : PLACES.full, chance)) {
        const result = await tryDamage(damage, folders);
        count(result);
        if (result === 'poorer' || result === 'stuck') {
          miss(`${damage.to}, ${damage.title}: ${result}`);
        }
      }
    } finally {
      await folders.remove();
    }
  },
};
