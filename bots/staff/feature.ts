import type { Feature } from '../../src/flows/dispatch.js';
import type { ExitWord } from '../../src/flows/exit-words.js';
import { defineFlow, type Flow, type FlowOptions, type FlowResult, passed } from '../../src/flows/flow.js';
import type { StaffPress } from '../../src/telegram/staff-buttons.js';
import type { Visit } from './context.js';
import type { Keyword } from './keywords.js';
import type { StaffAction } from './reception/incoming-action.js';

/** A keyword with what it does. */
interface StaffKeyword extends Keyword {
  readonly ask: (visit: Visit) => Promise<FlowResult>;
}

/** One capability of the staff bot. */
export interface StaffFeature extends Feature<Visit, StaffPress, ExitWord, StaffAction> {
  /** What it can be asked for; the menu, the keyboard and who may say what follow from that. */
  readonly keywords?: readonly StaffKeyword[];
}

/** A feature as the dispatcher takes it: its keywords are words like those that leave a step. */
export function withKeywords(feature: StaffFeature): Feature<Visit, StaffPress, string, StaffAction> {
  const asked = (feature.keywords ?? []).map(({ word, ask }) => [word, ask] as const);
  return { ...feature, words: { ...feature.words, ...Object.fromEntries(asked) } };
}

/** A kind of conversation of the staff bot. */
export type StaffFlow = Flow<Visit, StaffPress, StaffAction>;

/** Makes a flow of the staff bot from the handlers of one kind of conversation. */
export function defineStaffFlow<State>(
  options: FlowOptions<Visit, StaffPress, StaffAction, State>,
): StaffFlow {
  return defineFlow(options);
}

/** A handler for a button that names a request: it applies only if the flow is about that request. */
export function onlyForItsRequest<
  State extends { readonly draft: { readonly code: string } },
  Values extends readonly [code: string, ...rest: unknown[]],
>(
  handle: (visit: Visit, state: State, values: Values) => Promise<FlowResult>,
): (visit: Visit, state: State, values: Values) => Promise<FlowResult> {
  return async (visit, state, values) =>
    state.draft.code === values[0] ? handle(visit, state, values) : passed(visit.conversation);
}
