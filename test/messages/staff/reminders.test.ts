import { renderStaffMessage } from '../../../src/messages/staff/staff-message.js';
import type { EventBody } from '../../../src/requests/lifecycle/events.js';
import type { Stage, UrgentMark } from '../../../src/requests/lifecycle/request.js';
import { eventOf, POSITION, REFERRAL, requestIn, speechIn } from '../samples.js';

const HOUR = 3_600_000;
/** Friday, 8:00 in Mashhad. */
const MORNING = new Date('2026-11-27T04:30:00Z');

const MARKS: readonly UrgentMark[] = [{ at: new Date(0), isPutFirst: true }];

/** What the manager reads at a moment of the last of these events, or of the one at `index`. */
function readAt(
  now: Date,
  stage: Stage,
  bodies: readonly EventBody[],
  index = bodies.length - 1,
  urgentMarks: readonly UrgentMark[] = MARKS,
) {
  const events = bodies.map((body, at) => eventOf(body, at + 1));
  const event = events[index];
  if (event === undefined) throw new Error('There is no such event.');
  return renderStaffMessage({
    ...speechIn('fa', now),
    request: requestIn(stage, { urgentMarks }),
    events,
    event,
    reader: event.type === 'leftUntouched' ? 'supervisor' : 'manager',
  })?.html;
}

describe('the reminder of an urgent request', () => {
  const dueAt = new Date(MORNING.getTime() + 2 * HOUR);
  const reminded = { type: 'reminded', position: POSITION, hoursBefore: 4 } as const;
  const stage: Stage = {
    status: 'referred',
    referral: { ...REFERRAL, dueAt, clockStartedAt: new Date(0), remindedHoursBefore: 4 },
  };

  it('says how much time is left, until the deadline', () => {
    expect(readAt(MORNING, stage, [reminded])).toContain('۲ ساعت');
    expect(readAt(dueAt, stage, [reminded])).toBeUndefined();
  });

  it('of two that say the same, as before and after more time was granted, the later one is told', () => {
    expect(readAt(MORNING, stage, [reminded, reminded], 0)).toBeUndefined();
    expect(readAt(MORNING, stage, [reminded, reminded], 1)).toContain('۲ ساعت');
  });

  it('is left to the digest once the mark is taken away', () => {
    expect(readAt(MORNING, stage, [reminded], 0, [])).toBeUndefined();
  });
});

it('names nothing that the digest names', () => {
  const overdue = { type: 'overdue', position: POSITION, nextReminderAt: MORNING } as const;
  const stage: Stage = {
    status: 'referred',
    referral: { ...REFERRAL, overdue: { since: new Date(0), nextReminderAt: MORNING } },
  };
  expect(readAt(new Date(0), stage, [overdue])).toBeUndefined();
});
