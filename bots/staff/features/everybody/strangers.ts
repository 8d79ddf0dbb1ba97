import { done, type FlowResult, passed } from '../../../../src/flows/flow.js';
import type { ShowMenu } from '../../client/profile.js';
import type { Visit } from '../../context.js';
import { mainKeyboard } from '../../keyboards.js';

/**
 * People who are not staff, or no longer are: they are told where to turn, and get no further. Only a
 * question that an invitation has asked them is still theirs to answer.
 */
export function createStrangers({
  showMenu,
}: {
  readonly showMenu: ShowMenu;
}): (visit: Visit) => Promise<FlowResult> {
  return async (visit) => {
    const { act, conversation, roles, wording } = visit;
    if (roles.length > 0) return passed(conversation);
    if (act.kind === 'press') {
      await visit.note('forgedPress');
      await visit.answerPress(wording.plain('staff.deadButton'));
      return done(conversation);
    }
    if (act.kind === 'edit') return done(conversation);
    const open = visit.openIn(conversation);
    if (open?.name === 'trying') return open.take(visit, act);
    if (visit.isKnown) await showMenu(visit);
    const citizenBot = wording.plain('staff.citizenBot');
    await visit.say(wording.html('staff.stranger', { citizenBot }), mainKeyboard(visit));
    return done(conversation);
  };
}
