import { coalesced } from './coalesced.js';
import { createSignal } from './signal.js';

/**
 * What the page knows about the city: people, bots, requests and the time. `changed` announces which of them
 * is new: `people`, `requests` or `clock`.
 */
export function createCity({ api, report }) {
  const changed = createSignal();
  let people = [];
  let requests = [];
  let bots = {};
  let ahead = 0;

  const loadPeople = coalesced(async () => {
    people = await api.people();
    changed.announce('people');
  }, report);
  const loadRequests = coalesced(async () => {
    requests = await api.requests();
    changed.announce('requests');
  }, report);
  const loadClock = coalesced(async () => tell(await api.clock()), report);
  const loadBots = coalesced(async () => {
    bots = await api.bots();
    changed.announce('people');
  }, report);

  function tell({ now }) {
    ahead = new Date(now).getTime() - Date.now();
    changed.announce('clock');
  }

  return {
    changed,
    /** The city's present moment, by the machine's clock and how far the city is ahead of it. */
    now: () => new Date(Date.now() + ahead),
    people: () => people,
    person: (id) => people.find((person) => person.id === id),
    holderOf: (position) => people.find((person) => person.position === position),
    /** The latest requests, newest first. */
    requests: () => requests,
    bot: (name) => bots[name],
    /** The bot with this username, whatever the case; `undefined` for any other account. */
    botCalled: (username) =>
      Object.keys(bots).find((name) => bots[name].username.toLowerCase() === username.toLowerCase()),
    /** Loads everything again: at the beginning and after a lost connection. */
    refresh: () => Promise.all([loadPeople(), loadRequests(), loadClock(), loadBots()]),
    /** Reloads what an event of the simulator names. */
    hear({ type }) {
      if (type === 'people') loadPeople();
      else if (type === 'clock') loadClock();
      else if (type === 'requests') {
        loadRequests();
        // Roles and positions change with what people say, and have no event of their own.
        loadPeople();
      }
    },
    /** Moves the clock; rejects as the call does. */
    async advance(hours) {
      tell(await api.advance(hours));
      await Promise.all([loadRequests(), loadPeople()]);
    },
  };
}
