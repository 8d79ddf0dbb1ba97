import {
  citizen,
  clock,
  DAY,
  DONE,
  HOUR,
  manager,
  nextMorning,
  openCase,
  operator,
  planned,
} from './case.js';

const head = manager('d1-roads');

describe('a promise', () => {
  function promised(days = 10) {
    const story = openCase().file();
    const day = new Date(story.now.getTime() + days * DAY);
    story.does(head, planned(day));
    return { story, day };
  }

  it('comes back in the morning of its day: the manager is asked, and not a millisecond earlier', () => {
    const { story, day } = promised();
    const morning = nextMorning(new Date(day.getTime() - DAY));
    story.waitUntil(new Date(morning.getTime() - 1));
    expect(story.sweep()).toEqual([]);
    expect(story.refuses(clock, { type: 'askPromise' })).toEqual({ code: 'notDue' });
    story.waitUntil(morning);
    expect(story.sweep()).toEqual(['promiseDue']);
    expect(story.last('promiseDue')).toMatchObject({ position: 'd1-roads' });
    expect(story.stage('answered').promise).toEqual({
      day,
      askAt: morning,
      moved: false,
      confirmBy: new Date(morning.getTime() + 72 * HOUR),
    });
    expect(story.sweep()).toEqual([]);
  });

  it('that was kept opens the window in which the citizen rates', () => {
    const { story } = promised();
    expect(story.refuses(citizen, { type: 'rate', score: 5 })).toMatchObject({ code: 'promiseOpen' });
    expect(story.refuses(citizen, { type: 'accept' })).toMatchObject({ code: 'promiseOpen' });
    story.untilNext();
    expect(story.does(head, { type: 'confirmPromise', kept: true, text: 'آسفالت شد' })).toEqual([
      'promiseKept',
    ]);
    expect(story.stage('answered').promise).toBeUndefined();
    expect(story.stage('answered').objectBy).toEqual(new Date(story.now.getTime() + 7 * DAY));
    expect(story.does(citizen, { type: 'rate', score: 5 })).toEqual(['rated', 'closed']);
  });

  it('for the day on which it is given is asked about in the morning after, not at once', () => {
    const story = openCase().file();
    const day = new Date(story.now.getTime() + 12 * HOUR);
    story.does(head, planned(day));
    expect(story.stage('answered').promise?.askAt).toEqual(nextMorning(day));
    expect(story.untilNext()).toEqual(['promiseDue']);
  });

  it('may be kept early', () => {
    expect(promised().story.does(head, { type: 'confirmPromise', kept: true })).toEqual(['promiseKept']);
  });

  it('may be moved once, and comes back on the new day', () => {
    const { story } = promised();
    story.untilNext();
    const later = new Date(story.now.getTime() + 5 * DAY);
    expect(story.does(head, { type: 'confirmPromise', kept: false, day: later })).toEqual(['promiseMoved']);
    expect(story.stage('answered').promise).toMatchObject({ day: later, moved: true });
    expect(story.untilNext()).toEqual(['promiseDue']);
    expect(story.now).toEqual(nextMorning(new Date(later.getTime() - DAY)));
    expect(
      story.refuses(head, {
        type: 'confirmPromise',
        kept: false,
        day: new Date(story.now.getTime() + DAY),
      }),
    ).toEqual({ code: 'promiseMovedBefore' });
  });

  it('is moved to a day that is ahead', () => {
    const { story } = promised();
    for (const day of [story.now, new Date(Number.NaN)]) {
      expect(story.refuses(head, { type: 'confirmPromise', kept: false, day })).toEqual({
        code: 'dayInThePast',
      });
    }
  });

  it('that nobody confirms within 72 hours climbs, and not a millisecond earlier', () => {
    const { story } = promised();
    story.untilNext();
    story.wait(72 * HOUR - 1);
    expect(story.sweep()).toEqual([]);
    expect(story.refuses(clock, { type: 'escalate', because: 'promiseBroken' })).toEqual({ code: 'notDue' });
    story.wait(1);
    expect(story.sweep()).toEqual(['promiseBroken', 'escalated']);
    expect(story.referral).toMatchObject({ position: 'd1-deputy', level: 2, because: 'promiseBroken' });
  });

  it('that the top broke returns to the top', () => {
    const story = openCase().file().climbTo('mayor');
    story.does(manager('mayor'), planned(new Date(story.now.getTime() + DAY)));
    story.untilNext();
    expect(story.untilNext()).toEqual(['promiseBroken', 'escalated']);
    expect(story.referral).toMatchObject({ position: 'mayor', level: 5 });
  });

  it('is never closed by silence while it is open', () => {
    const { story, day } = promised(100);
    story.wait(30 * DAY);
    expect(story.sweep()).toEqual([]);
    expect(story.refuses(clock, { type: 'close' })).toEqual({ code: 'promiseOpen', day });
  });

  it('is confirmed by the position that gave it, and by nobody else', () => {
    const { story } = promised();
    const kept = { type: 'confirmPromise', kept: true } as const;
    expect(story.refuses(manager('d1-deputy'), kept)).toEqual({ code: 'notYours', holder: 'd1-roads' });
    for (const actor of [citizen, operator, clock]) {
      expect(story.refuses(actor, kept)).toEqual({ code: 'notAllowed' });
    }
    const answered = openCase().file();
    answered.does(head, DONE);
    expect(answered.refuses(head, kept)).toEqual({ code: 'noPromise' });
    expect(answered.refuses(clock, { type: 'askPromise' })).toEqual({ code: 'noPromise' });
    expect(answered.refuses(clock, { type: 'escalate', because: 'promiseBroken' })).toEqual({
      code: 'noPromise',
    });
  });
});
