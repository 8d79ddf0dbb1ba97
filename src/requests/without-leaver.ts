import type { NamingCitizens } from './change-of-citizen.js';
import type { EventOf, RequestEvent } from './lifecycle/events.js';
import type { Attachment, Place } from './lifecycle/facts.js';
import { coarsePlace } from './lifecycle/handing-over.js';

/**
 * The same request without what whoever withdrew it had told the city until then: where it is exactly, and, unless
 * their words go along, what they wrote and sent, what they were asked, and why they objected. What was added by
 * somebody who follows the request stays, and so does whatever came after the withdrawal. Doing it twice is doing it
 * once. Pure.
 *
 * @param left - The withdrawal, one of the events.
 * @param keepsWords - Whether the words and files stay.
 */
export function withoutLeaver(
  { request, events }: NamingCitizens,
  left: EventOf<'leftToFollowers'>,
  keepsWords = left.keepsWords,
): NamingCitizens {
  const others = [request.citizen, ...request.followers];
  const isOf = ({ actor }: RequestEvent) => actor.kind !== 'citizen' || !others.includes(actor.citizen);
  const told = events.map((event) => {
    if (event.seq >= left.seq || !isOf(event)) return event;
    const coarse = withCoarsePlace(event);
    return keepsWords ? coarse : withoutWords(coarse);
  });
  const { handover } = request;
  return {
    events: told,
    request: {
      ...request,
      text: told.find((event) => event.type === 'registered')?.text ?? request.text,
      attachments: told.flatMap(filesOfCitizens),
      ...(handover === undefined
        ? {}
        : { handover: { ...handover, keepsWords: handover.keepsWords && keepsWords } }),
    },
  };
}

/** The files that citizens gave with an event, as a request shows them. */
function filesOfCitizens(event: RequestEvent): readonly Attachment[] {
  switch (event.type) {
    case 'registered':
    case 'replied':
    case 'added':
    case 'objected':
      return event.attachments ?? [];
    default:
      return [];
  }
}

function withCoarsePlace(event: RequestEvent): RequestEvent {
  if (!('place' in event)) return event;
  const { place, ...rest }: RequestEvent & { place?: Place } = event;
  const coarse = coarsePlace(place);
  // It is the same event, with or without its optional place.
  return (coarse === undefined ? rest : { ...rest, place: coarse }) as RequestEvent;
}

function withoutWords(event: RequestEvent): RequestEvent {
  switch (event.type) {
    case 'registered':
    case 'replied':
    case 'added':
      return { ...event, text: '', attachments: [] };
    case 'asked':
      return { ...event, question: '' };
    case 'objected':
      return { ...event, reason: '', attachments: [] };
    default:
      return event;
  }
}
