import type { Connection } from 'mongoose';
import { createProcessSignStore } from '../../src/watch/process-signs.js';
import { eventually } from './eventually.js';

const SIGN = 'another-process';

/**
 * Changes what is stored while a product runs on it, as another process does: it gives a sign of life first, so that the
 * product does not take what it remembers of the chats for what is stored.
 */
export async function asAnotherProcess<Result>(
  { connection }: { readonly connection: Connection },
  act: () => Promise<Result>,
): Promise<Result> {
  const signs = createProcessSignStore(connection);
  await signs.beat(SIGN);
  await eventually(async () => ![...(await signs.claims()).values()].includes(true));
  try {
    return await act();
  } finally {
    await signs.remove(SIGN);
  }
}
