import type { StoredRequest } from './request-store.js';

/** Receives every change of a request, in order, once it is stored. */
type RequestListener = (stored: StoredRequest) => void;

/** Publishes changes of requests to subscribers within this process. */
export interface RequestChanges {
  subscribe(listener: RequestListener): void;
  publish: RequestListener;
}

/** The changes of requests, without subscribers yet. */
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
