import type { RequestService } from '../requests/request-service.js';
import { type Filing, type FilingContext, moveToMissingStep, subjectOf } from './draft.js';

/** The filing, stopped before its review if others have filed the same; each subject is looked up once. */
export async function withSimilar(
  requests: Pick<RequestService, 'similarTo'>,
  filing: Filing,
  context: FilingContext,
): Promise<Filing> {
  const { draft, step } = filing;
  const subject = subjectOf(draft);
  if (step !== 'review' || draft.similar?.subject === subject) return filing;
  const { category, place } = draft;
  if (typeof category !== 'string' || place === undefined || place === null) return filing;
  const found = await requests.similarTo({ category, place });
  const codes = found.map(({ request }) => request.code);
  return moveToMissingStep({ ...draft, similar: { subject, codes } }, context);
}
