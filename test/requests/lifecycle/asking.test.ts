import type { ChangeCommand } from '../../../src/requests/lifecycle/commands.js';
import { type Case, citizen, clock, HOUR, manager, neighbour, openCase, operator } from './case.js';

const head = manager('d1-roads');
const deputy = manager('d1-deputy');
const QUESTION = { type: 'ask', question: 'کدام پلاک؟' } as const;
const REPLY = { type: 'reply', text: 'پلاک ۱۲', attachments: [] } as const;
const timeLeft = (story: Case) => story.referral.dueAt.getTime() - story.now.getTime();

describe('a question to the citizen', () => {
  it('stops the clock and gives back what was left', () => {
    const story = openCase()
      .file()
      .wait(10 * HOUR);
    expect(story.does(head, QUESTION)).toEqual(['asked']);
    expect(story.stage('waiting')).toMatchObject({ question: 'کدام پلاک؟', remainingMs: 62 * HOUR });
    story.wait(50 * HOUR);
    expect(story.sweep()).toEqual([]);
    expect(story.does(citizen, REPLY)).toEqual(['replied']);
    expect(story.referral).toMatchObject({ position: 'd1-roads', level: 1, clockStartedAt: story.now });
    expect(timeLeft(story)).toBe(62 * HOUR);
  });

  it('gives back at least a day', () => {
    const story = openCase()
      .file()
      .wait(71 * HOUR);
    story.does(head, QUESTION);
    story.does(citizen, REPLY);
    expect(timeLeft(story)).toBe(24 * HOUR);
  });

  it('adds what the citizen sends to the request', () => {
    const story = openCase().file();
    story.does(head, QUESTION);
    story.does(citizen, {
      type: 'reply',
      text: '',
      attachments: [{ id: 'p1', kind: 'photo' }],
      place: { latitude: 36.31, longitude: 59.61 },
    });
    expect(story.request.attachments).toEqual([{ id: 'p1', kind: 'photo' }]);
    expect(story.request.place).toEqual({ latitude: 36.31, longitude: 59.61, district: 'd1' });
  });

  it('returns without a reply after 72 hours, and not a millisecond earlier', () => {
    const story = openCase().file();
    story.does(head, QUESTION);
    story.wait(72 * HOUR - 1);
    expect(story.sweep()).toEqual([]);
    expect(story.refuses(clock, { type: 'resume' })).toEqual({ code: 'notDue' });
    story.wait(1);
    expect(story.sweep()).toEqual(['resumed']);
    expect(timeLeft(story)).toBe(72 * HOUR);
  });

  it('is possible twice a level', () => {
    const story = openCase().file();
    for (const _ of [1, 2]) {
      story.does(head, QUESTION);
      story.does(citizen, REPLY);
    }
    expect(story.refuses(head, QUESTION)).toEqual({ code: 'tooManyQuestions', most: 2 });
    story.climbTo('d1-deputy');
    expect(story.does(deputy, QUESTION)).toEqual(['asked']);
  });

  it('cannot save a request whose time has passed, except at the top, where nobody is above', () => {
    const story = openCase()
      .file()
      .wait(72 * HOUR);
    expect(story.refuses(head, QUESTION)).toEqual({ code: 'notNow', status: 'referred' });
    story.climbTo('mayor').wait(80 * HOUR);
    expect(story.does(manager('mayor'), QUESTION)).toEqual(['asked']);
    story.does(citizen, REPLY);
    expect(timeLeft(story)).toBe(24 * HOUR);
  });

  it('is the owner’s to ask, with words, and once at a time', () => {
    const story = openCase().file();
    expect(story.refuses(head, { type: 'ask', question: ' ' })).toEqual({ code: 'emptyText' });
    expect(story.refuses(deputy, QUESTION)).toEqual({ code: 'notYours', holder: 'd1-roads' });
    expect(story.refuses(operator, QUESTION)).toEqual({ code: 'notAllowed' });
    story.does(head, QUESTION);
    expect(story.refuses(head, QUESTION)).toEqual({ code: 'notNow', status: 'waiting' });
    expect(story.refuses(deputy, QUESTION)).toEqual({ code: 'notYours', holder: 'd1-roads' });
  });

  it('is the citizen’s to reply to, with something', () => {
    const story = openCase().file();
    expect(story.refuses(citizen, REPLY)).toEqual({ code: 'notNow', status: 'referred' });
    story.does(head, QUESTION);
    expect(story.refuses(citizen, { ...REPLY, text: ' ' })).toEqual({ code: 'emptyText' });
    expect(story.refuses(neighbour, REPLY)).toEqual({ code: 'notAllowed' });
    expect(story.refuses(citizen, { type: 'resume' })).toEqual({ code: 'notAllowed' });
  });
});

describe('an extension', () => {
  const ask = (hours: number): ChangeCommand => ({ type: 'requestExtension', hours, reason: 'آسفالت نیست' });
  const grant = { type: 'decideExtension', granted: true } as const;
  const refuse = { type: 'decideExtension', granted: false, reason: 'همین امروز' } as const;

  it('is decided by the position above and added to the deadline', () => {
    const story = openCase()
      .file()
      .wait(60 * HOUR);
    const { dueAt } = story.referral;
    expect(story.does(head, ask(48))).toEqual(['extensionRequested']);
    expect(story.referral).toMatchObject({ dueAt, extension: { decision: 'pending', decider: 'd1-deputy' } });
    expect(story.does(deputy, grant)).toEqual(['extensionGranted']);
    expect(story.referral.dueAt).toEqual(new Date(dueAt.getTime() + 48 * HOUR));
    expect(story.referral.extension?.decision).toBe('granted');
  });

  it('does not stop the clock before it is decided', () => {
    const story = openCase()
      .file()
      .wait(71 * HOUR);
    story.does(head, ask(48));
    story.wait(HOUR);
    expect(story.refuses(deputy, grant)).toEqual({ code: 'notNow', status: 'referred' });
    expect(story.sweep()).toEqual(['escalated']);
    expect(story.referral.position).toBe('d1-deputy');
    expect(story.refuses(deputy, grant)).toEqual({ code: 'noExtensionPending' });
  });

  it('can be refused, and is then used up at this level', () => {
    const story = openCase().file();
    const { dueAt } = story.referral;
    story.does(head, ask(48));
    expect(story.refuses(head, ask(1))).toEqual({ code: 'extensionUsed' });
    expect(story.does(deputy, refuse)).toEqual(['extensionRefused']);
    expect(story.last('extensionRefused').reason).toBe('همین امروز');
    expect(story.referral.dueAt).toEqual(dueAt);
    expect(story.refuses(deputy, grant)).toEqual({ code: 'noExtensionPending' });
    expect(story.refuses(head, ask(1))).toEqual({ code: 'extensionUsed' });
    story.climbTo('d1-deputy');
    expect(story.does(deputy, ask(1))).toEqual(['extensionRequested']);
  });

  it('is at most seven days, more than nothing, and has a reason', () => {
    const story = openCase().file();
    for (const hours of [0, -1, 7 * 24 + 0.01, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(story.refuses(head, ask(hours))).toEqual({ code: 'extensionTooLong', mostHours: 168 });
    }
    expect(story.refuses(head, { type: 'requestExtension', hours: 1, reason: '' })).toEqual({
      code: 'emptyText',
    });
    expect(story.does(head, ask(7 * 24))).toEqual(['extensionRequested']);
  });

  it('is not to be had after the deadline, at the top, or by another', () => {
    const story = openCase().file();
    expect(story.refuses(deputy, ask(1))).toEqual({ code: 'notYours', holder: 'd1-roads' });
    story.wait(72 * HOUR);
    expect(story.refuses(head, ask(1))).toEqual({ code: 'notNow', status: 'referred' });
    story.climbTo('mayor');
    expect(story.refuses(manager('mayor'), ask(1))).toEqual({ code: 'nobodyAbove' });
  });

  it('is decided by the first held position above, and by nobody else', () => {
    const story = openCase({ vacant: ['d1-deputy'] }).file();
    story.does(head, ask(1));
    expect(story.refuses(deputy, grant)).toEqual({ code: 'notYours', holder: 'd1-mayor' });
    expect(story.refuses(head, grant)).toEqual({ code: 'notYours', holder: 'd1-mayor' });
    expect(story.refuses(operator, grant)).toEqual({ code: 'notAllowed' });
    expect(story.does(manager('d1-mayor'), grant)).toEqual(['extensionGranted']);
  });
});
