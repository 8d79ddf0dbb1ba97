import type { CardMessage } from '../../../src/deliveries/card-store.js';
import type { Delivery } from '../../../src/deliveries/delivery.js';
import { citizenAt, followersBefore } from '../../../src/deliveries/planning/audience.js';
import { type PlanningContext, planDeliveries } from '../../../src/deliveries/planning/planner.js';
import type { RequestEvent } from '../../../src/requests/lifecycle/events.js';
import type { StoredRequest } from '../../../src/requests/request-store.js';
import {
  CODE,
  citizen,
  DONE,
  HOUR,
  manager,
  neighbour,
  openCase,
  operator,
  replay,
  START,
} from '../../requests/lifecycle/case.js';
import { Walk } from '../../requests/lifecycle/walk.js';
import { cities, filings, steps } from '../../requests/lifecycle/walk-steps.js';
import { fc } from '../../support/seeded.js';

const CARD: CardMessage = {
  code: CODE,
  person: 'holder of p1',
  position: 'p1',
  chatId: 7001,
  messageId: 11,
  sentAt: START,
};

function contextAt(now: Date, cards: readonly CardMessage[] = [CARD]): PlanningContext {
  return {
    organization: { holderOf: (position) => `holder of ${position}` },
    now,
    timeZone: 'Asia/Tehran',
    cards,
    notices: [],
  };
}

function storedOf(events: readonly RequestEvent[]): StoredRequest {
  return { request: replay(events), rev: events.length, events, undelivered: events.map(({ seq }) => seq) };
}

const ids = (deliveries: readonly Delivery[]) => [...new Set(deliveries.map(({ _id }) => _id))].sort();

const walks = fc.record({
  city: cities,
  filing: filings,
  taken: fc.array(steps, { minLength: 5, maxLength: 40 }),
});

it('plans the same for the same events, however they are divided and however often it is done', () => {
  fc.assert(
    fc.property(walks, fc.nat({ max: 40 }), ({ city, filing, taken }, cut) => {
      const walk = new Walk(city, filing);
      for (const step of taken) walk.take(step);
      const { events } = walk;
      const at = Math.min(cut, events.length);
      const early = storedOf(events.slice(0, Math.max(1, at)));
      const whole = storedOf(events);
      const once = planDeliveries(whole, whole.undelivered, contextAt(walk.now));

      const parts = [
        ...planDeliveries(early, early.undelivered, contextAt(START)),
        ...planDeliveries(whole, whole.undelivered.slice(at), contextAt(walk.now)),
        ...planDeliveries(whole, whole.undelivered, contextAt(walk.now)),
      ];

      expect(ids(parts)).toEqual(ids(once));
      expect(once).toHaveLength(ids(once).length);
    }),
    { numRuns: 150 },
  );
});

it('tells a citizen of an event once at most, and strangers of nothing', () => {
  fc.assert(
    fc.property(walks, ({ city, filing, taken }) => {
      const walk = new Walk(city, filing);
      for (const step of taken) walk.take(step);
      const stored = storedOf(walk.events);
      const notices = planDeliveries(stored, stored.undelivered, contextAt(walk.now)).filter(
        ({ bot }) => bot === 'citizen',
      );

      const told = notices
        .filter(({ kind }) => kind === 'notice')
        .map(({ person, seq }) => `${person} ${seq}`);
      expect(new Set(told).size).toBe(told.length);
      const strangers = notices.filter(
        ({ person, seq }) =>
          person !== citizenAt(walk.events, seq) && !followersBefore(walk.events, seq).includes(person),
      );
      expect(strangers).toEqual([]);
    }),
    { numRuns: 150 },
  );
});

it('lets a follower hear what happens after he followed, and not before', () => {
  const story = openCase().file();
  story.wait(HOUR).does(neighbour, { type: 'follow' });
  story.does(manager('d1-roads'), DONE);
  const stored = storedOf(story.events);

  const told = planDeliveries(stored, stored.undelivered, contextAt(START)).filter(
    ({ person }) => person === 'reza',
  );

  expect(told.map(({ seq }) => stored.events.find((event) => event.seq === seq)?.type)).toEqual(['answered']);
});

it('brings files before the words, and the rest of long words after them', () => {
  const story = openCase().file();
  story.does(manager('d1-roads'), {
    ...DONE,
    text: 'پر شد. '.repeat(900),
    attachments: [
      { id: 'a', kind: 'photo' },
      { id: 'b', kind: 'photo' },
      { id: 'c', kind: 'voice' },
    ],
  });
  const stored = storedOf(story.events);
  const { seq } = story.last('answered');

  const told = planDeliveries(stored, [seq], contextAt(START, [])).filter(({ bot }) => bot === 'citizen');

  expect(told.sort((one, other) => one.part - other.part).map(({ kind }) => kind)).toEqual([
    'files',
    'files',
    'notice',
    'more',
    'more',
  ]);
});

it('keeps reminders for the morning, and escalations never', () => {
  const story = openCase().file({}, citizen, true);
  story.does(manager('d1-roads'), { type: 'acknowledge' });
  story.untilNext();
  const night = new Date('2025-11-23T20:00:00Z');
  const stored = storedOf(story.events);

  const reminder = planDeliveries(stored, [story.last('reminded').seq], contextAt(night));
  expect(reminder.find(({ kind }) => kind === 'message')?.notBefore).toEqual(
    new Date('2025-11-24T03:30:00Z'),
  );

  story.untilNext();
  const escalated = storedOf(story.events);
  const card = planDeliveries(escalated, [story.last('escalated').seq], contextAt(night));
  expect(card.every(({ notBefore }) => notBefore.getTime() === night.getTime())).toBe(true);
});

it('edits the cards that are there, and the older one of the same position after the new one', () => {
  const story = openCase().file();
  story.wait(HOUR).does(citizen, { type: 'withdraw' });
  const stored = storedOf(story.events);
  const own = { ...CARD, position: 'd1-roads', person: 'holder of d1-roads' };

  const withdrawn = planDeliveries(stored, [story.last('withdrawn').seq], contextAt(START, [own]));
  expect(withdrawn.find(({ kind }) => kind === 'update')).toMatchObject({
    messageId: 11,
    person: own.person,
  });

  const referred = planDeliveries(stored, [story.last('referred').seq], contextAt(START, [own])).filter(
    ({ bot }) => bot === 'staff',
  );
  const order = referred.sort((one, other) => one.part - other.part).map(({ kind }) => kind);
  expect(order).toEqual(['card', 'update']);
});

it('tells every operator of an urgent request at once by night, and edits that once its mark is gone', () => {
  const story = openCase().file({ category: 'unclear' }, citizen, true);
  story.does(operator, { type: 'dismissUrgency' });
  const stored = storedOf(story.events);
  const night = new Date('2025-11-22T22:30:00Z');
  const context: PlanningContext = {
    ...contextAt(night, []),
    urgent: { operators: ['o1', 'o2'], supervisors: ['s1'], bundle: 'b' },
  };
  const planned = planDeliveries(stored, stored.undelivered, context).filter(({ kind }) => kind === 'urgent');
  expect(planned.map(({ person, seq, bundle }) => [person, seq, bundle])).toEqual(
    [story.last('urgencyMarked'), story.last('urgencyDismissed')].flatMap(({ seq }) => [
      ['o1', seq, 'b'],
      ['o2', seq, 'b'],
    ]),
  );
  expect(planned.every(({ notBefore }) => notBefore <= night)).toBe(true);
  expect(new Set(planned.map(({ _id }) => _id)).size).toBe(4);
});

it('tells the supervisors of an urgent request that nobody has touched', () => {
  const story = openCase().file({ category: 'unclear' }, citizen, true);
  story.untilNext();
  const { seq } = story.last('leftUntouched');
  const stored = storedOf(story.events);
  const context: PlanningContext = {
    ...contextAt(story.now, []),
    urgent: { operators: ['o1'], supervisors: ['s1', 's2'] },
  };
  const planned = planDeliveries(stored, [seq], context);
  expect(planned.map(({ person, kind }) => [person, kind])).toEqual([
    ['s1', 'message'],
    ['s2', 'message'],
  ]);
});

it('gives the level above the files of an objection with the card, and the whole of a long one after it', () => {
  const story = openCase().file({ attachments: [{ id: 'filed', kind: 'photo' }] });
  story.does(manager('d1-roads'), DONE);
  const attachments = [{ id: 'still', kind: 'voice' } as const];
  story.does(citizen, { type: 'object', reason: 'هنوز هست. '.repeat(350), attachments });
  const stored = storedOf(story.events);
  const kindsFor = (person: string) =>
    planDeliveries(stored, [story.last('escalated').seq], contextAt(story.now, []))
      .filter((delivery) => delivery.person === person)
      .sort((one, other) => one.part - other.part)
      .map(({ kind }) => kind);
  expect(kindsFor('holder of d1-deputy')).toEqual(['cardFiles', 'cardFiles', 'card', 'rest', 'rest']);
});

describe('a withdrawn request that somebody follows', () => {
  const noticeOf = (person: string, seq: number) => ({
    code: CODE,
    person,
    chatId: 1,
    messageId: seq,
    seq,
    piece: 0,
  });

  /** Answered, withdrawn and offered, and then carried on. */
  function handedOver() {
    const story = openCase().file();
    story.does(neighbour, { type: 'follow' });
    story.does({ kind: 'citizen', citizen: 'sara' }, { type: 'follow' });
    story.does(manager('d1-roads'), DONE);
    story.does(citizen, { type: 'withdraw' });
    story.does(neighbour, { type: 'carryOn' });
    return story;
  }

  it('is offered to whoever is asked, and the others hear once that it goes on', () => {
    const story = handedOver();
    const told = (type: 'leftToFollowers' | 'offered' | 'carriedOn') =>
      planDeliveries(storedOf(story.events), [story.last(type).seq], contextAt(START, []))
        .filter(({ kind }) => kind === 'notice')
        .map(({ person, asks }) => [person, asks]);
    expect(told('leftToFollowers')).toEqual([]);
    expect(told('offered')).toEqual([['reza', true]]);
    expect(told('carriedOn')).toEqual([['sara', undefined]]);
  });

  it('ends the question to the withdrawer with the withdrawal, and the offers once it goes on', () => {
    const story = handedOver();
    const answer = noticeOf('maryam', story.last('answered').seq);
    const offer = noticeOf('reza', story.last('offered').seq);
    const edited = (type: 'leftToFollowers' | 'carriedOn') =>
      planDeliveries(storedOf(story.events), [story.last(type).seq], {
        ...contextAt(START, []),
        notices: [answer, offer],
      })
        .filter(({ kind }) => kind === 'update')
        .map(({ person }) => person);
    expect(edited('leftToFollowers')).toEqual(['maryam']);
    expect(edited('carriedOn')).toEqual(['reza']);
  });
});
