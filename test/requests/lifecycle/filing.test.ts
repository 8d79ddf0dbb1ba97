import { MOST_FOLLOWERS, MOST_NOTES } from '../../../src/requests/lifecycle/rules.js';
import {
  CODE,
  citizen,
  client,
  clock,
  DONE,
  HOUR,
  manager,
  neighbour,
  OTHER_CODE,
  openCase,
  operator,
  START,
  supervisor,
} from './case.js';

describe('register', () => {
  it('brings a request straight to the responsible manager, with a full clock', () => {
    const { request, events } = openCase().file();
    expect(events.map(({ type, seq }) => [seq, type])).toEqual([
      [1, 'registered'],
      [2, 'referred'],
    ]);
    expect(request).toMatchObject({ code: CODE, citizen: 'maryam', filedAt: START, heldBy: ['d1-roads'] });
    expect(request.stage).toEqual({
      status: 'referred',
      referral: {
        position: 'd1-roads',
        level: 1,
        because: 'filed',
        referredAt: START,
        clockStartedAt: START,
        dueAt: new Date(START.getTime() + 72 * HOUR),
        questionsAsked: 0,
      },
    });
  });

  it('signs each event with the time, the author and the command', () => {
    const { events } = openCase().file({}, operator);
    for (const event of events) {
      expect(event).toMatchObject({ at: START, actor: operator, commandId: 'command:1' });
    }
  });

  it('takes the hours of the position and the category, also a fraction', () => {
    const hours = (position: string, category: string | undefined) =>
      position === 'd1-roads' && category === 'roads' ? 0.5 : 72;
    expect(openCase({ hours }).file().referral.dueAt).toEqual(new Date(START.getTime() + HOUR / 2));
  });

  it('keeps the deadline of what was open in another registry, and leaves a day at least', () => {
    const dueAfter = (hours: number) =>
      openCase().file(
        { channel: 'api', imported: { dueAt: new Date(START.getTime() + hours * HOUR) } },
        client,
      ).referral.dueAt;
    expect(dueAfter(200)).toEqual(new Date(START.getTime() + 200 * HOUR));
    expect(dueAfter(24)).toEqual(new Date(START.getTime() + 24 * HOUR));
    expect(dueAfter(-50)).toEqual(new Date(START.getTime() + 24 * HOUR));
    expect(openCase().file({ channel: 'api', imported: {} }, client).referral.dueAt).toEqual(
      new Date(START.getTime() + 72 * HOUR),
    );
  });

  it('lets nobody but another system bring in what was open there, and marks it', () => {
    expect(() => openCase().file({ imported: {} }, operator)).toThrow('notAllowed');
    const { events } = openCase().file({ channel: 'api', imported: {} }, client);
    expect(events[0]).toMatchObject({ type: 'registered', isImported: true });
    expect(events[0]).not.toHaveProperty('imported');
  });

  it('waits at the intake desk when the category or the unit is not certain', () => {
    const story = openCase().file({ category: 'unclear' });
    expect(story.stage('intake')).toEqual({ status: 'intake', because: 'noCategory' });
    expect(story.next()).toBeUndefined();
    expect(
      openCase()
        .file({ place: { address: 'بلوار وکیل‌آباد' } })
        .stage('intake').because,
    ).toBe('noUnit');
  });

  it('waits at the follow-up desk when the unit does not take part', () => {
    const story = openCase().file({ category: 'bus' });
    expect(story.stage('followUp')).toEqual({ status: 'followUp', unit: 'buses' });
    expect(story.next()).toBeUndefined();
  });

  it('passes over vacant positions, each with an event, and counts them as levels', () => {
    const { events, referral, request } = openCase({ vacant: ['d1-roads', 'd1-deputy'] }).file();
    expect(events.slice(1)).toMatchObject([
      { type: 'passedOver', position: 'd1-roads' },
      { type: 'passedOver', position: 'd1-deputy' },
      { type: 'referred', to: 'd1-mayor', level: 3, passedOver: ['d1-roads', 'd1-deputy'] },
    ]);
    expect(referral.position).toBe('d1-mayor');
    expect(request.heldBy).toEqual(['d1-mayor']);
  });

  it('lands at the top when nobody holds any position, so that it has an owner all the same', () => {
    const vacant = ['d1-roads', 'd1-deputy', 'd1-mayor', 'deputy-mayor', 'mayor'];
    expect(openCase({ vacant }).file().referral.position).toBe('mayor');
  });

  it('takes a photo or a voice without words, but not nothing', () => {
    const story = openCase().file({ text: ' ', attachments: [{ id: 'a1', kind: 'voice' }] });
    expect(story.request.attachments).toHaveLength(1);
    expect(openCase().decideRegister(citizen, { text: ' \n' })).toEqual({
      ok: false,
      refusal: { code: 'emptyText' },
    });
  });

  it('is for citizens on their own behalf, and for operators and clients on that of others', () => {
    for (const actor of [citizen, operator, client]) expect(openCase().decideRegister(actor).ok).toBe(true);
    for (const actor of [neighbour, manager('d1-roads'), supervisor, clock]) {
      expect(openCase().decideRegister(actor)).toEqual({ ok: false, refusal: { code: 'notAllowed' } });
    }
  });
});

describe('withdraw', () => {
  it('closes an open request for the citizen who filed it', () => {
    const story = openCase().file();
    expect(story.does(citizen, { type: 'withdraw', reason: 'حل شد' })).toEqual(['withdrawn']);
    expect(story.stage('closed')).toEqual({ status: 'closed', because: 'withdrawn', closedAt: START });
    expect(story.next()).toBeUndefined();
    expect(story.refuses(citizen, { type: 'withdraw' })).toEqual({ code: 'notNow', status: 'closed' });
  });

  it('is nobody else’s to do', () => {
    const story = openCase().file();
    for (const actor of [neighbour, operator, manager('d1-roads'), clock]) {
      expect(story.refuses(actor, { type: 'withdraw' })).toEqual({ code: 'notAllowed' });
    }
  });
});

describe('reject', () => {
  it('closes what is not for the city, out of intake, with a reason', () => {
    const story = openCase().file({ place: {} });
    expect(story.refuses(operator, { type: 'reject', reason: ' ' })).toEqual({ code: 'emptyText' });
    expect(story.does(operator, { type: 'reject', reason: 'کار استانداری است' })).toEqual(['rejected']);
    expect(story.stage('closed').because).toBe('rejected');
  });

  it('is not possible once a manager has it, nor for anybody but an operator', () => {
    expect(openCase().file().refuses(operator, { type: 'reject', reason: 'x' })).toEqual({
      code: 'notNow',
      status: 'referred',
    });
    expect(openCase().file({ place: {} }).refuses(supervisor, { type: 'reject', reason: 'x' })).toEqual({
      code: 'notAllowed',
    });
  });
});

describe('merge', () => {
  it('closes a request into another one', () => {
    const story = openCase().file();
    expect(story.does(operator, { type: 'merge', into: OTHER_CODE })).toEqual(['merged']);
    expect(story.stage('closed')).toEqual({
      status: 'closed',
      because: 'merged',
      closedAt: START,
      mergedInto: OTHER_CODE,
    });
  });

  it('is refused into itself, of a closed request, and for others than operators', () => {
    const story = openCase().file();
    expect(story.refuses(operator, { type: 'merge', into: CODE })).toEqual({ code: 'sameRequest' });
    expect(story.refuses(citizen, { type: 'merge', into: OTHER_CODE })).toEqual({ code: 'notAllowed' });
    story.does(citizen, { type: 'withdraw' });
    expect(story.refuses(operator, { type: 'merge', into: OTHER_CODE })).toEqual({
      code: 'notNow',
      status: 'closed',
    });
  });
});

describe('follow', () => {
  it('adds another citizen once', () => {
    const story = openCase().file();
    expect(story.does(neighbour, { type: 'follow' })).toEqual(['followed']);
    expect(story.request.followers).toEqual(['reza']);
    expect(story.refuses(neighbour, { type: 'follow' })).toEqual({ code: 'alreadyFollowing' });
    expect(story.refuses(citizen, { type: 'follow' })).toEqual({ code: 'ownRequest' });
    expect(story.refuses(operator, { type: 'follow' })).toEqual({ code: 'notAllowed' });
  });

  it('ends at a bounded number of followers', () => {
    const story = openCase().file();
    for (let index = 0; index < MOST_FOLLOWERS; index += 1) {
      story.does({ kind: 'citizen', citizen: `follower-${index}` }, { type: 'follow' });
    }
    expect(story.refuses(neighbour, { type: 'follow' })).toEqual({ code: 'tooManyFollowers' });
  });

  it('gives no right over the request', () => {
    const story = openCase().file();
    story.does(neighbour, { type: 'follow' });
    story.does(manager('d1-roads'), DONE);
    for (const command of [
      { type: 'rate', score: 5 },
      { type: 'accept' },
      { type: 'object', reason: 'x' },
      { type: 'withdraw' },
    ] as const) {
      expect(story.refuses(neighbour, command)).toEqual({ code: 'notAllowed' });
    }
  });
});

describe('note', () => {
  it('is for staff and other systems, at any time, also after the end', () => {
    const story = openCase().file();
    for (const actor of [manager('d2-roads'), operator, supervisor, client]) {
      expect(story.does(actor, { type: 'note', text: 'با اداره برق صحبت شد' })).toEqual(['noted']);
    }
    story.does(citizen, { type: 'withdraw' });
    story.does(supervisor, { type: 'note', text: 'برای گزارش' });
    expect(story.request.notes).toBe(5);
    expect(story.stage('closed').because).toBe('withdrawn');
  });

  it('is refused empty, beyond the bound, and to citizens and the clock', () => {
    const story = openCase().file();
    expect(story.refuses(operator, { type: 'note', text: '\n' })).toEqual({ code: 'emptyText' });
    for (const actor of [citizen, clock]) {
      expect(story.refuses(actor, { type: 'note', text: 'x' })).toEqual({ code: 'notAllowed' });
    }
    for (let index = 0; index < MOST_NOTES; index += 1) story.does(operator, { type: 'note', text: 'x' });
    expect(story.refuses(operator, { type: 'note', text: 'x' })).toEqual({ code: 'tooManyNotes' });
  });
});
