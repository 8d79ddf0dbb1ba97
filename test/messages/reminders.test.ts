import { renderStaffMessage } from '../../src/messages/staff-message.js';
import type { EventBody } from '../../src/requests/lifecycle/events.js';
import type { Stage } from '../../src/requests/lifecycle/request.js';
import { eventOf, POSITION, REFERRAL, requestIn, STAGES, speechIn } from './samples.js';

const HOUR = 3_600_000;
/** Friday, 8:00 in Mashhad. */
const MORNING = new Date('2026-11-27T04:30:00Z');
const END_OF_DAY = new Date('2026-11-27T20:29:59.999Z');
const CONFIRM_BY = new Date(MORNING.getTime() + 72 * HOUR);
const [answered] = STAGES.answered;

/** What the manager reads at a moment of the last of these events, or of the one at `index`. */
function readAt(now: Date, stage: Stage, bodies: readonly EventBody[], index = bodies.length - 1) {
  const events = bodies.map((body, at) => eventOf(body, at + 1));
  const event = events[index];
  if (event === undefined) throw new Error('There is no such event.');
  return renderStaffMessage({ ...speechIn('fa', now), request: requestIn(stage), events, event })?.html;
}

describe('the question about a promise', () => {
  const promised = {
    ...answered,
    promise: { day: END_OF_DAY, moved: false, confirmBy: CONFIRM_BY },
  } as Stage;
  const due = { type: 'promiseDue', position: POSITION, confirmBy: CONFIRM_BY } as const;

  it('says that the day is today on that day', () => {
    expect(readAt(MORNING, promised, [due])).toContain('امروز روز قولی است');
  });

  it('names the day where it is over, as after an outage', () => {
    const next = new Date(MORNING.getTime() + 24 * HOUR);
    expect(readAt(next, promised, [due])).not.toContain('امروز');
    expect(readAt(next, promised, [due])).toContain('داده بودید');
  });

  it('is no longer asked once the time to answer it is over', () => {
    expect(readAt(CONFIRM_BY, promised, [due])).toBeUndefined();
  });
});

describe('of several reminders that waited', () => {
  const dueAt = new Date(MORNING.getTime() + 2 * HOUR);
  const referral = { ...REFERRAL, dueAt, clockStartedAt: new Date(0), remindedHoursBefore: 24 };
  const reminded = (hoursBefore: number) => ({ type: 'reminded', position: POSITION, hoursBefore }) as const;

  it('the earlier one is left out where the next is due already, as after a jump of the clock', () => {
    expect(readAt(MORNING, { status: 'referred', referral }, [reminded(24)])).toBeUndefined();
    const next = { ...referral, remindedHoursBefore: 4 };
    expect(readAt(MORNING, { status: 'referred', referral: next }, [reminded(24), reminded(4)])).toContain(
      '۲ ساعت',
    );
  });

  it('of two that say the same, as before and after more time was granted, the later one is told', () => {
    const later = new Date(MORNING.getTime() + 20 * HOUR);
    const stage: Stage = { status: 'referred', referral: { ...referral, dueAt: later } };
    expect(readAt(MORNING, stage, [reminded(24), reminded(24)], 0)).toBeUndefined();
    expect(readAt(MORNING, stage, [reminded(24), reminded(24)], 1)).toContain('۲۰ ساعت');
  });

  it('of what is overdue at the top only the reminder is told after which none is due yet', () => {
    const overdue = { type: 'overdue', position: POSITION, nextReminderAt: MORNING } as const;
    const stage: Stage = {
      status: 'referred',
      referral: { ...REFERRAL, overdue: { since: new Date(0), nextReminderAt: MORNING } },
    };
    expect(readAt(MORNING, stage, [overdue])).toBeUndefined();
  });
});
