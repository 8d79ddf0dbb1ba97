import type { Feature } from '../../src/flows/dispatch.js';
import { defineFlow, type Flow, type FlowOptions, type FlowResult, passed } from '../../src/flows/flow.js';
import type { StaffPress } from '../../src/telegram/staff-buttons.js';
import type { Word } from './commands.js';
import type { Visit } from './context.js';
import type { StaffAction } from './reception/incoming-action.js';

/** One capability of the staff bot. */
export type StaffFeature = Feature<Visit, StaffPress, Word, StaffAction>;
/** A kind of conversation of the staff bot. */
export type StaffFlow = Flow<Visit, StaffPress, StaffAction>;

/** Makes a flow of the staff bot from the handlers of one kind of conversation. */
export function defineStaffFlow<State>(
  options: FlowOptions<Visit, StaffPress, StaffAction, State>,
): StaffFlow {
  return defineFlow(options);
}

/** A handler for a button that names a request: it applies only if the flow is about that request. */
export function ofItsRequest<
  State extends { readonly draft: { readonly code: string } },
  Values extends readonly [code: string, ...rest: unknown[]],
>(
  handle: (visit: Visit, state: State, values: Values) => Promise<FlowResult>,
): (visit: Visit, state: State, values: Values) => Promise<FlowResult> {
  return async (visit, state, values) =>
    state.draft.code === values[0] ? handle(visit, state, values) : passed(visit.conversation);
}
