import { isOfBale } from './messenger.js';

const KEY = isOfBale ? 'pasokh-137-page-of-bale' : 'pasokh-137-page';

/** What the page remembers between visits; where the browser allows no memory it just starts afresh. */
export function createMemory() {
  return {
    /** The remembered object, or an empty one. */
    read() {
      try {
        const kept = JSON.parse(localStorage.getItem(KEY) ?? '{}');
        return typeof kept === 'object' && kept !== null ? kept : {};
      } catch {
        return {};
      }
    },
    write(value) {
      try {
        localStorage.setItem(KEY, JSON.stringify(value));
      } catch {
        // Private windows and blocked storage: nothing is lost but the arrangement of the phones.
      }
    },
  };
}
