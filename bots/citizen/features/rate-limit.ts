import { createLimiter } from '../../../src/guards/limiter.js';
import { createUpdateGuard } from '../../../src/guards/update-guard.js';
import type { Visit } from '../context.js';
import type { CitizenBotOptions } from '../options.js';

const MINUTE_MS = 60_000;

/**
 * Keeps one person from slowing the bot down for everybody: it limits messages and presses, and files, per
 * minute. A person who exceeds a limit is told once; what they send until there is room again is dropped. The
 * function tells whether a visit may be handled.
 */
export function createRateLimit({
  limits,
  clock,
}: Pick<CitizenBotOptions, 'limits' | 'clock'>): (visit: Visit) => Promise<boolean> {
  const guard = createUpdateGuard({ clock, ...limits });
  return async (visit) => {
    const { action, citizen, updateId } = visit;
    const album = action.kind === 'file' ? action.album : undefined;
    const { updates, files } = guard({
      person: citizen._id,
      id: String(updateId),
      ...(album === undefined ? {} : { album }),
      isFile: action.kind === 'file',
    });
    if (updates === 'refused') {
      if (action.kind === 'press') await visit.answerPress(visit.plain('guard.tooManyUpdates'));
      else await visit.say(visit.html('guard.tooManyUpdates'));
    }
    if (files === 'refused') await visit.say(visit.html('guard.tooManyFiles'));
    return updates === 'allowed' && files === 'allowed';
  };
}

/** Warnings of danger a minute for somebody who is over their limit. */
const MOST_WARNINGS = 2;

/** Whether somebody who is over their limit may still be told whom to call. */
export function createWarningLimit({ clock }: Pick<CitizenBotOptions, 'clock'>): (visit: Visit) => boolean {
  const warnings = createLimiter({ clock, most: MOST_WARNINGS, perMs: MINUTE_MS });
  return ({ citizen, updateId }) =>
    warnings.take({ person: citizen._id, id: String(updateId) }) === 'allowed';
}
