import { done, type FlowResult, passed } from '../../../../src/flows/flow.js';
import type { Visit } from '../../context.js';
import { setUnfinishedAside } from '../../interruption.js';
import type { FeatureOptions } from '../../options.js';
import type { ReceiveAppointed } from './accept-invite.js';
import { addTry, askForInvite, countTries, keepTrying, readTrying } from './invitation-number/flow.js';
import { askForNumber, MOST_TRIES } from './invitation-number/index.js';

/** `/start <token>`: somebody becomes a member of staff, or a manager gets another position. */
export function createInvitation(
  options: Pick<FeatureOptions, 'invites'> & { readonly receiveAppointed: ReceiveAppointed },
): (visit: Visit) => Promise<FlowResult> {
  const { invites, receiveAppointed } = options;

  // biome-ignore lint/complexity/noExcessiveCognitiveComplexity: using a link is one sequence, and each check leaves it in its own way.
  return async (visit) => {
    const payload = visit.act.kind === 'text' ? visit.act.payload : undefined;
    if (payload === undefined) return passed(visit.conversation);
    const { person, name, speech, wording } = visit;
    const { now } = speech;
    const trying = readTrying(visit.conversation);
    if (visit.roles.length === 0 && countTries(trying, now) >= MOST_TRIES) {
      await visit.say(wording.html('invite.tooMany'));
      return done(visit.conversation);
    }
    const appointment = await invites.redeem({ token: payload, person, name, now });
    if (appointment !== undefined) return done(await receiveAppointed(visit, appointment));
    const asked = await invites.findBound({ token: payload, now });
    if (asked !== undefined) {
      if (trying === undefined) await setUnfinishedAside(visit);
      await askForNumber(visit, 'ask');
      return done(keepTrying(askForInvite(trying, asked, now)));
    }
    await visit.note('inviteRefused');
    await visit.say(wording.html('invite.notUsable'));
    return done(visit.roles.length === 0 ? keepTrying(addTry(trying, now)) : visit.conversation);
  };
}
