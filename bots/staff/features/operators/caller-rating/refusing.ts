import type { Request } from '../../../../../src/requests/lifecycle/request.js';
import type { StaffRefusal } from '../../../refusals.js';

/**
 * The exact reason why an answer cannot be judged: if a colleague has recorded the caller's judgement, what
 * it is.
 */
export function refusalOfRating({ stage, answers }: Request, refusal: StaffRefusal): StaffRefusal {
  if (refusal.code !== 'notNow' && refusal.code !== 'alreadyRated') return refusal;
  switch (stage.status) {
    case 'referred':
    case 'waiting': {
      const { because, position } = stage.referral;
      return because === 'objection' ? { code: 'hasObjected', holder: position } : refusal;
    }
    case 'answered':
    case 'closed': {
      const score = answers.at(-1)?.rating;
      return score === undefined ? refusal : { code: 'hasRated', score };
    }
    default:
      return refusal;
  }
}
