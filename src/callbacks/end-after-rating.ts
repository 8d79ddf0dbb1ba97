import type { Request } from '../requests/lifecycle/request.js';
import type { CallbackStore } from './callback-store.js';

/**
 * Takes from the list what a caller was to be told about his request before the event of that number, by which he has
 * judged the answer: whoever judges it has heard it. Others who follow the request still have to hear it.
 */
export async function endJudged(
  callbacks: Pick<CallbackStore, 'waitingOf' | 'end'>,
  { code, citizen }: Pick<Request, 'code' | 'citizen'>,
  { seq, at }: { readonly seq: number; readonly at: Date },
): Promise<void> {
  for (const callback of await callbacks.waitingOf(citizen)) {
    const isJudged = callback.code === code && callback.what === 'answer' && callback.seq < seq;
    if (isJudged) await callbacks.end(callback.id, 'told', at);
  }
}
