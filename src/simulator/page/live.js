import { EVENTS_ADDRESS } from './api.js';

/**
 * Listens to what happens in the city. `onOpen` is called at every connection, also after one was lost:
 * what happened between is then not known. The browser itself connects again.
 */
export function listenToEvents({ onOpen, onLost, onEvent }) {
  const source = new EventSource(EVENTS_ADDRESS);
  source.addEventListener('open', onOpen);
  source.addEventListener('error', () => {
    onLost();
    // Some failures end the source for good; the page then starts a new one.
    if (source.readyState === EventSource.CLOSED) {
      setTimeout(() => listenToEvents({ onOpen, onLost, onEvent }), RECONNECT_MS);
    }
  });
  source.addEventListener('message', ({ data }) => onEvent(JSON.parse(data)));
}

const RECONNECT_MS = 2_000;
