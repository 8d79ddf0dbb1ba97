import { citizen, clock, DAY, DONE, HOUR, MINUTE, manager, openCase, operator, planned } from './case.js';

const RECALL_MS = MINUTE;
const head = manager('d1-roads');
const RECALL = { type: 'recallAnswer' } as const;

/** A request whose owner has sent an answer after so many hours. */
function sentAfter(hours: number) {
  const story = openCase({ recallMs: RECALL_MS })
    .file()
    .wait(hours * HOUR);
  expect(story.does(head, DONE)).toEqual(['answerHeld']);
  return story;
}

describe('a sent answer', () => {
  it('is given after the time to take it back, in the name of whoever sent it', () => {
    const story = sentAfter(1);
    expect(story.stage('referred').referral.position).toBe('d1-roads');
    expect(story.request.answers).toEqual([]);
    story.wait(RECALL_MS - 1);
    expect(story.sweep()).toEqual([]);
    expect(story.refuses(clock, { type: 'giveAnswer' })).toEqual({ code: 'notDue' });
    story.wait(1);
    expect(story.sweep()).toEqual(['answered']);
    expect(story.last('answered')).toMatchObject({ actor: head, text: DONE.text });
    expect(story.last('answered').objectBy).toEqual(new Date(story.now.getTime() + 7 * DAY));
    expect(story.request.heldAnswer).toBeUndefined();
  });

  it('is given once, however late after an outage, and not as late for whoever sent it in time', () => {
    const story = openCase({ recallMs: RECALL_MS })
      .file()
      .wait(72 * HOUR - 1_000);
    const sentAt = story.now;
    story.does(head, DONE);
    story.wait(3 * DAY);
    expect(story.refuses(clock, { type: 'escalate', because: 'late' })).toMatchObject({
      code: 'answerOnItsWay',
    });
    expect(story.sweep()).toEqual(['answered']);
    expect(story.last('answered').sentAt).toEqual(sentAt);
    expect(story.refuses(clock, { type: 'giveAnswer' })).toEqual({ code: 'nothingToRecall' });
  });

  it('is taken back by whoever sent it, and the clock goes on with what was left', () => {
    const story = sentAfter(10);
    story.wait(30_000);
    expect(story.does(head, RECALL)).toEqual(['answerRecalled']);
    expect(story.referral.dueAt.getTime() - story.now.getTime()).toBe(62 * HOUR);
    expect(story.request.heldAnswer).toBeUndefined();
    story.wait(RECALL_MS);
    expect(story.sweep()).toEqual([]);
    expect(story.does(head, DONE)).toEqual(['answerHeld']);
  });

  it('leaves ten minutes at least to whoever takes it back', () => {
    const story = openCase({ recallMs: RECALL_MS })
      .file()
      .wait(72 * HOUR - 1_000);
    story.does(head, DONE);
    story.wait(30_000).does(head, RECALL);
    expect(story.referral.dueAt.getTime() - story.now.getTime()).toBe(10 * MINUTE);
  });

  it('can be taken back by nobody else, and not once its time is over', () => {
    const story = sentAfter(1);
    for (const actor of [manager('d1-deputy'), operator]) {
      expect(story.refuses(actor, RECALL)).toEqual({ code: 'notYours' });
    }
    for (const actor of [citizen, clock])
      expect(story.refuses(actor, RECALL)).toEqual({ code: 'notAllowed' });
    story.wait(RECALL_MS);
    expect(story.refuses(head, RECALL)).toEqual({ code: 'nothingToRecall' });
  });

  it('keeps everybody else from deciding until it is given', () => {
    const story = sentAfter(1);
    for (const [actor, command] of [
      [head, DONE],
      [head, planned(new Date(story.now.getTime() + DAY))],
      [head, { type: 'ask', question: 'کدام پلاک؟' }],
      [head, { type: 'refer', to: 'd2-roads' }],
      [operator, { type: 'reject', reason: 'تکراری' }],
      [clock, { type: 'escalate', because: 'vacant' }],
    ] as const) {
      expect(story.refuses(actor, command)).toMatchObject({ code: 'answerOnItsWay' });
    }
  });

  it('is dropped where the citizen withdraws, and given where they only add something', () => {
    const withdrawn = sentAfter(1);
    expect(withdrawn.does(citizen, { type: 'withdraw' })).toEqual(['withdrawn']);
    expect(withdrawn.request.heldAnswer).toBeUndefined();
    expect(withdrawn.wait(DAY).sweep()).toEqual([]);
    const added = sentAfter(1);
    added.does(citizen, { type: 'add', text: 'پلاک ۱۲', attachments: [] });
    expect(added.wait(RECALL_MS).sweep()).toEqual(['answered']);
  });

  it('of a unit that is not connected is held and taken back by operators', () => {
    const story = openCase({ recallMs: RECALL_MS }).file({ category: 'bus' });
    expect(story.does(operator, DONE)).toEqual(['answerHeld']);
    expect(story.refuses(head, RECALL)).toEqual({ code: 'notYours' });
    expect(story.does(operator, RECALL)).toEqual(['answerRecalled']);
    expect(story.does(operator, DONE)).toEqual(['answerHeld']);
    expect(story.untilNext()).toEqual(['answered']);
  });
});
