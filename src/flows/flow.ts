import type { Conversation } from '../mailbox/chat.js';

/** What is left of a visit once an action was dealt with: the conversation as it stands then. */
export type FlowResult =
  /** The action is dealt with. */
  | { readonly kind: 'done'; readonly conversation: Conversation | null }
  /**
   * It was none of this handler's business; another one may take it, in the conversation as it stands now. A flow that
   * ends so leaves the action to the flow that is open then.
   */
  | { readonly kind: 'passed'; readonly conversation: Conversation | null };

/** The action is dealt with, and the conversation stands so. */
export function done(conversation: Conversation | null): FlowResult {
  return { kind: 'done', conversation };
}

/** The action is for another handler; the conversation stands so. */
export function passed(conversation: Conversation | null): FlowResult {
  return { kind: 'passed', conversation };
}

/** A handler for what is only looked at or answered: the conversation stays as it is. */
export function keepConversation<Visit extends Visited, Values extends readonly unknown[]>(
  answer: (visit: Visit, ...values: Values) => Promise<void>,
): (visit: Visit, ...values: Values) => Promise<FlowResult> {
  return async (visit, ...values) => {
    await answer(visit, ...values);
    return done(visit.conversation);
  };
}

/** What every visit has, whichever bot it is to. */
export interface Visited {
  /** The conversation as it stood when the action came. */
  readonly conversation: Conversation | null;
}

/** A press of a button, with what its data carries. */
export interface AnyPress {
  readonly action: string;
  readonly values: readonly unknown[];
}

/** What the presses of one button mean in the middle of a flow; `State` is what the flow keeps. */
type FlowPresses<Visit, Press extends AnyPress, State> = {
  readonly [Action in Press['action']]?: (
    visit: Visit,
    state: State,
    values: Extract<Press, { readonly action: Action }>['values'],
  ) => Promise<FlowResult>;
};

/** A flow before its state is read. */
export interface FlowOptions<Visit, Press extends AnyPress, Action, State> {
  /** Its name in the conversations that the mailbox keeps; the folder of the flow is called like it. */
  readonly name: string;
  /** Names under which older versions kept it; `read` understands them too. */
  readonly formerly?: readonly string[];
  /** The state that a conversation keeps; undefined for another flow, or one of an older shape. */
  readonly read: (conversation: Conversation | null) => State | undefined;
  readonly presses?: FlowPresses<Visit, Press, State>;
  /** Deals with a message or an edited message while the flow is open. */
  readonly take?: (visit: Visit, state: State, action: Action) => Promise<FlowResult>;
  /** Goes one step back; absent: «بازگشت» ends the flow as «لغو» does. */
  readonly back?: (visit: Visit, state: State) => Promise<FlowResult>;
  /** Gives the flow up because the person wants that. */
  readonly cancel?: (visit: Visit, state: State) => Promise<FlowResult>;
  /**
   * Hears a word that asks for something else, before that is done; absent: the flow stays open as it is. It may take
   * the word for an answer, or end and pass it on.
   */
  readonly interrupted?: (visit: Visit, state: State, action: Action) => Promise<FlowResult>;
  /** What would be lost if something else began now; undefined where nothing would. */
  readonly unfinished?: (state: State) => Unfinished | undefined;
  /** Keeps what was begun, to be gone on with another time; false where there is nothing to keep. */
  readonly keep?: (visit: Visit, state: State) => Promise<boolean>;
  /** Where its texts stand, as in `<texts>.setAside` and `<texts>.cancelled`; absent: under its name. */
  readonly texts?: string;
}

/** Something begun and neither finished nor given up. */
export interface Unfinished {
  /** The tracking code of the request that it is about; absent for what is about none. */
  readonly code?: string;
  /** The message whose buttons belong to it. */
  readonly askedAt?: number;
  /** What the person has typed for it. */
  readonly words?: string;
  /** It has put a keyboard of its own in the place of the usual one. */
  readonly hasKeyboard?: true;
}

/** A flow with its state read: what can be done with the conversation that is open. */
export interface OpenFlow<Visit, Press extends AnyPress, Action> {
  readonly name: string;
  /** What a press means here; undefined where this flow has no such button. */
  press(visit: Visit, press: Press): Promise<FlowResult> | undefined;
  take(visit: Visit, action: Action): Promise<FlowResult>;
  /** Undefined where the flow knows no step back. */
  back(visit: Visit): Promise<FlowResult> | undefined;
  /** Undefined where the flow cannot be given up. */
  cancel(visit: Visit): Promise<FlowResult> | undefined;
  /** Undefined where a word that asks for something else leaves the flow as it is. */
  interrupted(visit: Visit, action: Action): Promise<FlowResult> | undefined;
  readonly unfinished: Unfinished | undefined;
  /** Keeps what was begun; false where there is nothing to keep. */
  keep(visit: Visit): Promise<boolean>;
  /** Where its texts stand. */
  readonly texts: string;
}

/** A kind of conversation. */
export interface Flow<Visit, Press extends AnyPress, Action> {
  readonly name: string;
  /** Names under which older versions kept it. */
  readonly formerly: readonly string[];
  /** The flow that a conversation is, or undefined for another one or an older shape of it. */
  open(conversation: Conversation): OpenFlow<Visit, Press, Action> | undefined;
}

/** Makes a flow of what one kind of conversation does with its own state. */
export function defineFlow<Visit extends Visited, Press extends AnyPress, Action, State>(
  options: FlowOptions<Visit, Press, Action, State>,
): Flow<Visit, Press, Action> {
  const {
    name,
    formerly = [],
    read,
    presses = {},
    take,
    back,
    cancel,
    interrupted,
    unfinished,
    keep,
  } = options;
  const { texts = name } = options;
  return {
    name,
    formerly,
    open(conversation) {
      const state = read(conversation);
      if (state === undefined) return undefined;
      return {
        name,
        press(visit, press) {
          // The table has each handler under the action whose values it takes.
          const handle = (presses as AnyPresses<Visit, State>)[press.action];
          return handle?.(visit, state, press.values);
        },
        take: (visit, action) => take?.(visit, state, action) ?? Promise.resolve(passed(conversation)),
        back: (visit) => back?.(visit, state),
        cancel: (visit) => cancel?.(visit, state),
        interrupted: (visit, action) => interrupted?.(visit, state, action),
        unfinished: unfinished?.(state),
        keep: (visit) => keep?.(visit, state) ?? Promise.resolve(false),
        texts,
      };
    },
  };
}

type AnyPresses<Visit, State> = Readonly<
  Record<
    string,
    ((visit: Visit, state: State, values: readonly unknown[]) => Promise<FlowResult>) | undefined
  >
>;
