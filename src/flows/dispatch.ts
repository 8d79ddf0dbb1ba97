import type { Conversation } from '../mailbox/chat.js';
import { type AnyPress, type Flow, type FlowResult, type OpenFlow, passed, type Visited } from './flow.js';

/** What the buttons do whatever conversation is open, by the action of the button. */
type Presses<Visit, Press extends AnyPress> = {
  readonly [Action in Press['action']]?: (
    visit: Visit,
    values: Extract<Press, { readonly action: Action }>['values'],
  ) => Promise<FlowResult>;
};

/** One capability of a bot: its folder has everything about it. */
export interface Feature<Visit, Press extends AnyPress, Word extends string, Action> {
  /** The name of its folder or file. */
  readonly name: string;
  /** The conversations that it runs. */
  readonly flows?: readonly Flow<Visit, Press, Action>[];
  /** Buttons that work whatever conversation is open: they begin something, or only show it. */
  readonly presses?: Presses<Visit, Press>;
  /** Commands and keyboard buttons, which work at every step. */
  readonly words?: Readonly<Partial<Record<Word, (visit: Visit) => Promise<FlowResult>>>>;
  /** Takes a message that no open conversation has taken. */
  readonly take?: (visit: Visit, action: Action) => Promise<FlowResult>;
}

/** The parts of an action that decide where it goes. */
interface Dispatchable<Press extends AnyPress, Word extends string> {
  readonly kind: string;
  /** For a press: undefined if its data belongs to none of our buttons. */
  readonly press?: Press | undefined;
  /** For a text: the word it stands for. */
  readonly word?: Word | undefined;
}

/** Routes every action to its one handler. */
export interface Dispatcher<Visit, Press extends AnyPress, Word extends string, Action> {
  /**
   * Handles an action. A word goes to its feature, once the open conversation has heard it; a press to the
   * open conversation, else to the feature that owns the button; a message to the open conversation, else to
   * the features in their order. A conversation that ends without taking the action leaves it to the
   * conversation that is open then. `passed` means that nobody took it.
   */
  dispatch(visit: Visit, action: Action & Dispatchable<Press, Word>): Promise<FlowResult>;
  /** The flow that is open in a conversation; undefined if there is none, or for one of an older shape. */
  openIn(conversation: Conversation | null): OpenFlow<Visit, Press, Action> | undefined;
}

/**
 * The dispatcher of a bot's features. Throws a `TypeError` if two of them claim the same flow, button or
 * word, since then the invisible order of the list would decide.
 */
export function createDispatcher<Visit extends Visited, Press extends AnyPress, Word extends string, Action>(
  features: readonly Feature<Visit, Press, Word, Action>[],
  withConversation: (visit: Visit, conversation: Conversation | null) => Visit,
): Dispatcher<Visit, Press, Word, Action> {
  const openIn = flowOpener(features.flatMap((feature) => feature.flows ?? []));
  const presses = uniquely<string, AnyHandler<Visit>>(
    'button',
    // Each handler takes the values of the action under which it stands.
    features.flatMap((feature) => Object.entries(feature.presses ?? {}) as [string, AnyHandler<Visit>][]),
  );
  const words = uniquely<string, AnyHandler<Visit>>(
    'word',
    features.flatMap((feature) => Object.entries(feature.words ?? {}) as [string, AnyHandler<Visit>][]),
  );
  const takers = features.flatMap(({ take }) => (take === undefined ? [] : [take]));

  /** What the open flow makes of an action, followed by the flows that are open once it has ended. */
  async function throughOpen(
    visit: Visit,
    deal: (open: OpenFlow<Visit, Press, Action>, visit: Visit) => Promise<FlowResult> | undefined,
  ): Promise<FlowResult> {
    const open = openIn(visit.conversation);
    const result = open === undefined ? undefined : await deal(open, visit);
    if (result === undefined) return passed(visit.conversation);
    const hasEnded = openIn(result.conversation)?.name !== open?.name;
    if (result.kind === 'done' || !hasEnded) return result;
    return throughOpen(withConversation(visit, result.conversation), deal);
  }

  async function takePress(visit: Visit, press: Press): Promise<FlowResult> {
    const result = await throughOpen(visit, (open, now) => open.press(now, press));
    if (result.kind === 'done') return result;
    const handle = presses.get(press.action);
    return handle?.(withConversation(visit, result.conversation), press.values) ?? result;
  }

  async function takeWord(visit: Visit, word: Word, action: Action): Promise<FlowResult> {
    const result = await throughOpen(visit, (open, now) => {
      if (word === 'back') return open.back(now);
      return word === 'cancel' ? open.cancel(now) : open.interrupted(now, action);
    });
    if (result.kind === 'done') return result;
    return words.get(word)?.(withConversation(visit, result.conversation), []) ?? result;
  }

  async function takeMessage(visit: Visit, action: Action): Promise<FlowResult> {
    let result = await throughOpen(visit, (open, now) => open.take(now, action));
    for (const take of takers) {
      if (result.kind === 'done') return result;
      result = await take(withConversation(visit, result.conversation), action);
    }
    return result;
  }

  return {
    async dispatch(visit, action) {
      if (action.kind === 'press') {
        return action.press === undefined ? passed(visit.conversation) : takePress(visit, action.press);
      }
      if (action.word === undefined) return takeMessage(visit, action);
      const result = await takeWord(visit, action.word, action);
      return result.kind === 'done'
        ? result
        : takeMessage(withConversation(visit, result.conversation), action);
    },
    openIn,
  };
}

/**
 * Finds the flow of a conversation, by its name or a former one: several flows may share a former name, and
 * each opens what it can read. Throws a `TypeError` if two flows have the same name.
 */
export function flowOpener<Open>(
  flows: readonly {
    readonly name: string;
    readonly formerly: readonly string[];
    open(conversation: Conversation): Open | undefined;
  }[],
): (conversation: Conversation | null) => Open | undefined {
  const named = uniquely(
    'flow',
    flows.map((flow) => [flow.name, flow] as const),
  );
  return (conversation) => {
    if (conversation === null) return undefined;
    const open = named.get(conversation.flow)?.open(conversation);
    if (open !== undefined) return open;
    for (const flow of flows) {
      const older = flow.formerly.includes(conversation.flow) ? flow.open(conversation) : undefined;
      if (older !== undefined) return older;
    }
    return undefined;
  };
}

type AnyHandler<Visit> = (visit: Visit, values: readonly unknown[]) => Promise<FlowResult>;

function uniquely<Name extends string, Value>(
  kind: string,
  entries: readonly (readonly [Name, Value])[],
): ReadonlyMap<Name, Value> {
  const found = new Map<Name, Value>();
  for (const [name, value] of entries) {
    if (found.has(name)) throw new TypeError(`Two features claim the ${kind} «${name}».`);
    found.set(name, value);
  }
  return found;
}
