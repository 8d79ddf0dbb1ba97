import type { Message } from '../messages/message.js';
import { createWording, joinLines, joinParagraphs, type Speech } from '../messages/wording.js';

/** An address of another system gets no events any more. */
export interface WebhookStopped {
  /** The name of the other system. */
  readonly name: string;
  readonly host: string;
  readonly because: 'gone' | 'failing';
}

/** Tells administrators that another system gets no events any more, and what can be done. */
export function renderWebhookStopped({ name, host, because }: WebhookStopped, speech: Speech): Message {
  const wording = createWording(speech);
  return {
    html: joinParagraphs(
      joinLines(
        wording.html('webhooks.stopped.title', { name }),
        wording.html('webhooks.stopped.address', { host }),
      ),
      joinLines(wording.html(`webhooks.stopped.${because}`), wording.html('webhooks.stopped.next')),
    ),
    keyboard: [],
  };
}
