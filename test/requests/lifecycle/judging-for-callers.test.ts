import { callerId, isCaller, namelessCallerId } from '../../../src/requests/lifecycle/callers.js';
import type { ChangeCommand } from '../../../src/requests/lifecycle/commands.js';
import {
  type Case,
  CODE,
  citizen,
  client,
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
const CALLER = callerId('+989157771212');
const OBJECTION = { type: 'object', reason: 'چاله هنوز هست' } as const;
const rating = (score: number): ChangeCommand => ({ type: 'rate', score });

function called(caller = CALLER): Case {
  return openCase().file({ citizen: caller, channel: 'phone' }, operator);
}

function answered(caller = CALLER): Case {
  const story = called(caller);
  story.does(head, DONE);
  return story;
}

it('tells callers, with and without a number, from those who use the bot', () => {
  expect([CALLER, namelessCallerId(CODE), '100001', 'gone:x'].map(isCaller)).toEqual([
    true,
    true,
    false,
    false,
  ]);
});

describe.each([
  ['known by his number', CALLER],
  ['known by the code alone', namelessCallerId(CODE)],
])('a caller, %s,', (_name, caller) => {
  it('rates by an operator, whom the event names', () => {
    const story = answered(caller);
    expect(story.does(operator, rating(5))).toEqual(['rated', 'closed']);
    expect(story.last('rated')).toMatchObject({ score: 5, actor: operator });
    expect(story.stage('closed').because).toBe('accepted');
  });

  it('objects by an operator: it goes one level up, with a full clock', () => {
    const story = answered(caller).wait(DAY);
    expect(story.does(operator, OBJECTION)).toEqual(['objected', 'escalated']);
    expect(story.last('objected')).toMatchObject({ reason: OBJECTION.reason, actor: operator });
    expect(story.referral).toMatchObject({ position: 'd1-deputy', level: 2, because: 'objection' });
    expect(story.referral.dueAt).toEqual(new Date(story.now.getTime() + 72 * HOUR));
  });
});

describe('for a caller the rules are those of any citizen:', () => {
  it('a low rating leaves the request open for an objection, a second one is refused', () => {
    const story = answered();
    expect(story.does(operator, rating(2))).toEqual(['rated']);
    expect(story.refuses(operator, rating(5))).toEqual({ code: 'alreadyRated' });
    expect(story.does(operator, OBJECTION)).toEqual(['objected', 'escalated']);
  });

  it('takes no rating once it was closed after seven days', () => {
    const story = answered().wait(7 * DAY);
    story.sweep();
    expect(story.refuses(operator, rating(5))).toEqual({ code: 'notNow', status: 'closed' });
    expect(story.refuses(operator, OBJECTION)).toEqual({ code: 'notNow', status: 'closed' });
  });

  it('an open promise is rated only after it is confirmed', () => {
    const story = called();
    story.does(head, planned(new Date(story.now.getTime() + 10 * DAY)));
    expect(story.refuses(operator, rating(5))).toMatchObject({ code: 'promiseOpen' });
    story.untilNext();
    story.does(head, { type: 'confirmPromise', kept: true });
    expect(story.does(operator, rating(5))).toEqual(['rated', 'closed']);
  });

  it('an objection is possible once for each answerer, and at the top returns to the top', () => {
    const story = called().climbTo('mayor');
    story.does(manager('mayor'), DONE);
    story.does(operator, OBJECTION);
    expect(story.referral).toMatchObject({ position: 'mayor', because: 'objection' });
    story.does(manager('mayor'), DONE);
    expect(story.refuses(operator, OBJECTION)).toEqual({ code: 'alreadyObjected' });
  });
});

it('lets a citizen with the bot judge, and no operator for them', () => {
  const story = openCase().file();
  story.does(head, DONE);
  expect(story.refuses(operator, rating(5))).toEqual({ code: 'judgesHimself' });
  expect(story.refuses(operator, OBJECTION)).toEqual({ code: 'judgesHimself' });
  expect(story.does(citizen, rating(5))).toEqual(['rated', 'closed']);
});

it('lets a system in which calls are taken judge and withdraw for a caller, and for nobody else', () => {
  expect(answered().does(client, rating(5))).toEqual(['rated', 'closed']);
  expect(answered().does(client, OBJECTION)[0]).toBe('objected');
  expect(answered().does(client, { type: 'withdraw' })).toEqual(['withdrawn']);
  const story = openCase().file();
  expect(story.refuses(client, { type: 'withdraw' })).toEqual({ code: 'notAllowed' });
  story.does(head, DONE);
  expect(story.refuses(client, rating(5))).toEqual({ code: 'judgesHimself' });
});

it('lets nobody but an operator or such a system judge for a caller, and no operator accept in silence', () => {
  for (const actor of [citizen, neighbour, head, supervisor, clock]) {
    expect(answered().refuses(actor, rating(5))).toEqual({ code: 'notAllowed' });
    expect(answered().refuses(actor, OBJECTION)).toEqual({ code: 'notAllowed' });
  }
  expect(answered().refuses(operator, { type: 'accept' })).toEqual({ code: 'notAllowed' });
});
