import { cartableOf } from '../../cartables/cartable.js';
import type { EventOf, RequestEvent } from '../../requests/lifecycle/events.js';
import { formatDuration } from '../../text/dates.js';
import { joinLines } from '../wording.js';
import type { CardView } from './head.js';

/** The most steps of the way up that a card shows; «سابقه» shows the others. */
const MOST_STEPS = 4;

/** Milliseconds after a deadline from which it is told that the request climbed late; less is the pace of the sweep. */
const WORTH_TELLING_MS = 10 * 60_000;

/** How a request climbed to the reader: who had it for how long, and why it left them. */
export function describeClimb({
  request,
  events = [],
  position,
  wording,
  locale,
}: CardView): string | undefined {
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
    const given = began === undefined ? undefined : givenTime(events, began.at, step);
    const told = wording.html(`climb.${step.because}`, {
      from: wording.name(step.from),
      held: formatDuration(given?.ms ?? 0, locale),
    });
    if (step.because !== 'late' || given === undefined || given.beyondMs < WORTH_TELLING_MS) return told;
    return `${told} ${wording.html('climb.beyond', { beyond: formatDuration(given.beyondMs, locale) })}`;
  });
  return joinLines(wording.html('climb.title'), ...told);
}

/** The time that a position was given, from `begin` to the last deadline it had, and what passed beyond it. */
function givenTime(events: readonly RequestEvent[], begin: Date, step: EventOf<'escalated'>) {
  const deadline = events.findLast((event) => event.seq < step.seq && 'dueAt' in event);
  const end = deadline !== undefined && 'dueAt' in deadline ? deadline.dueAt : step.at;
  const ms = Math.min(end.getTime(), step.at.getTime()) - begin.getTime();
  return { ms, beyondMs: Math.max(0, step.at.getTime() - end.getTime()) };
}
