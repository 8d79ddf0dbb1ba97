import { isDoubted, isPutFirst, isUntouched, urgentMark } from '../../../src/requests/lifecycle/urgency.js';
import { citizen, clock, DAY, HOUR, MINUTE, manager, openCase, operator, supervisor } from './case.js';

const unclear = () => openCase().file({ category: 'unclear' }, citizen, true);
const atHead = () => openCase().file({}, citizen, true);
const head = manager('d1-roads');
const DANGER = { isDoubted: false };

describe('a request whose words tell of danger', () => {
  it('is marked, and put first', () => {
    expect(isPutFirst(unclear().request)).toBe(true);
    expect(urgentMark(openCase().file().request)).toBeUndefined();
  });

  it('has the urgent hours at every level, unless the usual ones are fewer', () => {
    const story = atHead();
    expect(story.referral.dueAt.getTime() - story.now.getTime()).toBe(24 * HOUR);
    story.climbTo('d1-deputy');
    expect(story.referral.dueAt.getTime() - story.now.getTime()).toBe(24 * HOUR);
    const quick = openCase({ hours: 6 }).file({}, citizen, true);
    expect(quick.referral.dueAt.getTime() - quick.now.getTime()).toBe(6 * HOUR);
  });

  it('has them too when an operator routes it', () => {
    const story = unclear();
    story.does(operator, { type: 'refer', to: 'd1-roads', category: 'roads' });
    expect(story.referral.dueAt.getTime() - story.now.getTime()).toBe(24 * HOUR);
  });

  it('alarms the supervisors once if nobody touches it for half an hour', () => {
    const story = unclear();
    expect(story.wait(29 * MINUTE).sweep()).toEqual([]);
    expect(story.wait(MINUTE).sweep()).toEqual(['leftUntouched']);
    expect(story.wait(HOUR).sweep()).toEqual([]);
    expect(story.refuses(clock, { type: 'alarmUntouched' })).toEqual({ code: 'notUrgent' });
  });

  it.each([
    ['an operator opens it', operator, { type: 'acknowledge' }],
    ['a supervisor opens it', supervisor, { type: 'acknowledge' }],
    ['a note is left', operator, { type: 'note', text: 'تماس گرفته شد' }],
    ['it is routed', operator, { type: 'refer', to: 'd1-roads', category: 'roads' }],
  ] as const)('alarms nobody once %s', (_what, actor, command) => {
    const story = unclear();
    story.does(actor, command);
    expect(isUntouched(story.request)).toBe(false);
    expect(story.wait(31 * MINUTE).sweep()).toEqual([]);
  });

  it('alarms nobody once its manager has opened it, and again climbs when due', () => {
    const story = atHead();
    story.does(head, { type: 'acknowledge' });
    expect(story.refuses(head, { type: 'acknowledge' })).toEqual({ code: 'notUrgent' });
    expect(story.wait(31 * MINUTE).sweep()).toEqual([]);
    expect(story.climbTo('d1-deputy').request.urgentMarks).toHaveLength(1);
  });

  it('is not touched by the operator who takes the call in which it is filed', () => {
    expect(isUntouched(openCase().file({ channel: 'phone' }, operator, true).request)).toBe(true);
  });

  it('climbs before it alarms, where an outage has swallowed both', () => {
    const story = atHead();
    expect(story.wait(DAY).sweep()).toEqual(['escalated']);
    expect(story.sweep()).toEqual(['leftUntouched']);
  });

  it('loses its mark once, and keeps the clock that runs', () => {
    const story = atHead();
    const { dueAt } = story.referral;
    story.does(supervisor, { type: 'dismissUrgency' });
    expect(urgentMark(story.request)).toBeUndefined();
    expect(story.referral.dueAt).toEqual(dueAt);
    expect(story.refuses(operator, { type: 'dismissUrgency' })).toEqual({ code: 'notUrgent' });
    story.climbTo('d1-deputy');
    expect(story.referral.dueAt.getTime() - story.now.getTime()).toBe(72 * HOUR);
  });
});

describe('danger in what is added later', () => {
  it('marks the request from then on', () => {
    const story = openCase().file({ category: 'unclear' });
    expect(story.does(citizen, { type: 'add', text: 'آتش گرفت', attachments: [] }, DANGER)).toEqual([
      'added',
      'urgencyMarked',
    ]);
    expect(isPutFirst(story.request)).toBe(true);
    story.does(operator, { type: 'dismissUrgency' });
    story.does(citizen, { type: 'add', text: 'باز آتش گرفت', attachments: [] }, DANGER);
    expect(story.request.urgentMarks).toHaveLength(2);
  });

  it('marks a request once while the mark is there', () => {
    const story = unclear();
    expect(story.does(citizen, { type: 'add', text: 'آتش', attachments: [] }, DANGER)).toEqual(['added']);
  });

  it('shortens no deadline that runs', () => {
    const story = openCase().file();
    const { dueAt } = story.referral;
    story.does(citizen, { type: 'add', text: 'آتش گرفت', attachments: [] }, DANGER);
    expect(story.referral.dueAt).toEqual(dueAt);
  });
});

describe('a person whose last marks were taken away', () => {
  const mark = (day: number, isDismissed: boolean) => ({
    at: new Date(day * DAY),
    isPutFirst: true,
    ...(isDismissed ? { dismissedAt: new Date(day * DAY) } : { touchedAt: new Date(day * DAY) }),
  });

  it('is doubted after three, over all requests, until a mark stands', () => {
    expect(isDoubted([{ urgentMarks: [mark(1, true), mark(2, true)] }])).toBe(false);
    const three = [{ urgentMarks: [mark(1, true), mark(3, true)] }, { urgentMarks: [mark(2, true)] }, {}];
    expect(isDoubted(three)).toBe(true);
    const unseen = { urgentMarks: [{ at: new Date(4 * DAY), isPutFirst: false }] };
    expect(isDoubted([...three, unseen])).toBe(true);
    expect(isDoubted([...three, { urgentMarks: [mark(4, false)] }])).toBe(false);
  });

  it('has a mark that puts nothing first, shortens nothing and alarms nobody', () => {
    const story = openCase();
    const decision = story.decideRegister(citizen, {}, { isDoubted: true });
    if (!decision.ok) throw new Error('Refused.');
    expect(decision.events.at(-1)).toMatchObject({ type: 'urgencyMarked', isPutFirst: false });
    const referred = decision.events.find(({ type }) => type === 'referred');
    expect(referred).toMatchObject({ dueAt: new Date(story.now.getTime() + 72 * HOUR) });
  });
});
