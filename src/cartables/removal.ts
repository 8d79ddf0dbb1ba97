import type { CityDifference } from '../organization/setup/compare.js';
import type { ImportProblem } from '../organization/setup/import-problem.js';
import type { CartableStore } from './cartable-store.js';
import { DESK } from './operator-queue.js';

/** Why a changed city cannot be taken: positions and units with open requests cannot be removed. */
export async function problemsOfRemoval(
  cartables: Pick<CartableStore, 'countAt' | 'countForUnits'>,
  { removedPositions, removedUnits }: Pick<CityDifference, 'removedPositions' | 'removedUnits'>,
): Promise<readonly ImportProblem[]> {
  const counts = [
    ...(await cartables.countAt(removedPositions)),
    ...(await cartables.countForUnits(DESK, removedUnits)),
  ];
  return counts.map(([named, count]) => ({ code: 'openRequests', place: {}, values: { named, count } }));
}
