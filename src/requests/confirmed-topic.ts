import type { RequestEvent } from './lifecycle/events.js';

/** A category that a member of staff has confirmed, and when. */
export interface TopicConfirmation {
  /** Code of the category. */
  readonly topic: string;
  readonly at: Date;
}

/**
 * The category of a request once staff have confirmed it: an operator who chose it, at filing or later, or whoever
 * answered the request under it. A category that was changed afterwards, or that only the citizen has chosen, is not
 * confirmed; a rejected request confirms nothing.
 */
export function confirmedTopic(events: readonly RequestEvent[]): TopicConfirmation | undefined {
  let topic: string | undefined;
  let confirmed: TopicConfirmation | undefined;
  for (const event of events) {
    if (event.type === 'rejected') return undefined;
    if (event.type === 'answered') {
      confirmed ??= topic === undefined ? undefined : { topic, at: event.at };
      continue;
    }
    const chosen = 'category' in event ? event.category : undefined;
    if (chosen === undefined) continue;
    topic = chosen;
    confirmed = event.actor.kind === 'operator' ? { topic, at: event.at } : undefined;
  }
  return confirmed;
}
