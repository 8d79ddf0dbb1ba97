import type { ChatWriter } from '../../chat-writer.js';
import type { CitizenBotOptions } from '../../options.js';

/** The dependencies of the conversation about a new request. */
export type FilingParts = Pick<
  CitizenBotOptions,
  'requests' | 'attachments' | 'random' | 'limits' | 'notices' | 'restraints'
> & {
  readonly chatWriter: ChatWriter;
};
