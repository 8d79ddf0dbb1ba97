import { refusalText as lifecycleRefusalText } from '../../src/messages/refusal-text.js';
import type { Wording } from '../../src/messages/wording.js';
import type { Refusal } from '../../src/requests/lifecycle/refusal.js';
import { formatNumber } from '../../src/text/numbers.js';
import type { Visit } from './context.js';

/** A refusal by the lifecycle, or on the way to it. */
export type StaffRefusal =
  | Refusal
  | { readonly code: 'notFound' }
  /** A colleague has recorded the caller's judgement of the answer. */
  | { readonly code: 'hasRated'; readonly score: number }
  | { readonly code: 'hasObjected'; readonly holder: string }
  /** The position that owns the request was theirs, and no longer is. */
  | { readonly code: 'isWithOtherHolder'; readonly position: string }
  /** Another operator has claimed it until then. */
  | { readonly code: 'isInHand'; readonly until: Date };

/** Answers a press with the reason why nothing happens. */
export async function refusePress(visit: Visit, refusal: StaffRefusal): Promise<undefined> {
  await visit.answerPress(visit.wording.plain(...refusalText(refusal, visit)));
  return undefined;
}

/** The text that tells a member of staff why nothing happened: its key and its values. */
export function refusalText(
  refusal: StaffRefusal,
  { wording, speech }: Pick<Visit, 'wording' | 'speech'>,
): Parameters<Wording['html']> {
  const key = `staffRefusal.${refusal.code}`;
  switch (refusal.code) {
    case 'isWithOtherHolder':
      return [key, { holder: wording.name(refusal.position) }];
    case 'hasRated':
      return [key, { score: formatNumber(refusal.score, speech.locale) }];
    case 'hasObjected':
      return [key, { holder: wording.name(refusal.holder) }];
    case 'isInHand':
      return ['queue.isInHand', { until: wording.deadline(refusal.until) }];
    default:
      return lifecycleRefusalText(refusal, { wording, locale: speech.locale });
  }
}
