import { endCallbacksAfterRating } from '../../../../../src/callbacks/end-after-rating.js';
import { keepConversation } from '../../../../../src/flows/flow.js';
import { wasObjectedTo } from '../../../../../src/requests/lifecycle/judging.js';
import type { Request } from '../../../../../src/requests/lifecycle/request.js';
import { formatNumber } from '../../../../../src/text/numbers.js';
import type { Visit } from '../../../context.js';
import { pressedMessage } from '../../../edit-message.js';
import type { StaffFeature } from '../../../feature.js';
import { inlineKeyboard, mainKeyboard } from '../../../keyboards.js';
import type { FeatureOptions } from '../../../options.js';
import { isOperator } from '../../../permissions.js';
import { refusePress } from '../../../refusals.js';
import { caseRow } from '../find/request-details.js';
import { refusalOfRating } from './refusing.js';
import { ratingRows } from './rows.js';

/**
 * A caller rates the answer that was read out to them: the operator records it, and is told what to say. An
 * objection is a request action, which is previewed (bots/staff/features/request-action).
 */
export function createCallerRatingFeature(
  options: Pick<FeatureOptions, 'requests' | 'callbacks' | 'claims'>,
): StaffFeature {
  const { requests, callbacks, claims } = options;

  return {
    name: 'caller-rating',
    presses: {
      callerRates: keepConversation(async (visit, [code, score]) => {
        if (!isOperator(visit)) {
          await visit.note('foreignRequest', code);
          return refusePress(visit, { code: 'notAllowed' });
        }
        const command = { type: 'rate', score } as const;
        const result = await requests.execute(code, { ...visit.orderAs(undefined), command });
        if (!result.ok) {
          const { refusal } = result;
          return refusePress(visit, 'request' in result ? refusalOfRating(result.request, refusal) : refusal);
        }
        const { request } = result;
        const [rated] = result.events;
        if (rated !== undefined) await endCallbacksAfterRating(callbacks, request, rated);
        if (request.stage.status === 'closed') await claims.release(code, visit.person);
        await visit.answerPress();
        await visit.takeButtons(pressedMessage(visit));
        await sayRated(visit, request, score);
      }),
    },
  };
}

/** Says what to tell the caller, and what they can still do. */
async function sayRated(visit: Visit, request: Request, score: number): Promise<void> {
  const { wording, speech } = visit;
  const { code, stage } = request;
  const values = { code: wording.code(code), score: formatNumber(score, speech.locale) };
  if (stage.status !== 'answered' || stage.objectBy === undefined) {
    await visit.say(wording.html('verdict.rated.closed', values), mainKeyboard(visit));
    return;
  }
  const key = wasObjectedTo(request, stage.answer.by) ? 'verdict.rated.last' : 'verdict.rated.low';
  await visit.say(
    wording.html(key, { ...values, deadline: wording.deadline(stage.objectBy) }),
    inlineKeyboard(...caseRow(visit, request), ...ratingRows(visit, request)),
  );
}
