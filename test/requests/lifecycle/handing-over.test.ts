import type { ChangeCommand } from '../../../src/requests/lifecycle/commands.js';
import { decide } from '../../../src/requests/lifecycle/decide.js';
import type { Actor } from '../../../src/requests/lifecycle/facts.js';
import { NOBODY } from '../../../src/requests/lifecycle/request.js';
import {
  type Case,
  citizen,
  clock,
  DAY,
  DONE,
  HOUR,
  manager,
  OTHER_CODE,
  openCase,
  operator,
  otherThan,
  planned,
} from './case.js';

const person = (id: string): Actor => ({ kind: 'citizen', citizen: id });
const roads = manager('d1-roads');
const WITHDRAW: ChangeCommand = { type: 'withdraw', reason: 'مشکل حل شد' };
const CARRY_ON: ChangeCommand = { type: 'carryOn' };
const DECLINE: ChangeCommand = { type: 'declineOffer' };

/** A pothole of Maryam's that these people follow, in this order. */
function followedBy(...followers: readonly string[]): Case {
  const story = openCase().file({ attachments: [{ id: 'photo', kind: 'photo' }] });
  for (const follower of followers) story.does(person(follower), { type: 'follow' });
  return story;
}

function withdrawn(...followers: readonly string[]): Case {
  const story = followedBy(...followers);
  story.does(citizen, WITHDRAW);
  return story;
}

const askedOf = (story: Case) => story.request.handover?.asked;

describe('withdrawing a request that others follow', () => {
  it('leaves owner and clock as they are, and asks the oldest follower', () => {
    const story = followedBy('reza', 'sara');
    const { stage } = story.request;
    expect(story.does(citizen, WITHDRAW)).toEqual(['leftToFollowers', 'offered']);
    expect(story.request.stage).toEqual(stage);
    expect(story.request.handover).toEqual({
      until: new Date(story.now.getTime() + DAY),
      asked: ['reza'],
      declined: [],
      nextAt: new Date(story.now.getTime() + 4 * HOUR),
      keepsWords: false,
    });
  });

  it('takes words, files and the exact place away at once, and nothing else', () => {
    const story = withdrawn('reza');
    const { text, attachments, place, category, filedAt, citizen: whose } = story.request;
    expect({ text, attachments, place, category, whose }).toEqual({
      text: '',
      attachments: [],
      place: { district: 'd1' },
      category: 'roads',
      whose: NOBODY,
    });
    expect(filedAt).toEqual(story.events[0]?.at);
  });

  it('leaves words and files where that is wished, but never the exact place', () => {
    const story = followedBy('reza');
    story.does(citizen, { ...WITHDRAW, keepsWords: true });
    expect(story.request).toMatchObject({
      text: 'وسط کوچه چاله بزرگی است.',
      attachments: [{ id: 'photo', kind: 'photo' }],
      place: { district: 'd1' },
    });
  });

  it('gives a question to the citizen back to its manager', () => {
    const story = followedBy('reza');
    story.does(roads, { type: 'ask', question: 'کدام پلاک؟' });
    expect(story.does(citizen, WITHDRAW)).toEqual(['leftToFollowers', 'resumed', 'offered']);
    expect(story.referral.position).toBe('d1-roads');
  });

  it('is over at once without followers, and where nobody of them can be asked', () => {
    const alone = openCase().file();
    expect(alone.does(citizen, WITHDRAW)).toEqual(['withdrawn']);
    const callers = openCase().file();
    callers.does(operator, { type: 'follow', citizen: 'phone:+989157771212' });
    expect(callers.does(citizen, WITHDRAW)).toEqual(['withdrawn']);
    expect(callers.request.text).not.toBe('');
  });

  it('is nothing that an operator does for a caller', () => {
    const story = openCase().file({ citizen: 'phone:+989157771212' }, operator);
    story.does(person('reza'), { type: 'follow' });
    expect(story.refuses(operator, WITHDRAW)).toEqual({ code: 'notAllowed' });
  });

  it('ends what the withdrawer may do, who can follow it like anybody else, and is not asked to carry it on', () => {
    const story = withdrawn('reza');
    expect(story.refuses(citizen, WITHDRAW)).toEqual({ code: 'notAllowed' });
    expect(story.refuses(citizen, { type: 'add', text: 'پلاک ۱۲', attachments: [] })).toEqual({
      code: 'notAllowed',
    });
    story.does(clock, { type: 'join', from: OTHER_CODE, citizens: ['maryam'] });
    expect(story.request.followers).toEqual(['reza', 'maryam']);
    expect(story.request.handover?.nextAt).toBeUndefined();
    expect(story.does(person('reza'), DECLINE)).toEqual(['offerDeclined', 'withdrawn']);
  });
});

describe('deleting one’s data', () => {
  it('leaves a request to its followers without words, and any other one as it is', () => {
    const followed = followedBy('reza');
    expect(followed.does(citizen, { type: 'leaveToFollowers' })).toEqual(['leftToFollowers', 'offered']);
    expect(followed.request.text).toBe('');
    expect(openCase().file().refuses(citizen, { type: 'leaveToFollowers' })).toEqual({
      code: 'nobodyToAsk',
    });
  });
});

describe('followers of a withdrawn request', () => {
  it('are asked oldest first, each a few hours after the one before, and all once half of the time is over', () => {
    const story = withdrawn('reza', 'sara', 'ali', 'nima', 'zari', 'hadi');
    expect(askedOf(story)).toEqual(['reza']);
    story.wait(4 * HOUR).sweep();
    expect(askedOf(story)).toEqual(['reza', 'sara']);
    story.wait(4 * HOUR).sweep();
    expect(askedOf(story)).toEqual(['reza', 'sara', 'ali']);
    story.wait(4 * HOUR).sweep();
    expect(askedOf(story)).toEqual(['reza', 'sara', 'ali', 'nima', 'zari', 'hadi']);
    expect(story.request.handover?.nextAt).toBeUndefined();
  });

  it('are asked at once after one who declines, and it is closed after the last', () => {
    const story = withdrawn('reza', 'sara');
    expect(story.does(person('reza'), DECLINE)).toEqual(['offerDeclined', 'offered']);
    expect(askedOf(story)).toEqual(['sara']);
    expect(story.does(person('sara'), DECLINE)).toEqual(['offerDeclined', 'withdrawn']);
    expect(story.stage('closed').because).toBe('withdrawn');
    expect(story.request.handover).toBeUndefined();
    expect(story.refuses(person('reza'), CARRY_ON)).toEqual({ code: 'notNow', status: 'closed' });
  });

  it('carry it on, who was asked first or later, and it is theirs with its history', () => {
    const story = withdrawn('reza', 'sara');
    story.does(person('reza'), DECLINE);
    expect(story.does(person('sara'), CARRY_ON)).toEqual(['carriedOn']);
    expect(story.request).toMatchObject({ citizen: 'sara', followers: ['reza'], category: 'roads' });
    expect(story.request.handover).toBeUndefined();
    story.does(roads, DONE);
    expect(story.does(person('sara'), { type: 'rate', score: 5 })).toEqual(['rated', 'closed']);
  });

  it('may change their mind as long as nobody carries it on', () => {
    const story = withdrawn('reza', 'sara');
    story.does(person('reza'), DECLINE);
    expect(story.does(person('reza'), CARRY_ON)).toEqual(['carriedOn']);
  });

  it('come second where two say yes, or after it is theirs', () => {
    const story = withdrawn('reza', 'sara');
    story.wait(4 * HOUR).sweep();
    story.does(person('sara'), CARRY_ON);
    expect(story.refuses(person('reza'), CARRY_ON)).toEqual({ code: 'nothingToCarryOn' });
    expect(story.refuses(person('reza'), DECLINE)).toEqual({ code: 'nothingToCarryOn' });
    expect(story.refuses(person('sara'), CARRY_ON)).toEqual({ code: 'ownRequest' });
  });

  it('cannot carry on before they are asked', () => {
    const story = withdrawn('reza', 'sara');
    expect(story.refuses(person('sara'), CARRY_ON)).toEqual({ code: 'notAsked' });
    expect(story.refuses(person('sara'), DECLINE)).toEqual({ code: 'notAsked' });
    expect(story.refuses(person('ali'), CARRY_ON)).toEqual({ code: 'notAsked' });
  });

  it('who stop following have declined', () => {
    const story = withdrawn('reza', 'sara');
    expect(story.does(person('reza'), { type: 'unfollow' })).toEqual(['unfollowed', 'offered']);
    expect(story.refuses(person('reza'), CARRY_ON)).toEqual({ code: 'notAsked' });
    expect(story.does(person('sara'), { type: 'unfollow' })).toEqual(['unfollowed', 'withdrawn']);
  });

  it('who begin to follow meanwhile are asked too; a caller is not', () => {
    const story = withdrawn('reza');
    story.does(operator, { type: 'follow', citizen: 'phone:+989157771212' });
    expect(story.request.handover?.nextAt).toBeUndefined();
    story.does(person('sara'), { type: 'follow' });
    expect(story.sweep()).toEqual(['offered']);
    expect(askedOf(story)).toEqual(['reza', 'sara']);
  });

  it('who withdrew it themselves before are not asked', () => {
    const story = withdrawn('reza', 'sara');
    story.does(person('reza'), CARRY_ON);
    expect(story.does(person('reza'), WITHDRAW)).toEqual(['leftToFollowers', 'offered']);
    expect(askedOf(story)).toEqual(['sara']);
    expect(story.request.leftBy?.map(({ citizen: who }) => who)).toEqual(['maryam', 'reza']);
  });

  it('of whom nobody wants it let it be closed after a day, and not before', () => {
    const story = withdrawn('reza');
    expect(story.wait(DAY - 1).sweep()).toEqual([]);
    expect(story.wait(1).sweep()).toEqual(['withdrawn']);
    expect(story.request).toMatchObject({ citizen: NOBODY, stage: { because: 'withdrawn' } });
    expect(story.next()).toBeUndefined();
  });

  it('who cannot be asked are passed over', () => {
    const story = followedBy('blocked', 'reza');
    const context = {
      now: story.now,
      actor: citizen,
      commandId: 'x',
      organization: story.organization,
      nextMorning: (after: Date) => after,
      canBeAsked: (id: string) => id !== 'blocked',
    };
    expect(decide(story.request, WITHDRAW, context)).toMatchObject({
      events: [{ type: 'leftToFollowers' }, { type: 'offered', citizens: ['reza'] }],
    });
  });
});

describe('meanwhile', () => {
  it('the request climbs, and is answered, for those who follow it', () => {
    const story = withdrawn('reza');
    const { until } = story.request.handover ?? {};
    story.does(roads, DONE);
    expect(story.request.handover?.until).toEqual(until);
    expect(story.refuses(citizen, { type: 'rate', score: 5 })).toEqual({ code: 'notAllowed' });
    expect(story.refuses(operator, { type: 'rate', score: 5 })).toEqual({ code: 'judgesHimself' });
    story.does(person('reza'), CARRY_ON);
    expect(story.does(person('reza'), { type: 'object', reason: 'چاله هنوز هست' })).toEqual([
      'objected',
      'escalated',
    ]);
    const late = openCase({ hours: 5 }).file();
    late.does(person('reza'), { type: 'follow' });
    late.does(citizen, WITHDRAW);
    expect(late.wait(5 * HOUR).sweep()).toEqual(['escalated']);
    expect(late.request.handover).toBeDefined();
  });

  it('a promise stays open, and nobody is asked anything', () => {
    const story = withdrawn('reza');
    expect(story.refuses(roads, { type: 'ask', question: 'کدام پلاک؟' })).toMatchObject({
      code: 'citizenWithdrew',
    });
    story.does(roads, planned(new Date(story.now.getTime() + 10 * DAY)));
    story.does(person('reza'), CARRY_ON);
    expect(story.stage('answered').promise).toBeDefined();
  });

  it('an answer that can be taken back is given all the same', () => {
    const story = openCase({ recallMs: HOUR }).file();
    story.does(person('reza'), { type: 'follow' });
    story.does(roads, DONE);
    expect(story.does(citizen, WITHDRAW)).toEqual(['leftToFollowers', 'offered']);
    expect(story.untilNext()).toEqual(['answered']);
    expect(story.does(person('reza'), CARRY_ON)).toEqual(['carriedOn']);
  });

  it('a merge or a rejection ends it', () => {
    const merged = withdrawn('reza');
    merged.does(operator, { type: 'merge', into: otherThan(merged.request).code });
    expect(merged.request.handover).toBeUndefined();
    expect(merged.refuses(person('reza'), CARRY_ON)).toEqual({ code: 'notNow', status: 'closed' });
    const rejected = openCase().file({ category: 'unclear' });
    rejected.does(person('reza'), { type: 'follow' });
    rejected.does(citizen, WITHDRAW);
    rejected.does(operator, { type: 'reject', reason: 'کار استانداری است' });
    expect(rejected.request.handover).toBeUndefined();
    expect(rejected.next()).toBeUndefined();
  });
});
