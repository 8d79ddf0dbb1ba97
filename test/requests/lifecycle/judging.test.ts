import { isPutFirst } from '../../../src/requests/lifecycle/urgency.js';
import {
  type Case,
  citizen,
  clock,
  DAY,
  DONE,
  HOUR,
  manager,
  neighbour,
  openCase,
  operator,
  planned,
  supervisor,
} from './case.js';

const head = manager('d1-roads');
const OBJECTION = { type: 'object', reason: 'چاله هنوز هست' } as const;

function answered(): Case {
  const story = openCase().file();
  story.does(head, DONE);
  return story;
}

describe('a rating', () => {
  it.each([3, 4, 5])('of %i closes the request as accepted', (score) => {
    const story = answered();
    expect(story.does(citizen, { type: 'rate', score })).toEqual(['rated', 'closed']);
    expect(story.stage('closed').because).toBe('accepted');
    expect(story.request.answers[0]?.rating).toBe(score);
  });

  it.each([1, 2])('of %i leaves it open for an objection, until the window ends', (score) => {
    const story = answered();
    const { objectBy } = story.stage('answered');
    expect(story.does(citizen, { type: 'rate', score })).toEqual(['rated']);
    expect(story.stage('answered').objectBy).toEqual(objectBy);
    expect(story.stage('answered').answer.rating).toBe(score);
    expect(story.refuses(citizen, { type: 'rate', score: 5 })).toEqual({ code: 'alreadyRated' });
    expect(story.does(citizen, OBJECTION)).toEqual(['objected', 'escalated']);
    expect(story.request.answers[0]?.rating).toBe(score);
  });

  it('after a low one and no objection is closed by silence, or accepted', () => {
    const silent = answered();
    silent.does(citizen, { type: 'rate', score: 1 });
    expect(silent.untilNext()).toEqual(['closed']);
    expect(silent.stage('closed').because).toBe('silent');
    const content = answered();
    content.does(citizen, { type: 'rate', score: 2 });
    expect(content.does(citizen, { type: 'accept' })).toEqual(['closed']);
    expect(content.stage('closed').because).toBe('accepted');
  });

  it.each([0, 6, -1, 2.5, Number.NaN])('of %d does not exist', (score) => {
    expect(answered().refuses(citizen, { type: 'rate', score })).toEqual({ code: 'badScore' });
  });

  it('is the citizen’s alone, and only of an answer', () => {
    expect(answered().refuses(neighbour, { type: 'rate', score: 5 })).toEqual({ code: 'notAllowed' });
    expect(openCase().file().refuses(citizen, { type: 'rate', score: 5 })).toEqual({
      code: 'notNow',
      status: 'referred',
    });
  });
});

describe('accepting', () => {
  it('closes the request', () => {
    const story = answered();
    expect(story.does(citizen, { type: 'accept' })).toEqual(['closed']);
    expect(story.stage('closed')).toEqual({ status: 'closed', because: 'accepted', closedAt: story.now });
    expect(story.refuses(citizen, { type: 'accept' })).toEqual({ code: 'notNow', status: 'closed' });
  });
});

describe('an objection', () => {
  it('goes one level above the answerer, with a full clock', () => {
    const story = answered().wait(DAY);
    expect(story.does(citizen, OBJECTION)).toEqual(['objected', 'escalated']);
    expect(story.last('objected')).toMatchObject({ against: 'd1-roads', reason: 'چاله هنوز هست' });
    expect(story.last('escalated')).toMatchObject({
      from: 'd1-roads',
      to: 'd1-deputy',
      because: 'objection',
    });
    expect(story.referral).toMatchObject({ position: 'd1-deputy', level: 2 });
    expect(story.referral.dueAt).toEqual(new Date(story.now.getTime() + 72 * HOUR));
  });

  it('brings files and a place with it, and needs no words then', () => {
    const story = openCase().file({ attachments: [{ id: 'filed', kind: 'photo' }] });
    story.does(head, DONE);
    const attachments = [{ id: 'still', kind: 'photo' } as const];
    const place = { latitude: 36.31, longitude: 59.61 };
    expect(story.does(citizen, { type: 'object', reason: '', attachments, place })).toEqual([
      'objected',
      'escalated',
    ]);
    expect(story.last('objected')).toMatchObject({ reason: '', attachments, place });
    expect(story.request.attachments.map(({ id }) => id)).toEqual(['filed', 'still']);
    expect(story.request.place).toEqual({ ...place, district: 'd1' });
    const alone = { type: 'object', reason: ' ', attachments: [], place } as const;
    expect(answered().refuses(citizen, alone)).toEqual({ code: 'emptyText' });
  });

  it('whose words tell of danger is put first above, with the urgent hours', () => {
    const story = answered();
    expect(story.does(citizen, OBJECTION, { isDoubted: false })).toEqual([
      'objected',
      'escalated',
      'urgencyMarked',
    ]);
    expect(isPutFirst(story.request)).toBe(true);
    expect(story.referral.dueAt).toEqual(
      new Date(story.now.getTime() + story.organization.urgentHours * HOUR),
    );
    const doubted = answered();
    doubted.does(citizen, OBJECTION, { isDoubted: true });
    expect(doubted.referral.dueAt).toEqual(new Date(doubted.now.getTime() + 72 * HOUR));
  });

  it('passes over vacant positions', () => {
    const story = answered();
    story.vacant.add('d1-deputy').add('d1-mayor');
    expect(story.does(citizen, OBJECTION)).toEqual(['objected', 'passedOver', 'passedOver', 'escalated']);
    expect(story.referral).toMatchObject({ position: 'deputy-mayor', level: 4 });
  });

  it('at the top returns to the top, once', () => {
    const story = openCase().file().climbTo('mayor');
    const { level } = story.referral;
    story.does(manager('mayor'), DONE);
    expect(story.does(citizen, OBJECTION)).toEqual(['objected', 'escalated']);
    expect(story.referral).toMatchObject({ position: 'mayor', level, because: 'objection' });
    story.does(manager('mayor'), DONE);
    expect(story.refuses(citizen, OBJECTION)).toEqual({ code: 'alreadyObjected' });
    expect(story.does(citizen, { type: 'rate', score: 1 })).toEqual(['rated']);
  });

  it('is possible at every level, all the way up', () => {
    const story = openCase().file();
    for (const position of ['d1-roads', 'd1-deputy', 'd1-mayor', 'deputy-mayor', 'mayor']) {
      expect(story.referral.position).toBe(position);
      story.does(manager(position), DONE);
      story.does(citizen, OBJECTION);
    }
    expect(story.request.objectedTo).toEqual(['d1-roads', 'd1-deputy', 'd1-mayor', 'deputy-mayor', 'mayor']);
    expect(story.request.answers).toHaveLength(5);
  });

  it('against a unit that does not take part goes to the position above its head', () => {
    const story = openCase().file({ category: 'bus' });
    story.does(operator, DONE);
    expect(story.does(citizen, OBJECTION)).toEqual(['objected', 'escalated']);
    expect(story.last('escalated')).toMatchObject({ from: 'buses', to: 'deputy-mayor', level: 1 });
  });

  it('is possible against a promise', () => {
    const story = openCase().file();
    story.does(head, planned(new Date(story.now.getTime() + 90 * DAY)));
    expect(story.does(citizen, OBJECTION)).toEqual(['objected', 'escalated']);
    expect(story.referral.position).toBe('d1-deputy');
  });

  it('needs a reason, an answer, and the citizen', () => {
    expect(answered().refuses(citizen, { type: 'object', reason: ' ' })).toEqual({ code: 'emptyText' });
    expect(answered().refuses(neighbour, OBJECTION)).toEqual({ code: 'notAllowed' });
    expect(answered().refuses(head, OBJECTION)).toEqual({ code: 'notAllowed' });
    expect(openCase().file().refuses(citizen, OBJECTION)).toEqual({ code: 'notNow', status: 'referred' });
  });

  it('is too late once silence has closed the request', () => {
    const story = answered().wait(7 * DAY);
    expect(story.sweep()).toEqual(['closed']);
    expect(story.refuses(citizen, OBJECTION)).toEqual({ code: 'notNow', status: 'closed' });
  });
});

describe('a supervisor who does not accept an answer', () => {
  const DISAPPROVAL = { type: 'disapprove', reason: 'چاله هنوز هست' } as const;

  it('sends the request one level above the answerer, with the reason', () => {
    const story = answered();
    expect(story.does(supervisor, DISAPPROVAL)).toEqual(['escalated']);
    expect(story.last('escalated')).toMatchObject({
      from: 'd1-roads',
      to: 'd1-deputy',
      level: 2,
      because: 'disapproved',
      reason: DISAPPROVAL.reason,
      dueAt: new Date(story.now.getTime() + 72 * HOUR),
    });
  });

  it('takes nothing from the right of the citizen to object to the next answer, or to the same position', () => {
    const story = answered();
    story.does(supervisor, DISAPPROVAL);
    expect(story.request.objectedTo).toEqual([]);
    story.does(manager('d1-deputy'), DONE);
    expect(story.does(citizen, OBJECTION)).toEqual(['objected', 'escalated']);
  });

  it('may do so with a promise, and with the answer of an unconnected unit', () => {
    const story = openCase().file();
    story.does(head, planned(new Date(story.now.getTime() + 90 * DAY)));
    expect(story.does(supervisor, DISAPPROVAL)).toEqual(['escalated']);
    const other = openCase().file({ category: 'bus' });
    other.does(operator, DONE);
    expect(other.does(supervisor, DISAPPROVAL)).toEqual(['escalated']);
    expect(other.last('escalated')).toMatchObject({ from: 'buses', to: 'deputy-mayor' });
  });

  it('says why in a few words', () => {
    for (const [reason, refusal] of [
      [' ', { code: 'emptyText' }],
      ['کافی نیست', { code: 'reasonTooShort', least: 3 }],
    ] as const) {
      expect(answered().refuses(supervisor, { type: 'disapprove', reason })).toEqual(refusal);
    }
  });

  it('cannot do so at the top, before an answer, or with what is closed', () => {
    const atTop = openCase().file().climbTo('mayor');
    atTop.does(manager('mayor'), DONE);
    expect(atTop.refuses(supervisor, DISAPPROVAL)).toEqual({ code: 'nobodyAbove' });
    expect(openCase().file().refuses(supervisor, DISAPPROVAL)).toEqual({
      code: 'notNow',
      status: 'referred',
    });
    const closed = answered().wait(7 * DAY);
    closed.sweep();
    expect(closed.refuses(supervisor, DISAPPROVAL)).toEqual({ code: 'notNow', status: 'closed' });
  });
});

describe('silence', () => {
  it('closes after seven days, and not a millisecond earlier', () => {
    const story = answered().wait(7 * DAY - 1);
    expect(story.sweep()).toEqual([]);
    expect(story.refuses(clock, { type: 'close' })).toEqual({ code: 'notDue' });
    story.wait(1);
    expect(story.sweep()).toEqual(['closed']);
    expect(story.stage('closed').because).toBe('silent');
  });
});
