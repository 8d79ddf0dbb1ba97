import type { Messenger } from '../../messenger.js';
import type { CitizenBotOptions } from '../../options.js';

/** What the conversation about a new request works with. */
export type FilingParts = Pick<
  CitizenBotOptions,
  'requests' | 'attachments' | 'random' | 'limits' | 'notices'
> & {
  readonly messenger: Messenger;
};
