import { coalesced } from './coalesced.js';
import { createSignal } from './signal.js';

/**
 * The chats that the page follows. A chat on a phone is loaded in full; of the others only the newest message
 * is loaded, to show who has unread ones.
 */
export function createChats({ api, report }) {
  const chats = new Map();
  const unreadChanged = createSignal();

  function find(person, bot) {
    const key = `${person}:${bot}`;
    if (!chats.has(key)) chats.set(key, createChat({ api, report, person, bot, onUnread }));
    return chats.get(key);
  }

  function onUnread() {
    unreadChanged.announce();
  }

  return {
    find,
    /** Announces that somebody has unread messages, or no longer has. */
    unreadChanged,
    isUnread: (person) => [...chats.values()].some((chat) => chat.person === person && chat.isUnread()),
    hear({ type, person, bot }) {
      if (bot !== undefined) find(person, bot).hear(type);
    },
    refresh: () => Promise.all([...chats.values()].map((chat) => chat.refresh())),
  };
}

function createChat({ api, report, person, bot, onUnread }) {
  const changed = createSignal();
  let messages = new Map();
  let newestId = 0;
  let state = { isBlocked: false, isStarted: true, isLoaded: false };
  let watchers = 0;
  let isSeen = false;
  let isUnread = false;
  let needsAll = true;

  const load = coalesced(async () => {
    const isWatched = watchers > 0;
    const isWhole = needsAll && isWatched;
    needsAll = needsAll && !isWatched;
    const view = await api.chat(person, bot, isWhole ? 0 : newestId).catch((error) => {
      needsAll = true;
      throw error;
    });
    const newestBefore = newestId;
    if (isWhole) messages = new Map();
    for (const message of view.messages) messages.set(message.messageId, message);
    newestId = Math.max(newestId, ...view.messages.map(({ messageId }) => messageId));
    state = { isBlocked: view.blocked, isStarted: view.started, isLoaded: true };
    if (!isWatched) {
      messages.clear();
      needsAll = true;
    }
    // The first load of a chat on a phone does not say what has just arrived.
    if (newestBefore > 0 || !isWatched) {
      markUnread(view.messages.filter(({ messageId }) => messageId > newestBefore));
    }
    changed.announce();
  }, report);

  function markUnread(arrived) {
    if (isSeen || isUnread || arrived.at(-1)?.from !== 'bot') return;
    isUnread = true;
    onUnread();
  }

  return {
    person,
    bot,
    isUnread: () => isUnread,
    state: () => state,
    /** The visible messages, oldest first. */
    messages: () => [...messages.values()].filter((message) => !message.deleted),
    /** The message with this id; `undefined` also for a deleted one. */
    message(id) {
      const found = messages.get(id);
      return found?.deleted ? undefined : found;
    },
    /** Loads the chat in full and calls `listener` at every change, until the returned function is called. */
    watch(listener) {
      watchers += 1;
      const unsubscribe = changed.subscribe(listener);
      load();
      return () => {
        watchers -= 1;
        unsubscribe();
      };
    },
    /** Says whether the chat is visible now; messages that arrive while it is not are unread. */
    setSeen(seen) {
      isSeen = seen;
      if (!seen || !isUnread) return;
      isUnread = false;
      onUnread();
    },
    hear(type) {
      if (type === 'edit' || type === 'delete') needsAll = true;
      if (watchers > 0 || type === 'message') load();
    },
    refresh() {
      needsAll = true;
      return watchers > 0 ? load() : undefined;
    },
  };
}
