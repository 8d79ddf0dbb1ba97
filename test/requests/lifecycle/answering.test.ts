import type { ChangeCommand } from '../../../src/requests/lifecycle/commands.js';
import {
  citizen,
  client,
  clock,
  DAY,
  DONE,
  HOUR,
  manager,
  nextMorning,
  openCase,
  operator,
  planned,
  supervisor,
} from './case.js';

const head = manager('d1-roads');
const deputy = manager('d1-deputy');

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
      promise: { day, moved: false, askAt: nextMorning(new Date(day.getTime() - DAY)) },
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

describe('a spoken answer', () => {
  const spoken = (kind: 'voice' | 'video' | 'audio' | 'photo' | 'document', text = ''): ChangeCommand => ({
    type: 'answer',
    outcome: { kind: 'done' },
    text,
    attachments: [{ id: 'said', kind }],
  });

  it.each(['voice', 'video', 'audio'] as const)('needs no words (%s), and stops the clock', (kind) => {
    const story = openCase().file();
    expect(story.does(head, spoken(kind))).toEqual(['answered']);
    expect(story.request.stage.status).toBe('answered');
    expect(story.request.answers.at(-1)).toMatchObject({ text: '', attachments: [{ kind }] });
  });

  it.each(['photo', 'document'] as const)('is none in a %s alone', (kind) => {
    expect(openCase().file().refuses(head, spoken(kind))).toEqual({ code: 'emptyText' });
  });

  it('needs a day to come as any other', () => {
    const story = openCase().file();
    const past = { ...spoken('voice'), outcome: { kind: 'planned', day: new Date(0) } } as ChangeCommand;
    expect(story.refuses(head, past)).toEqual({ code: 'dayInThePast' });
  });
});
