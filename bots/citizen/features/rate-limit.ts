import { Composer } from 'grammy';
import { createLimiter } from '../../../src/guards/limiter.js';
import { fileIn } from '../../../src/telegram/received-file.js';
import type { CitizenContext } from '../context.js';
import type { CitizenBotOptions } from '../options.js';

const MINUTE_MS = 60_000;

/**
 * Keeps one person from taking the bot from all others: so many messages and presses, and so many files, a minute.
 * Whoever goes over that is told once; what he sends until there is room again is dropped.
 */
export function guarding({
  limits,
  clock,
}: Pick<CitizenBotOptions, 'limits' | 'clock'>): Composer<CitizenContext> {
  const updates = createLimiter({ clock, most: limits.updatesPerMinute, perMs: MINUTE_MS });
  const files = createLimiter({ clock, most: limits.filesPerMinute, perMs: MINUTE_MS });
  const composer = new Composer<CitizenContext>();
  composer.use(async ({ update, message, callbackQuery, visit }, next) => {
    const album = message?.media_group_id;
    const taken = {
      person: visit.citizen._id,
      id: String(update.update_id),
      ...(album === undefined ? {} : { group: album }),
    };
    const permission = updates.take(taken);
    if (permission === 'refused') {
      if (callbackQuery === undefined) await visit.say(visit.html('guard.tooManyUpdates'));
      else await visit.answerPress(visit.plain('guard.tooManyUpdates'));
    }
    if (permission !== 'allowed') return;
    const hasFile = message !== undefined && fileIn(message) !== undefined;
    const filePermission = hasFile ? files.take(taken) : 'allowed';
    if (filePermission === 'refused') await visit.say(visit.html('guard.tooManyFiles'));
    if (filePermission === 'allowed') await next();
  });
  return composer;
}
