import { done, keepConversation, passed } from '../../../../../src/flows/flow.js';
import type { StoredRequest } from '../../../../../src/requests/request-store.js';
import {
  findTrackingCode,
  parseTrackingCode,
  type TrackingCode,
} from '../../../../../src/text/tracking-code.js';
import type { Visit } from '../../../context.js';
import type { StaffFeature } from '../../../feature.js';
import { findUnfinished } from '../../../interruption.js';
import { mainKeyboard } from '../../../keyboards.js';
import type { FeatureOptions } from '../../../options.js';
import { forCaseReaders, mayOpenCases, maySeeEveryRequest } from '../../../permissions.js';
import { refusePress } from '../../../refusals.js';
import { positionOn } from '../../../requests/access.js';
import { createAcknowledge } from '../../../requests/acknowledging.js';
import type { CardSender } from '../../../requests/card-sender.js';
import { createCaseView } from './case-view.js';

/**
 * A typed tracking code: opens the card of a request that is or was a manager's own, and shows other staff
 * what can be read out to a caller.
 */
export function createFindByCodeFeature({
  requests,
  cardSender,
  lookups,
  ...shown
}: Pick<FeatureOptions, 'requests' | 'lookups' | 'cards' | 'clients' | 'noteShown'> & {
  readonly cardSender: CardSender;
}): StaffFeature {
  const acknowledge = createAcknowledge({ requests });
  const caseView = createCaseView(shown);

  return {
    name: 'find-by-code',
    presses: {
      casePage: forCaseReaders(
        keepConversation(async (visit, [code, section, page]) => {
          const stored = await requests.find(code);
          if (stored === undefined) return refusePress(visit, { code: 'notFound' });
          const { citizen } = stored.request;
          // Turning a page is no new look at what somebody told the city.
          const isNew = !(await caseView.isOpen(visit, stored));
          if (isNew && !(await lookups.note(visit, { act: 'caseOpened', citizen, request: code }))) return;
          await visit.answerPress();
          await caseView.turn(visit, stored, section, page);
        }),
      ),
    },
    async take(visit, act) {
      if (act.kind !== 'text') return passed(visit.conversation);
      // Within a longer text a code is looked up only if no text is asked for.
      const isFree = findUnfinished(visit) === undefined;
      const parsed = isFree ? findTrackingCode(act.text) : parseTrackingCode(act.text);
      if (parsed.ok) {
        await find(visit, parsed.code);
        return done(visit.conversation);
      }
      // While an answer is being written, ten digits that are not a code are words like any other.
      if (parsed.because === 'notACode' || !isFree) {
        return passed(visit.conversation);
      }
      await visit.say(visit.wording.html('staff.code.checkDigit'), mainKeyboard(visit));
      return done(visit.conversation);
    },
  };

  async function find(visit: Visit, code: TrackingCode): Promise<void> {
    const stored = await requests.find(code);
    const position = stored === undefined ? undefined : positionOn(stored.request, visit);
    if (stored !== undefined && position !== undefined) {
      await acknowledge(visit, stored, position);
      await cardSender.send(visit, { ...stored, position });
      return;
    }
    if (!mayOpenCases(visit)) {
      // Managers may not learn whether a request exists that never was theirs.
      if (stored !== undefined) await visit.note('foreignRequest', code);
      await visit.say(visit.wording.html('staff.code.notYours'), mainKeyboard(visit));
      return;
    }
    if (stored === undefined) {
      await visit.say(visit.wording.html('staff.code.unknown'), mainKeyboard(visit));
      return;
    }
    await showCase(visit, stored);
  }

  /** Shows other staff what can be read out to a caller. */
  async function showCase(visit: Visit, stored: StoredRequest): Promise<void> {
    const { citizen, code } = stored.request;
    if (!(await lookups.note(visit, { act: 'caseOpened', citizen, request: code }))) return;
    if (maySeeEveryRequest(visit)) await acknowledge(visit, stored);
    await caseView.show(visit, stored);
  }
}
