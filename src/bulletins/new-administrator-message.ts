import type { Message } from '../messages/message.js';
import { personName } from '../messages/person-name.js';
import { createWording, type Speech } from '../messages/wording.js';

/** Somebody who has become administrator, by their name on the messenger. */
export interface NewAdministrator {
  readonly name: string;
  /** Their id, by which they are recognised if nothing of the name can be seen; bulletins of earlier versions have none. */
  readonly person?: string;
}

/** Tells administrators that there is another one. */
export function renderNewAdministrator({ name, person = '' }: NewAdministrator, speech: Speech): Message {
  const shown = personName({ name, number: person, as: 'colleague' }, speech);
  return { html: createWording(speech).html('people.newAdministrator', { name: shown }), keyboard: [] };
}
