import { Composer } from 'telegraf';
import type { StaffContext } from '../context.js';
import { mainKeyboard } from '../keyboards.js';
import type { ShowMenu } from '../profile.js';
import { onAct } from '../routing.js';

/** Whoever is not staff, or not any more: told where to turn, and let no further. */
export function strangers({ showMenu }: { readonly showMenu: ShowMenu }): Composer<StaffContext> {
  const composer = new Composer<StaffContext>();
  composer.use(
    onAct('press', async (visit, _act, next) => {
      if (visit.roles.length > 0) return next();
      await visit.note('forgedPress');
      await visit.answerPress(visit.wording.plain('staff.deadButton'));
    }),
  );
  composer.use(async ({ visit }, next) => {
    if (visit.roles.length > 0) return next();
    if (visit.act.kind === 'press' || visit.act.kind === 'edit') return;
    const { wording } = visit;
    if (visit.isKnown) await showMenu(visit);
    const citizenBot = wording.plain('staff.citizenBot');
    await visit.say(wording.html('staff.stranger', { citizenBot }), mainKeyboard(visit));
  });
  return composer;
}
