import { Composer } from 'grammy';
import { formatDeadline } from '../../../src/text/dates.js';
import type { CitizenContext } from '../context.js';

/** Keeps out who is blocked; his own data stay his. */
export function blocking(): Composer<CitizenContext> {
  const composer = new Composer<CitizenContext>();
  composer.use(async ({ callbackQuery, visit }, next) => {
    const { block } = visit.citizen;
    const { now, locale, timeZone } = visit.speech;
    if (block === undefined || block.until <= now) return next();
    const values = { reason: block.reason, until: formatDeadline(block.until, now, locale, timeZone) };
    if (callbackQuery === undefined) await visit.say(visit.html('guard.blocked', values));
    else await visit.answerPress(visit.plain('guard.blocked', values));
  });
  return composer;
}
