import type { ChangeCommand } from '../../../src/requests/lifecycle/commands.js';
import {
  type Case,
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

describe('a draft', () => {
  const draft = (text: string): ChangeCommand => ({ type: 'draftAnswer', outcome: { kind: 'done' }, text });

  it('is written by a lower position that had the request, and the owner sends it or another', () => {
    const story = openCase().file().climbTo('d1-mayor');
    expect(story.does(head, draft('چاله را پر کردیم.'))).toEqual(['answerDrafted']);
    expect(story.does(head, draft('چاله را دیروز پر کردیم.'))).toEqual(['answerDrafted']);
    story.does(deputy, draft('کار تمام شده است.'));
    expect(story.request.drafts).toEqual([
      {
        position: 'd1-roads',
        at: story.now,
        outcome: { kind: 'done' },
        text: 'چاله را دیروز پر کردیم.',
      },
      { position: 'd1-deputy', at: story.now, outcome: { kind: 'done' }, text: 'کار تمام شده است.' },
    ]);
    expect(story.referral.position).toBe('d1-mayor');
  });

  it('does not come back after the answer was sent and rejected', () => {
    const story = openCase().file().climbTo('d1-deputy');
    story.does(head, draft('چاله را پر کردیم.'));
    story.does(deputy, DONE);
    story.does(citizen, { type: 'object', reason: 'پر نشده' });
    expect(story.request.drafts).toEqual([]);
  });

  it('is refused to the owner, to those who never had it, and to those beside or above', () => {
    const story = openCase().file();
    story.does(head, { type: 'refer', to: 'd2-roads' });
    story.climbTo('d2-deputy');
    expect(story.refuses(manager('d2-deputy'), draft('کار شد.'))).toEqual({ code: 'notAllowed' });
    expect(story.refuses(head, draft('کار شد.'))).toEqual({ code: 'notAllowed' });
    expect(story.refuses(manager('parks-trees'), draft('کار شد.'))).toEqual({ code: 'notYours' });
    expect(story.refuses(citizen, draft('کار شد.'))).toEqual({ code: 'notAllowed' });
    expect(story.does(manager('d2-roads'), draft('کار شد.'))).toEqual(['answerDrafted']);
  });

  it('is refused without words, and when an answer is there', () => {
    const story = openCase().file().climbTo('d1-deputy');
    expect(story.refuses(head, draft(' '))).toEqual({ code: 'emptyText' });
    expect(story.refuses(head, draft('شد.'))).toEqual({ code: 'answerTooShort' });
    story.does(deputy, DONE);
    expect(story.refuses(head, draft('کار شد.'))).toEqual({
      code: 'alreadyAnswered',
      by: { kind: 'position', position: 'd1-deputy' },
    });
  });
});

describe('an answer', () => {
  it('comes from the owner and opens a window of seven days', () => {
    const story = openCase().file().wait(HOUR);
    expect(story.does(head, DONE)).toEqual(['answered']);
    expect(story.stage('answered')).toEqual({
      status: 'answered',
      answer: story.request.answers[0],
      objectBy: new Date(story.now.getTime() + 7 * DAY),
    });
    expect(story.request.answers).toMatchObject([
      { by: { kind: 'position', position: 'd1-roads' }, level: 1, at: story.now, text: 'چاله پر شد.' },
    ]);
  });

  it('may still come after the deadline, as long as the request has not climbed', () => {
    const story = openCase()
      .file()
      .wait(73 * HOUR);
    expect(story.does(head, DONE)).toEqual(['answered']);
    const late = openCase()
      .file()
      .wait(73 * HOUR);
    late.sweep();
    expect(late.refuses(head, DONE)).toEqual({ code: 'notYours', holder: 'd1-deputy' });
  });

  it('is given once: the second to press is told who answered', () => {
    const story = openCase().file();
    story.does(head, DONE);
    expect(story.refuses(head, DONE)).toEqual({
      code: 'alreadyAnswered',
      by: { kind: 'position', position: 'd1-roads' },
    });
    expect(story.refuses(manager('d2-roads'), DONE)).toEqual({ code: 'notYours' });
  });

  it('says that a thing cannot be done, with the reason as its text', () => {
    const story = openCase().file();
    story.does(head, { ...DONE, outcome: { kind: 'notPossible' }, text: 'این کوچه ملک خصوصی است.' });
    expect(story.stage('answered').promise).toBeUndefined();
    expect(story.stage('answered').answer.outcome).toEqual({ kind: 'notPossible' });
  });

  it('that names a day is a promise, and its window opens only when it is kept', () => {
    const story = openCase().file();
    const day = new Date(story.now.getTime() + 10 * DAY);
    story.does(head, planned(day));
    expect(story.stage('answered')).toEqual({
      status: 'answered',
      answer: story.request.answers[0],
      promise: { day, moved: false },
    });
  });

  it('needs words, and a day that is ahead', () => {
    const story = openCase().file();
    expect(story.refuses(head, { ...DONE, text: '  \n' })).toEqual({ code: 'emptyText' });
    expect(story.refuses(head, { ...DONE, text: '. . .' })).toEqual({ code: 'emptyText' });
    expect(story.refuses(head, { ...DONE, text: 'شد ...' })).toEqual({ code: 'answerTooShort' });
    for (const day of [story.now, new Date(Number.NaN)]) {
      expect(story.refuses(head, planned(day))).toEqual({ code: 'dayInThePast' });
    }
  });

  it('for a unit that does not take part is an operator’s', () => {
    const story = openCase().file({ category: 'bus' });
    expect(story.refuses(manager('buses-director'), DONE)).toEqual({ code: 'notYours' });
    expect(story.does(operator, DONE)).toEqual(['answered']);
    expect(story.stage('answered').answer).toMatchObject({ by: { kind: 'unit', unit: 'buses' }, level: 0 });
  });

  it('for a unit that does not take part is no promise: nobody could be asked about it', () => {
    const story = openCase().file({ category: 'bus' });
    story.does(operator, planned(new Date(story.now.getTime() + DAY)));
    expect(story.stage('answered').promise).toBeUndefined();
    expect(story.stage('answered').objectBy).toEqual(new Date(story.now.getTime() + 7 * DAY));
  });

  it('is refused to everybody else, and where nobody has it yet', () => {
    const story = openCase().file();
    expect(story.refuses(operator, DONE)).toEqual({ code: 'notNow', status: 'referred' });
    for (const actor of [citizen, supervisor, client, clock]) {
      expect(story.refuses(actor, DONE)).toEqual({ code: 'notAllowed' });
    }
    expect(openCase().file({ category: 'unclear' }).refuses(operator, DONE)).toEqual({
      code: 'notNow',
      status: 'intake',
    });
  });
});
