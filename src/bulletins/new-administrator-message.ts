import type { Message } from '../messages/notice.js';
import { createWording, type Speech } from '../messages/wording.js';

/** Somebody who has become administrator, by their name on the messenger. */
export interface NewAdministrator {
  readonly name: string;
}

/** Tells administrators that there is another one. */
export function renderNewAdministrator({ name }: NewAdministrator, speech: Speech): Message {
  return { html: createWording(speech).html('people.newAdministrator', { name }), keyboard: [] };
}
