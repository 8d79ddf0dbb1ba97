import { type FollowOptions, followAt } from '../src/open311/neighbours/follow.js';
import { type PullOptions, pullFrom } from '../src/open311/neighbours/pull.js';
import { createSweepingJob, type SweepingJob } from './job.js';

/** Takes in what is new at other Open311 servers, and hears what has become there of what was pushed. */
export function exchangeWithNeighbours(options: {
  readonly neighbours: readonly (PullOptions & FollowOptions)[];
  readonly everySeconds: number;
}): SweepingJob {
  return createSweepingJob({
    name: 'exchange with neighbours',
    everySeconds: options.everySeconds,
    async sweep() {
      let moved = 0;
      for (const neighbour of options.neighbours) {
        moved += await pullFrom(neighbour);
        moved += await followAt(neighbour);
      }
      return moved;
    },
  });
}
