import { Composer } from 'telegraf';
import {
  findTrackingCode,
  parseTrackingCode,
  type TrackingCode,
} from '../../../../src/text/tracking-code.js';
import { positionOn } from '../../access.js';
import type { CardDesk } from '../../card-sender.js';
import type { StaffContext, Visit } from '../../context.js';
import { mainKeyboard } from '../../keyboards.js';
import type { FeatureOptions } from '../../options.js';
import { onAct } from '../../routing.js';
import { unfinishedIn } from '../../unfinished.js';
import { caseMarkup, whereItStands } from './request-details.js';

/**
 * A typed tracking code: opens the card of a request that is or was a manager's own, and tells everybody
 * else of the staff what can be read out to a caller.
 */
export function lookUp({
  requests,
  cardDesk,
}: Pick<FeatureOptions, 'requests'> & { readonly cardDesk: CardDesk }): Composer<StaffContext> {
  const composer = new Composer<StaffContext>();
  composer.use(
    onAct('text', async (visit, { text }, next) => {
      // Within a longer text a code asks for its request only where no text is asked for.
      const parsed = unfinishedIn(visit) === undefined ? findTrackingCode(text) : parseTrackingCode(text);
      if (parsed.ok) return find(visit, parsed.code);
      // In the middle of an answer ten digits that are no code are words like any other.
      if (parsed.because === 'notACode' || unfinishedIn(visit) !== undefined) return next();
      await visit.say(visit.wording.html('staff.code.checkDigit'), mainKeyboard(visit));
    }),
  );
  return composer;

  async function find(visit: Visit, code: TrackingCode): Promise<void> {
    const stored = await requests.find(code);
    const position = stored === undefined ? undefined : positionOn(stored.request, visit);
    if (stored !== undefined && position !== undefined) {
      await cardDesk.send(visit, { ...stored, position });
      return;
    }
    const isAtDesk = visit.roles.some((role) => role !== 'manager');
    if (!isAtDesk) {
      // Whether such a request exists is not a manager's business when it never was his.
      if (stored !== undefined) await visit.note('foreignRequest', code);
      await visit.say(visit.wording.html('staff.code.notYours'), mainKeyboard(visit));
      return;
    }
    if (stored === undefined) {
      await visit.say(visit.wording.html('staff.code.unknown'), mainKeyboard(visit));
      return;
    }
    await visit.say(whereItStands(visit, stored), caseMarkup(visit, stored.request));
  }
}
