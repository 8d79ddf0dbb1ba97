import type { Visit } from '../../context.js';
import { mainKeyboard } from '../../keyboards.js';

/**
 * Does it for an administrator. Anybody else is told whose work it is; where he pressed a button of somebody
 * else, or one from before his role was taken away, that is noted.
 */
export async function asAdministrator(visit: Visit, act: () => Promise<void>): Promise<void> {
  if (visit.roles.includes('administrator')) {
    await visit.answerPress();
    return act();
  }
  if (visit.act.kind !== 'press') {
    await visit.say(visit.wording.html('setup.notYours'), mainKeyboard(visit));
    return;
  }
  await visit.note('forgedPress');
  await visit.answerPress(visit.wording.plain('setup.notYours'));
}
