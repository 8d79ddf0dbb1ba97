import { assertNever } from '../assert-never.js';
import type { BotRole } from '../channel/bot.js';
import type { Journal } from './journal.js';
import {
  BOT_NAMES,
  type BotState,
  type ChatState,
  type SimulatorState,
  type StateChange,
  type StoredMessage,
} from './state.js';

/**
 * The state together with its journal. `commit` writes the changes as one line before it applies them, so
 * they survive together or not at all, and then tells the subscribers.
 */
export interface Store {
  readonly state: SimulatorState;
  commit(...changes: readonly StateChange[]): void;
  /** Calls `listener` after every committed change; returns the way to stop that. */
  subscribe(listener: (change: StateChange) => void): () => void;
  chat(bot: BotRole, personId: number): ChatState;
}

const NO_CHAT: ChatState = { started: false, blocked: false, messages: new Map(), lastMessageId: 0 };

/** Replays `journal`, compacts it, and gives the store that goes on writing it; a chat keeps so many messages. */
export function createStore(journal: Journal, { messagesKept }: { readonly messagesKept: number }): Store {
  const state = emptyState();
  const apply = (change: StateChange) => applyTo(state, change, messagesKept);
  for (const changes of journal.replay()) for (const change of changes) apply(change);
  journal.compact(describe(state));
  const listeners = new Set<(change: StateChange) => void>();

  return {
    state,
    commit(...changes) {
      if (changes.length === 0) return;
      journal.append(changes);
      for (const change of changes) apply(change);
      for (const change of changes) for (const listener of [...listeners]) listener(change);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    chat: (bot, personId) => state.bots[bot].chats.get(personId) ?? NO_CHAT,
  };
}

function emptyState(): SimulatorState {
  const bot = (): BotState => ({
    settings: { profile: {} },
    lastUpdateId: 0,
    pending: new Map(),
    chats: new Map(),
  });
  return {
    people: new Map(),
    bots: { citizen: bot(), staff: bot() },
    callbacks: new Map(),
    files: new Map(),
    clockOffset: 0,
  };
}

function applyTo(state: SimulatorState, change: StateChange, messagesKept: number): void {
  switch (change.type) {
    case 'person':
      state.people.set(change.person.id, change.person);
      return;
    case 'chat': {
      const { started, blocked } = change;
      changeChat(state, change, (chat) => ({ ...chat, started, blocked }));
      return;
    }
    case 'message':
      changeChat(state, change, (chat) => withMessage(chat, change.stored, messagesKept));
      return;
    case 'update': {
      const { update_id: id } = change.queued.update;
      const bot = state.bots[change.bot];
      bot.pending.set(id, change.queued);
      state.bots[change.bot] = { ...bot, lastUpdateId: Math.max(bot.lastUpdateId, id) };
      return;
    }
    case 'updatesGone':
      for (const id of change.ids) state.bots[change.bot].pending.delete(id);
      return;
    case 'lastUpdateId':
      state.bots[change.bot] = { ...state.bots[change.bot], lastUpdateId: change.updateId };
      return;
    case 'bot':
      state.bots[change.bot] = { ...state.bots[change.bot], settings: change.settings };
      return;
    case 'callback':
      state.callbacks.set(change.query.id, change.query);
      if (state.callbacks.size > CALLBACKS_KEPT) {
        const [oldest] = state.callbacks.keys();
        if (oldest !== undefined) state.callbacks.delete(oldest);
      }
      return;
    case 'file':
      state.files.set(change.file.uniqueId, change.file);
      return;
    case 'clock':
      state.clockOffset = change.offset;
      return;
    default:
      assertNever(change);
  }
}

const CALLBACKS_KEPT = 5000;

function changeChat(
  state: SimulatorState,
  at: { readonly bot: BotRole; readonly personId: number },
  changed: (chat: ChatState) => ChatState,
): void {
  const { chats } = state.bots[at.bot];
  chats.set(at.personId, changed(chats.get(at.personId) ?? { ...NO_CHAT, messages: new Map() }));
}

function withMessage(chat: ChatState, stored: StoredMessage, messagesKept: number): ChatState {
  const id = stored.message.message_id;
  chat.messages.set(id, stored);
  if (chat.messages.size > messagesKept) {
    const [oldest] = chat.messages.keys();
    if (oldest !== undefined) chat.messages.delete(oldest);
  }
  return { ...chat, lastMessageId: Math.max(chat.lastMessageId, id) };
}

/** The shortest list of changes that leads to `state` from nothing. */
function* describe(state: SimulatorState): Generator<StateChange> {
  yield { type: 'clock', offset: state.clockOffset };
  for (const person of state.people.values()) yield { type: 'person', person };
  for (const file of state.files.values()) yield { type: 'file', file };
  for (const query of state.callbacks.values()) yield { type: 'callback', query };
  for (const bot of BOT_NAMES) {
    const { settings, lastUpdateId, chats, pending } = state.bots[bot];
    yield { type: 'bot', bot, settings };
    yield { type: 'lastUpdateId', bot, updateId: lastUpdateId };
    for (const [personId, { started, blocked, messages }] of chats) {
      yield { type: 'chat', bot, personId, started, blocked };
      for (const stored of messages.values()) yield { type: 'message', bot, personId, stored };
    }
    for (const queued of pending.values()) yield { type: 'update', bot, queued };
  }
}
