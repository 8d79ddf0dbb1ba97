import { callerId } from '../requests/lifecycle/callers.js';
import type { Citizen, CitizenStore } from './citizen-store.js';

/**
 * The citizen known to call from a number (E.164): the person who has proved it to be theirs, or its caller.
 */
export async function findCaller(
  citizens: Pick<CitizenStore, 'find'>,
  phone: string,
): Promise<Citizen | undefined> {
  const caller = await citizens.find(callerId(phone));
  return caller?.mergedInto === undefined ? caller : ((await citizens.find(caller.mergedInto)) ?? caller);
}
