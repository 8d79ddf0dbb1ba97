import { renderSentAnswer, renderSentTogether } from '../../messages/answer/sent.js';
import type { Message } from '../../messages/message.js';
import type { Speech } from '../../messages/wording.js';
import type { RequestEvent } from '../../requests/lifecycle/events.js';
import type { Request } from '../../requests/lifecycle/request.js';
import type { RequestStore, StoredRequest } from '../../requests/request-store.js';
import type { OtherMessage } from '../card-store.js';
import { endOfHeldAnswer } from '../planning/audience.js';

/** A message that says that an answer was sent. */
export type SentWord = Exclude<OtherMessage, { readonly kind: 'case' }>;

/**
 * The last form of the word that an answer was sent, to one request or to several: once none of them can be taken back
 * any more; undefined until then.
 */
export async function wordOfSent(
  requests: Pick<RequestStore, 'find'>,
  { stored, speech }: { readonly stored: StoredRequest; readonly speech: Speech },
  sent: SentWord,
): Promise<Message | undefined> {
  const ended: { readonly request: Request; readonly event: RequestEvent }[] = [];
  // They are given in the order in which they were sent: while one is held back, the last of them is.
  for (const { code, seq } of sent.kind === 'sentTogether' ? sent.all.toReversed() : [sent]) {
    const one = code === stored.request.code ? stored : await requests.find(code);
    if (one === undefined) continue;
    const event = endOfHeldAnswer(one, seq);
    if (event === undefined) return undefined;
    ended.unshift({ request: one.request, event });
  }
  const [only] = ended;
  if (only === undefined) return undefined;
  return sent.kind === 'sentAnswer'
    ? renderSentAnswer({ ...speech, ...only })
    : renderSentTogether({ ...speech, ended });
}
