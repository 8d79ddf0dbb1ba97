import type { Request } from '../requests/lifecycle/request.js';
import type { CallbackStore } from './callback-store.js';

/**
 * Ends the callbacks about a caller's own request for events before the numbered one, by which the caller has
 * judged the answer: nobody judges an answer without having heard it. Others who follow the request still
 * have to be told.
 */
export async function endCallbacksAfterRating(
  callbacks: Pick<CallbackStore, 'waitingOf' | 'end'>,
  { code, citizen }: Pick<Request, 'code' | 'citizen'>,
  { seq, at }: { readonly seq: number; readonly at: Date },
): Promise<void> {
  for (const callback of await callbacks.waitingOf(citizen)) {
    const isJudged = callback.code === code && callback.what === 'answer' && callback.seq < seq;
    if (isJudged) await callbacks.end(callback.id, 'told', at);
  }
}
