import { Composer } from 'grammy';
import { readFiling } from '../../../src/filing/filing.js';
import { readSupplying } from '../../../src/filing/supplement.js';
import type { CitizenContext } from '../context.js';
import { readObjecting } from './objecting/flow.js';
import { readAside } from './profile-question/flow.js';
import { isAtHome } from './ready-answer/flow.js';
import { readWithdrawing } from './withdrawing/flow.js';

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
