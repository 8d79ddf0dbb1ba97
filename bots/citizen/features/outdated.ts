import { Composer } from 'grammy';
import { readAside } from '../../../src/conversations/aside.js';
import { readFiling } from '../../../src/conversations/filing.js';
import { readObjecting } from '../../../src/conversations/objecting.js';
import { readSupplying } from '../../../src/conversations/supplying.js';
import { isAtHome } from '../../../src/conversations/talk.js';
import { readWithdrawing } from '../../../src/conversations/withdrawing.js';
import type { CitizenContext } from '../context.js';

/** Every conversation that asks something of a person. */
const READERS = [readFiling, readObjecting, readSupplying, readWithdrawing, readAside];

/** What an older version of the bot had begun and this one cannot go on with is set aside, and said so. */
export function outdated(): Composer<CitizenContext> {
  const composer = new Composer<CitizenContext>();
  composer.use(async ({ visit }, next) => {
    const { conversation } = visit;
    if (!isAtHome(conversation) && READERS.every((read) => read(conversation) === undefined)) {
      visit.conversation = null;
      await visit.say(visit.html('citizen.outdated'));
    }
    await next();
  });
  return composer;
}
