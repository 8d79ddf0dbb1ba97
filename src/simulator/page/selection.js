import { createSignal } from './signal.js';

const LATEST = 'latest';

/**
 * Which request is followed and whose phones are on the page: the citizen's first, then the one used last,
 * those of the chain up to the mayor, and pinned ones.
 */
export function createSelection({ city, memory }) {
  const changed = createSignal();
  const kept = memory.read();
  let chosen = typeof kept.chosen === 'string' ? kept.chosen : LATEST;
  let pinned = Array.isArray(kept.pinned) ? kept.pinned.filter(Number.isSafeInteger) : [];
  let closed = Array.isArray(kept.closed) ? kept.closed.filter(Number.isSafeInteger) : [];
  const bots = new Map();
  let inHand;

  city.changed.subscribe((what) => {
    if (what !== 'clock') changed.announce();
  });

  function keep() {
    memory.write({ chosen, pinned, closed });
    changed.announce();
  }

  function request() {
    const requests = city.requests();
    return requests.find(({ code }) => code === chosen) ?? requests[0];
  }

  /**
   * Ids of the people who belong to the followed request; a caller who filed it by telephone has no phone
   * here. Without a request, a citizen and an operator.
   */
  function following() {
    const people = city.people();
    const current = request();
    const first = (role) => people.find(({ roles }) => roles.includes(role));
    const belonging =
      current === undefined
        ? [first('citizen'), first('operator')]
        : [
            people.find(({ id }) => String(id) === current.citizen),
            ...current.chain.map(({ position }) => city.holderOf(position)),
          ];
    return belonging.filter((person) => person !== undefined).map(({ id }) => id);
  }

  function phones() {
    const shown = following().filter((id) => !closed.includes(id));
    const isFiler = ([id]) => String(id) === request()?.citizen;
    const filer = isFiler(shown) ? shown.slice(0, 1) : [];
    // A phone with which something was begun does not disappear because of the result.
    const used = inHand === undefined || shown.includes(inHand) || pinned.includes(inHand) ? [] : [inHand];
    const ids = [...new Set([...filer, ...used, ...shown, ...pinned])];
    return ids.flatMap((id) => {
      const person = city.person(id);
      if (person === undefined) return [];
      return [{ person, bot: bots.get(id) ?? person.bot, isPinned: pinned.includes(id) }];
    });
  }

  return {
    changed,
    request,
    phones,
    isShown: (id) => phones().some(({ person }) => person.id === id),
    isFollowingLatest: () => chosen === LATEST,
    /** Follows the request with this code; without one, always the newest. */
    choose(code = LATEST) {
      chosen = code;
      closed = [];
      inHand = undefined;
      keep();
    },
    /** Shows the phone of a person; one that does not belong to the request is pinned. */
    open(id) {
      closed = closed.filter((one) => one !== id);
      if (!following().includes(id) && !pinned.includes(id)) pinned = [...pinned, id];
      keep();
    },
    close(id) {
      if (inHand === id) inHand = undefined;
      pinned = pinned.filter((one) => one !== id);
      closed = [...closed.filter((one) => one !== id), id];
      keep();
    },
    /** Keeps a phone on the page whatever request is followed, or no longer. */
    setPinned(id, isPinned) {
      pinned = [...pinned.filter((one) => one !== id), ...(isPinned ? [id] : [])];
      keep();
    },
    /** Records that somebody's phone is used: it stays on the page until another one is used. */
    use(id) {
      inHand = id;
    },
    /** Turns the phone of a person to the chat with another bot. */
    turnTo(id, bot) {
      bots.set(id, bot);
      changed.announce();
    },
  };
}
