import type { Message } from '../messages/message.js';
import { createWording, joinLines, joinParagraphs, type Speech } from '../messages/wording.js';
import { staffButtons } from '../telegram/staff-buttons.js';

/** An address of another system gets no events any more. */
export interface WebhookStopped {
  /** The name of the other system. */
  readonly name: string;
  readonly host: string;
  readonly because: 'gone' | 'failing';
  /** The id of the address; absent where an earlier version planned the message. */
  readonly endpoint?: string;
}

/** Tells administrators that another system gets no events any more, and what can be done. */
export function renderWebhookStopped(
  { name, host, because, endpoint }: WebhookStopped,
  speech: Speech,
): Message {
  const wording = createWording(speech);
  return {
    html: joinParagraphs(
      joinLines(
        wording.html('webhooks.stopped.title', { name }),
        wording.html('webhooks.stopped.address', { host }),
      ),
      joinLines(wording.html(`webhooks.stopped.${because}`), wording.html('webhooks.stopped.next')),
    ),
    keyboard:
      endpoint === undefined
        ? []
        : [
            [
              {
                text: wording.plain('webhooks.button.open'),
                callback_data: staffButtons.pack('webhook', endpoint),
              },
            ],
          ],
  };
}
