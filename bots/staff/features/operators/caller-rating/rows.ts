import type { InlineKeyboardButton } from 'telegraf/types';
import { isCaller } from '../../../../../src/requests/lifecycle/callers.js';
import { wasObjectedTo } from '../../../../../src/requests/lifecycle/judging.js';
import type { Request } from '../../../../../src/requests/lifecycle/request.js';
import { staffButtons } from '../../../../../src/telegram/staff-buttons.js';
import { layOutRow } from '../../../../../src/text/direction.js';
import { formatNumber } from '../../../../../src/text/numbers.js';
import type { Visit } from '../../../context.js';
import { inlineButton } from '../../../keyboards.js';
import { isOperator } from '../../../permissions.js';

type Looking = Pick<Visit, 'roles' | 'wording' | 'speech'>;

/** From the worst to the best. */
const SCORES = [1, 2, 3, 4, 5];

/**
 * The buttons with which an operator records a caller's judgement of the answer, as long as it can be judged.
 */
export function ratingRows(visit: Looking, request: Request): readonly (readonly InlineKeyboardButton[])[] {
  const { wording, speech } = visit;
  const { code, citizen, stage } = request;
  if (!canBeJudged(visit, request) || stage.status !== 'answered' || !isCaller(citizen)) return [];
  const { by, rating } = stage.answer;
  const scores = SCORES.map((score) =>
    inlineButton(
      wording.plain('notice.button.rate', { score: formatNumber(score, speech.locale) }),
      staffButtons.pack('callerRates', code, score),
    ),
  );
  const object = inlineButton(
    wording.plain('verdict.button.object'),
    staffButtons.pack('callerObjects', code),
  );
  return [
    ...(rating === undefined ? [layOutRow(scores, speech.locale)] : []),
    ...(wasObjectedTo(request, by) ? [] : [[object]]),
  ];
}

/** A hint for the operator whose caller has to judge the answer in the bot. */
export function hintAtBot(visit: Looking, request: Request): string | undefined {
  if (!canBeJudged(visit, request) || isCaller(request.citizen)) return undefined;
  return visit.wording.html('verdict.inTheBot');
}

/** True for an operator and an answer without an open promise. */
function canBeJudged(visit: Looking, { stage }: Request): boolean {
  return isOperator(visit) && stage.status === 'answered' && stage.objectBy !== undefined;
}
