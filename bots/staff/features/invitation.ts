import { Composer } from 'telegraf';
import type { StaffContext } from '../context.js';
import type { FeatureOptions } from '../options.js';
import type { ShowMenu } from '../profile.js';
import { onAct } from '../routing.js';
import { setAside } from '../unfinished.js';
import { createReceiveAppointed } from './accept-invite.js';
import { askedFor, keepTrying, oneTryMore, readTrying, triesWithinHour } from './invitation-number/flow.js';
import { askForNumber, invitationNumber, MOST_TRIES } from './invitation-number/index.js';

/** `/start <token>`: somebody becomes a member of staff, or a manager gets another position. */
export function invitation(
  options: FeatureOptions & { readonly showMenu: ShowMenu },
): Composer<StaffContext> {
  const { invites, messenger } = options;
  const receiveAppointed = createReceiveAppointed(options);
  const composer = new Composer<StaffContext>();

  composer.use(
    onAct('text', async (visit, { payload }, next) => {
      if (payload === undefined) return next();
      const { person, name, speech, wording } = visit;
      const { now } = speech;
      const trying = readTrying(visit.conversation);
      if (visit.roles.length === 0 && triesWithinHour(trying, now) >= MOST_TRIES) {
        await visit.say(wording.html('invite.tooMany'));
        return;
      }
      const appointment = await invites.redeem({ token: payload, person, name, now });
      if (appointment !== undefined) return receiveAppointed(visit, appointment);
      const asked = await invites.findBound({ token: payload, now });
      if (asked !== undefined) {
        if (trying === undefined) await setAside(visit, messenger);
        visit.conversation = keepTrying(askedFor(trying, asked, now));
        await askForNumber(visit, 'ask');
        return;
      }
      await visit.note('inviteRefused');
      if (visit.roles.length === 0) visit.conversation = keepTrying(oneTryMore(trying, now));
      await visit.say(wording.html('invite.notUsable'));
    }),
    invitationNumber({ ...options, receiveAppointed }),
  );
  return composer;
}
