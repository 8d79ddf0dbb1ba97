import { nextAction } from '../../../src/requests/lifecycle/next-action.js';
import {
  type CaseOptions,
  citizen,
  clock,
  DAY,
  DONE,
  HOUR,
  manager,
  nextMorning,
  openCase,
  START,
} from './case.js';

const head = manager('d1-roads');
const LATE = { type: 'escalate', because: 'late' } as const;

describe('the deadline', () => {
  it('moves nothing at 71:59:59.999 and one level at 72:00:00.000', () => {
    const story = openCase().file();
    story.waitUntil(new Date(START.getTime() + 72 * HOUR - 1));
    expect(story.sweep()).toEqual([]);
    expect(story.refuses(clock, LATE)).toEqual({ code: 'notDue' });
    story.wait(1);
    expect(story.sweep()).toEqual(['escalated']);
    expect(story.referral).toMatchObject({ position: 'd1-deputy', level: 2, because: 'late' });
    expect(story.sweep()).toEqual([]);
  });

  it('goes one level up, not two, after an outage of a week, and gives a full clock', () => {
    const story = openCase()
      .file()
      .wait(7 * DAY);
    expect(story.sweep()).toEqual(['escalated']);
    expect(story.referral).toMatchObject({ position: 'd1-deputy', referredAt: story.now });
    expect(story.referral.dueAt).toEqual(new Date(story.now.getTime() + 72 * HOUR));
    expect(story.sweep()).toEqual([]);
    expect(story.refuses(clock, LATE)).toEqual({ code: 'notDue' });
  });

  it('brings it up to the mayor, level by level, each with its own clock', () => {
    const hours = (position: string) => (position === 'd1-mayor' ? 24 : 72);
    const story = openCase({ hours }).file();
    const seen: unknown[] = [];
    for (let actions = 0; actions < 30; actions += 1) {
      const events = story.untilNext();
      if (events.includes('overdue')) break;
      if (events.includes('escalated')) {
        const { position, level } = story.referral;
        seen.push([position, level, (story.now.getTime() - START.getTime()) / HOUR]);
      }
    }
    expect(seen).toEqual([
      ['d1-deputy', 2, 72],
      ['d1-mayor', 3, 144],
      ['deputy-mayor', 4, 168],
      ['mayor', 5, 240],
    ]);
    expect(story.request.heldBy).toEqual(['d1-roads', 'd1-deputy', 'd1-mayor', 'deputy-mayor', 'mayor']);
  });

  it('is the clock’s to act on, and only of a request that a manager has', () => {
    const story = openCase()
      .file()
      .wait(72 * HOUR);
    for (const actor of [manager('d1-deputy'), citizen]) {
      expect(story.refuses(actor, LATE)).toEqual({ code: 'notAllowed' });
    }
    story.does(head, DONE);
    expect(story.refuses(clock, LATE)).toMatchObject({ code: 'alreadyAnswered' });
    expect(openCase().file({ category: 'bus' }).refuses(clock, LATE)).toEqual({
      code: 'notNow',
      status: 'followUp',
    });
  });
});

/** An urgent request, which has a clock of a day, and which its manager has seen. */
function seenUrgent(options?: CaseOptions) {
  const story = openCase(options).file({}, citizen, true);
  story.does(head, { type: 'acknowledge' });
  return story;
}

describe('a reminder', () => {
  it('comes four hours before the deadline of an urgent request, once', () => {
    const story = seenUrgent().wait(20 * HOUR - 1);
    expect(story.sweep()).toEqual([]);
    expect(story.refuses(clock, { type: 'remind' })).toEqual({ code: 'notDue' });
    story.wait(1);
    expect(story.sweep()).toEqual(['reminded']);
    expect(story.last('reminded')).toMatchObject({ position: 'd1-roads', hoursBefore: 4 });
    expect(story.refuses(clock, { type: 'remind' })).toEqual({ code: 'notDue' });
    expect(story.untilNext()).toEqual(['escalated']);
  });

  it('comes for no other request, which the digests name', () => {
    const story = openCase()
      .file()
      .wait(70 * HOUR);
    expect(story.sweep()).toEqual([]);
    expect(story.refuses(clock, { type: 'remind' })).toEqual({ code: 'notDue' });
    expect(story.untilNext()).toEqual(['escalated']);
  });

  it.each([
    [24, 1],
    [4, 0],
    [0.01, 0],
  ])('of an urgent clock of %d hours comes so often: %d', (hours, expected) => {
    const story = seenUrgent({ hours });
    for (let actions = 0; actions < 5; actions += 1) if (story.untilNext().includes('escalated')) break;
    expect(story.events.filter(({ type }) => type === 'reminded')).toHaveLength(expected);
  });

  it('that an outage swallowed comes late, or not at all after the deadline', () => {
    const story = seenUrgent().wait(22 * HOUR);
    expect(story.sweep()).toEqual(['reminded']);
    expect(story.sweep()).toEqual([]);
    const overslept = seenUrgent().wait(24 * HOUR);
    expect(overslept.refuses(clock, { type: 'remind' })).toEqual({ code: 'notDue' });
    expect(overslept.sweep()).toEqual(['escalated']);
  });

  it('comes anew for the clock that goes on after a question', () => {
    const story = seenUrgent().wait(21 * HOUR);
    story.sweep();
    story.does(head, { type: 'ask', question: 'کدام پلاک؟' });
    story.does(citizen, { type: 'reply', text: '۱۲', attachments: [] });
    expect(story.untilNext()).toEqual(['reminded']);
    expect(story.referral.dueAt.getTime() - story.now.getTime()).toBe(4 * HOUR);
  });

  it('comes anew for an extended clock, and not at once for the time that is behind', () => {
    const story = seenUrgent().wait(23 * HOUR);
    story.sweep();
    story.does(head, { type: 'requestExtension', hours: 1, reason: 'باران' });
    story.does(manager('d1-deputy'), { type: 'decideExtension', granted: true });
    expect(story.sweep()).toEqual([]);
    expect(story.untilNext()).toEqual(['escalated']);

    const longer = seenUrgent().wait(23 * HOUR);
    longer.sweep();
    longer.does(head, { type: 'requestExtension', hours: 48, reason: 'باران' });
    longer.does(manager('d1-deputy'), { type: 'decideExtension', granted: true });
    expect(longer.untilNext()).toEqual(['reminded']);
  });

  it('is the clock’s alone', () => {
    expect(
      openCase()
        .file()
        .wait(50 * HOUR)
        .refuses(manager('d1-deputy'), { type: 'remind' }),
    ).toEqual({
      code: 'notAllowed',
    });
  });
});

describe('at the top', () => {
  it('a late request stays, is marked once, and is reminded every morning', () => {
    const story = openCase().file().climbTo('mayor');
    expect(story.refuses(clock, { type: 'markOverdue' })).toEqual({ code: 'notDue' });
    expect(story.untilNext()).toEqual(['overdue']);
    const since = story.now;
    expect(story.referral).toMatchObject({
      position: 'mayor',
      overdue: { since, nextReminderAt: nextMorning(since) },
    });
    expect(story.refuses(clock, { type: 'markOverdue' })).toEqual({ code: 'notDue' });
    expect(story.refuses(clock, LATE)).toEqual({ code: 'nobodyAbove' });
    for (const morning of [1, 2, 3]) {
      const due = nextMorning(story.now);
      expect(story.sweep()).toEqual([]);
      story.waitUntil(new Date(due.getTime() - 1));
      expect(story.refuses(clock, { type: 'remind' })).toEqual({ code: 'notDue' });
      expect(story.untilNext()).toEqual(['remindedOverdue']);
      expect([morning, story.now]).toEqual([morning, due]);
    }
    expect(story.referral.overdue?.since).toEqual(since);
    expect(story.events.filter(({ type }) => type === 'overdue')).toHaveLength(1);
  });

  it('mornings that an outage swallowed come as one', () => {
    const story = openCase()
      .file()
      .climbTo('mayor')
      .wait(72 * HOUR);
    story.sweep();
    story.wait(10 * DAY);
    expect(story.sweep()).toEqual(['remindedOverdue']);
    expect(story.sweep()).toEqual([]);
  });

  it('a question does not make the citizen hear twice that the time has passed', () => {
    const story = openCase()
      .file()
      .climbTo('mayor')
      .wait(72 * HOUR);
    story.sweep();
    story.does(manager('mayor'), { type: 'ask', question: 'کدام پلاک؟' });
    story.does(citizen, { type: 'reply', text: '۱۲', attachments: [] });
    for (let index = 0; index < 5; index += 1) expect(story.untilNext()).toEqual(['remindedOverdue']);
  });

  it('nothing is marked overdue while somebody is above', () => {
    const story = openCase()
      .file()
      .wait(72 * HOUR);
    expect(story.refuses(clock, { type: 'markOverdue' })).toEqual({ code: 'notAllowed' });
    expect(story.refuses(citizen, { type: 'markOverdue' })).toEqual({ code: 'notAllowed' });
  });
});

describe('a vacant position', () => {
  it('is passed over on the way up, with an event, and counts as a level', () => {
    const story = openCase({ vacant: ['d1-deputy'] })
      .file()
      .wait(72 * HOUR);
    expect(story.sweep()).toEqual(['passedOver', 'escalated']);
    expect(story.last('passedOver').position).toBe('d1-deputy');
    expect(story.last('escalated')).toMatchObject({ to: 'd1-mayor', level: 3, passedOver: ['d1-deputy'] });
    expect(story.request.heldBy).toEqual(['d1-roads', 'd1-mayor']);
  });

  it('gives up what it has, at once, to the one above', () => {
    const story = openCase().file().wait(HOUR);
    const vacant = { type: 'escalate', because: 'vacant' } as const;
    expect(story.refuses(clock, vacant)).toEqual({ code: 'notDue' });
    story.vacant.add('d1-roads');
    expect(story.refuses(manager('d1-deputy'), vacant)).toEqual({ code: 'notAllowed' });
    expect(story.does(clock, vacant)).toEqual(['escalated']);
    expect(story.referral).toMatchObject({ position: 'd1-deputy', because: 'vacant', level: 2 });
    expect(story.referral.dueAt).toEqual(new Date(story.now.getTime() + 72 * HOUR));
  });

  it('at the top keeps what it has: there is no other owner', () => {
    const story = openCase().file();
    for (const position of ['d1-deputy', 'd1-mayor', 'deputy-mayor', 'mayor']) story.vacant.add(position);
    story.climbTo('mayor');
    expect(story.referral.level).toBe(5);
    expect(story.refuses(clock, { type: 'escalate', because: 'vacant' })).toEqual({ code: 'nobodyAbove' });
    expect(story.wait(72 * HOUR).sweep()).toEqual(['overdue']);
  });
});

describe('a position that is put above the top', () => {
  it('is where an overdue request goes next', () => {
    const story = openCase()
      .file()
      .climbTo('mayor')
      .wait(72 * HOUR);
    story.sweep();
    const { dueAt } = story.referral;
    expect(nextAction(story.request, story.now, () => false)).toEqual({ at: dueAt, command: LATE });
  });
});
