import { defineFlow, done, type FlowOptions, type FlowResult } from '../../src/flows/flow.js';
import type { Conversation } from '../../src/mailbox/chat.js';
import type { CitizenAction, CitizenFlow, CitizenPress, Expired, Visit } from './context.js';

/** What a flow of the citizen bot says about itself; context.ts explains each property and its default. */
interface CitizenTraits<State> {
  readonly asksNothing?: true;
  readonly takesWords?: true;
  readonly paused?: (state: State) => Conversation | null;
  /** If absent, it replaces no other flow. */
  readonly place?: string;
  readonly expired?: (state: State) => Expired;
  readonly hint?: (visit: Visit, state: State) => string;
  /** If absent, it resumes silently. */
  readonly resume?: (visit: Visit, state: State) => Promise<FlowResult>;
}

/** Makes a flow of the citizen bot from the handlers of one kind of conversation. */
export function defineCitizenFlow<State>(
  options: FlowOptions<Visit, CitizenPress, CitizenAction, State> & CitizenTraits<State>,
): CitizenFlow {
  const {
    name,
    read,
    asksNothing = false,
    takesWords = false,
    paused,
    place = name,
    expired,
    hint,
    resume,
  } = options;
  const flow = defineFlow(options);
  return {
    ...flow,
    open(conversation) {
      const open = flow.open(conversation);
      const state = read(conversation);
      if (open === undefined || state === undefined) return undefined;
      return {
        ...open,
        asksNothing,
        takesWords,
        paused: paused?.(state) ?? null,
        place,
        expired: expired?.(state),
        hint: (visit) => hint?.(visit, state),
        resume: (visit) => resume?.(visit, state) ?? Promise.resolve(done(conversation)),
      };
    },
  };
}
