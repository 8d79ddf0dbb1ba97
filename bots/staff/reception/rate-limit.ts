import type { Clock } from '../../../src/clock.js';
import type { Limits } from '../../../src/config.js';
import { createUpdateGuard } from '../../../src/guards/update-guard.js';
import type { Visit } from '../context.js';

/** A member of staff, who turns pages and answers cards all day, may send this many times what a stranger may. */
const TIMES_FOR_STAFF = 3;

/**
 * Keeps one person from slowing the bot down for everybody, strangers above all. Whoever exceeds a limit is told
 * once; what they send until there is room again is dropped. The function tells whether a visit may be handled.
 */
export function createRateLimit({
  limits: { updatesPerMinute, filesPerMinute },
  clock,
}: {
  readonly limits: Pick<Limits, 'updatesPerMinute' | 'filesPerMinute'>;
  readonly clock: Clock;
}): (visit: Visit) => Promise<boolean> {
  const limits = { updatesPerMinute, filesPerMinute };
  const forStrangers = createUpdateGuard({ clock, ...limits });
  const forStaff = createUpdateGuard({
    clock,
    updatesPerMinute: updatesPerMinute * TIMES_FOR_STAFF,
    filesPerMinute: updatesPerMinute * TIMES_FOR_STAFF,
  });
  return async (visit) => {
    const { act, person, roles, wording } = visit;
    const guard = roles.length === 0 ? forStrangers : forStaff;
    const album = act.kind === 'file' ? act.album : undefined;
    const { updates, files } = guard({
      person,
      id: visit.orderAs(undefined).commandId,
      ...(album === undefined ? {} : { album }),
      isFile: act.kind === 'file',
    });
    const isWithin = updates === 'allowed' && files === 'allowed';
    if (updates === 'refused' || files === 'refused') {
      if (act.kind === 'press') await visit.answerPress(wording.plain('guard.tooManyUpdates'));
      else await visit.say(wording.html('guard.tooManyUpdates'));
    }
    return isWithin;
  };
}
