import { cartableOf } from '../cartables/cartable.js';
import type { EventOf } from '../requests/lifecycle/events.js';
import { formatDuration } from '../text/dates.js';
import type { CardView } from './card-head.js';
import { lines } from './wording.js';

/** The most steps of the way up that a card shows; «سابقه» shows the others. */
const MOST_STEPS = 4;

/** How a request climbed to the reader: who had it for how long, and why it left them. */
export function climb({ request, events = [], position, wording, locale }: CardView): string | undefined {
  if (cartableOf(request) !== position) return undefined;
  const steps = events.filter((event): event is EventOf<'escalated'> => event.type === 'escalated');
  if (steps.length === 0) return undefined;
  const told = steps.slice(-MOST_STEPS).map((step) => {
    const began = events.findLast(
      (event) =>
        event.seq < step.seq &&
        (event.type === 'referred' || event.type === 'escalated') &&
        event.to === step.from,
    );
    const held = began === undefined ? 0 : step.at.getTime() - began.at.getTime();
    return wording.html(`climb.${step.because}`, {
      from: wording.name(step.from),
      held: formatDuration(held, locale),
    });
  });
  return lines(wording.html('climb.title'), ...told);
}
