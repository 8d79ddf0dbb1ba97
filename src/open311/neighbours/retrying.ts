import type { ConsumerDefinition, Handled } from '../../feed/index.js';

const FIRST_PAUSE_MS = 5_000;
const LONGEST_PAUSE_MS = 3_600_000;
/** Days for which it is tried to tell a neighbour something. */
const MOST_DAYS = 14;
const DAY_MS = 24 * 3_600_000;

/** When a neighbour that could not be told something is tried again: later each time, and in the end not any more. */
export const retryNeighbourAt: NonNullable<ConsumerDefinition['retryAt']> = ({ failedAt, failures, now }) => {
  const isOver = now.getTime() - failedAt.getTime() > MOST_DAYS * DAY_MS;
  const pause = Math.min(FIRST_PAUSE_MS * 2 ** Math.min(failures - 1, 20), LONGEST_PAUSE_MS);
  return isOver ? undefined : new Date(now.getTime() + pause);
};

/** Nothing is left to tell. */
export const DONE: Handled = { kind: 'done' };
