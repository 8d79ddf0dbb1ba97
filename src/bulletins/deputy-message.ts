import type { Message } from '../messages/message.js';
import { createWording, joinLines, type Speech } from '../messages/wording.js';
import type { Absence } from '../organization/city.js';

/** The position that somebody stands in for, and when. */
export type StandingIn = Pick<Absence, 'from' | 'until'> & { readonly position: string };

/** Tells somebody that they stand in for an absent colleague. */
export function renderDeputy({ position, from, until }: StandingIn, speech: Speech): Message {
  const wording = createWording(speech);
  return {
    html: joinLines(
      wording.html('deputy.title', { position: wording.name(position) }),
      until === undefined
        ? wording.html('deputy.openEnded', { from: wording.deadline(from) })
        : wording.html('deputy.time', { from: wording.deadline(from), until: wording.deadline(until) }),
      wording.html('deputy.what'),
    ),
    keyboard: [],
  };
}
