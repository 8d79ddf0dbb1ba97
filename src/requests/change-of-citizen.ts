import { GONE } from './lifecycle/callers.js';
import type { RequestEvent } from './lifecycle/events.js';
import type { Actor } from './lifecycle/facts.js';
import type { Handover, Request } from './lifecycle/request.js';

/** The filter of the database for the ids of citizens who are gone. */
export const GONE_CITIZENS = /^gone:/;

/** The id that replaces the one of a citizen who is gone; `word` is one that nobody can guess. */
export function pseudonymOf(word: string): string {
  return `${GONE}${word}`;
}

/** A request with its events, as far as they name citizens. */
export interface NamingCitizens {
  readonly request: Request;
  readonly events: readonly RequestEvent[];
}

/**
 * The same request with another id in every place that names a citizen: who filed it, who follows it, and who
 * did what. Nothing that happened is changed by it; doing it twice is doing it once. Pure.
 */
export function withOtherCitizen(
  { request, events }: NamingCitizens,
  from: string,
  to: string,
): NamingCitizens {
  const renamed = (id: string) => (id === from ? to : id);
  const acted = (actor: Actor): Actor =>
    actor.kind === 'citizen' ? { ...actor, citizen: renamed(actor.citizen) } : actor;
  const citizen = renamed(request.citizen);
  const followers = [...new Set(request.followers.map(renamed))].filter((id) => id !== citizen);
  return {
    request: {
      ...request,
      citizen,
      followers,
      ...(request.leftBy === undefined
        ? {}
        : { leftBy: request.leftBy.map((left) => ({ ...left, citizen: renamed(left.citizen) })) }),
      ...(request.handover === undefined ? {} : { handover: renamedIn(request.handover, renamed) }),
    },
    events: events.map((event) => ({
      ...event,
      actor: acted(event.actor),
      ...('citizen' in event ? { citizen: renamed(event.citizen) } : {}),
      ...('citizens' in event ? { citizens: event.citizens.map(renamed) } : {}),
    })),
  };
}

function renamedIn(handover: Handover, renamed: (id: string) => string): Handover {
  const { asked, declined } = handover;
  return { ...handover, asked: asked.map(renamed), declined: declined.map(renamed) };
}

/** The ids of all citizens that a request or these events of it name, each once. Pure. */
export function citizensNamedIn({ request, events }: NamingCitizens): readonly string[] {
  const ofEvents = events.flatMap((event) => [
    ...(event.actor.kind === 'citizen' ? [event.actor.citizen] : []),
    ...('citizen' in event ? [event.citizen] : []),
    ...('citizens' in event ? event.citizens : []),
  ]);
  return [...new Set([request.citizen, ...request.followers, ...ofEvents])];
}
