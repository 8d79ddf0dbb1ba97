import { isCaller } from '../requests/lifecycle/callers.js';
import type { Citizen } from './citizen-store.js';

/** True for a citizen who can be asked to carry a request on: they use the bot, are reached, and are not blocked. */
export function canBeAsked(
  { _id, reachable, block }: Pick<Citizen, '_id' | 'reachable' | 'block'>,
  now: Date,
): boolean {
  return !isCaller(_id) && reachable === 'yes' && (block === undefined || block.until <= now);
}
