import type { StoredRequest } from './request-store.js';

/** Told of every change of a request, in the order of its changes, once it is stored. */
type RequestListener = (stored: StoredRequest) => void;

/** Tells everybody who has asked for it of changes of requests, within this process. */
export interface RequestChanges {
  subscribe(listener: RequestListener): void;
  publish: RequestListener;
}

/** The changes of requests; nobody has asked for them yet. */
export function createRequestChanges(): RequestChanges {
  const listeners: RequestListener[] = [];
  return {
    subscribe(listener) {
      listeners.push(listener);
    },
    publish(stored) {
      for (const listener of listeners) listener(stored);
    },
  };
}
