import type { Conversation } from '../mailbox/chat.js';

/** The result of handling an action: what happened to it, and the new conversation. */
export type FlowResult =
  /** The action is handled. */
  | { readonly kind: 'done'; readonly conversation: Conversation | null }
  /**
   * The action is for another handler, which receives the conversation as it stands now. If a flow ends this
   * way, the action goes to the flow that is open then.
   */
  | { readonly kind: 'passed'; readonly conversation: Conversation | null };

/** The action is handled; `conversation` is the new one. */
export function done(conversation: Conversation | null): FlowResult {
  return { kind: 'done', conversation };
}

/** The action is for another handler; `conversation` is the new one. */
export function passed(conversation: Conversation | null): FlowResult {
  return { kind: 'passed', conversation };
}

/** A handler that only shows or answers something: the conversation stays as it is. */
export function keepConversation<Visit extends Visited, Values extends readonly unknown[]>(
  answer: (visit: Visit, ...values: Values) => Promise<void>,
): (visit: Visit, ...values: Values) => Promise<FlowResult> {
  return async (visit, ...values) => {
    await answer(visit, ...values);
    return done(visit.conversation);
  };
}

/** What every visit has, in either bot. */
export interface Visited {
  /** The conversation as it stood when the action arrived. */
  readonly conversation: Conversation | null;
}

/** A press of a button, with the values in its data. */
export interface AnyPress {
  readonly action: string;
  readonly values: readonly unknown[];
}

/** What the presses of one button mean in the middle of a flow; `State` is the state of the flow. */
type FlowPresses<Visit, Press extends AnyPress, State> = {
  readonly [Action in Press['action']]?: (
    visit: Visit,
    state: State,
    values: Extract<Press, { readonly action: Action }>['values'],
  ) => Promise<FlowResult>;
};

/** A flow before its state is read. */
export interface FlowOptions<Visit, Press extends AnyPress, Action, State> {
  /**
   * Its name in stored conversations. It stays when the folder gets another name, unless the old one joins
   * `formerly`: conversations that are open during an update would be lost.
   */
  readonly name: string;
  /** Former names; `read` understands them too. */
  readonly formerly?: readonly string[];
  /** The state stored in a conversation; undefined for another flow, or one of an older shape. */
  readonly read: (conversation: Conversation | null) => State | undefined;
  readonly presses?: FlowPresses<Visit, Press, State>;
  /** Handles a message or an edited message while the flow is open. */
  readonly take?: (visit: Visit, state: State, action: Action) => Promise<FlowResult>;
  /** Goes one step back; if absent, «بازگشت» ends the flow as «لغو» does. */
  readonly back?: (visit: Visit, state: State) => Promise<FlowResult>;
  /** Gives the flow up at the person's request. */
  readonly cancel?: (visit: Visit, state: State) => Promise<FlowResult>;
  /**
   * Is told of a word that asks for something else, before that is done; if absent, the flow stays open as it
   * is. It may take the word for an answer, or end and pass it on.
   */
  readonly interrupted?: (visit: Visit, state: State, action: Action) => Promise<FlowResult>;
  /** What would be lost if something else began now; undefined if nothing would. */
  readonly unfinished?: (state: State) => Unfinished | undefined;
  /** Saves what was begun, to be continued another time; false if there is nothing to save. */
  readonly keep?: (visit: Visit, state: State) => Promise<boolean>;
  /** Where its texts are, as in `<texts>.setAside` and `<texts>.cancelled`; if absent, under its name. */
  readonly texts?: string;
}

/** Something begun that was neither finished nor given up. */
export interface Unfinished {
  /** The tracking code of the request that it is about; absent if it is about none. */
  readonly code?: string;
  /** The message whose buttons belong to it. */
  readonly askedAt?: number;
  /** What the person has typed for it. */
  readonly words?: string;
  /** It has replaced the usual keyboard by one of its own. */
  readonly hasKeyboard?: true;
}

/** A flow with its state read: what can be done with the open conversation. */
export interface OpenFlow<Visit, Press extends AnyPress, Action> {
  readonly name: string;
  /** What a press means here; undefined if this flow has no such button. */
  press(visit: Visit, press: Press): Promise<FlowResult> | undefined;
  take(visit: Visit, action: Action): Promise<FlowResult>;
  /** Undefined if the flow has no step back. */
  back(visit: Visit): Promise<FlowResult> | undefined;
  /** Undefined if the flow cannot be given up. */
  cancel(visit: Visit): Promise<FlowResult> | undefined;
  /** Undefined if a word that asks for something else leaves the flow as it is. */
  interrupted(visit: Visit, action: Action): Promise<FlowResult> | undefined;
  readonly unfinished: Unfinished | undefined;
  /** Saves what was begun; false if there is nothing to save. */
  keep(visit: Visit): Promise<boolean>;
  /** Where its texts are. */
  readonly texts: string;
}

/** A kind of conversation. */
export interface Flow<Visit, Press extends AnyPress, Action> {
  readonly name: string;
  /** Former names. */
  readonly formerly: readonly string[];
  /** The flow of a conversation, or undefined for another flow or an older shape. */
  open(conversation: Conversation): OpenFlow<Visit, Press, Action> | undefined;
}

/** Makes a flow from the handlers of one kind of conversation. */
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
