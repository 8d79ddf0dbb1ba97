import { defineFlow, done, type FlowOptions, type FlowResult } from '../../src/flows/flow.js';
import type { Conversation } from '../../src/mailbox/chat.js';
import type { CitizenAction, CitizenFlow, CitizenPress, Expired, Visit } from './context.js';

/** What a flow of the citizen bot says of itself; context.ts tells what each means, and what its absence does. */
interface CitizenTraits<State> {
  readonly asksNothing?: true;
  readonly paused?: (state: State) => Conversation | null;
  /** Absent: it takes no other flow's place. */
  readonly place?: string;
  readonly expired?: (state: State) => Expired;
  readonly hint?: (visit: Visit, state: State) => string;
  /** Absent: it goes on without a word. */
  readonly resume?: (visit: Visit, state: State) => Promise<FlowResult>;
}

/** Makes a flow of the citizen bot of what one kind of conversation does with its own state. */
export function defineCitizenFlow<State>(
  options: FlowOptions<Visit, CitizenPress, CitizenAction, State> & CitizenTraits<State>,
): CitizenFlow {
  const { name, read, asksNothing = false, paused, place = name, expired, hint, resume } = options;
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
        paused: paused?.(state) ?? null,
        place,
        expired: expired?.(state),
        hint: (visit) => hint?.(visit, state),
        resume: (visit) => resume?.(visit, state) ?? Promise.resolve(done(conversation)),
      };
    },
  };
}
