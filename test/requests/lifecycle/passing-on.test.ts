import {
  type Case,
  citizen,
  clock,
  DONE,
  HOUR,
  manager,
  openCase,
  operator,
  START,
  supervisor,
} from './case.js';

const referTo = (to: string) => ({ type: 'refer', to }) as const;

describe('an operator refers', () => {
  it('from intake, with the category that was missing', () => {
    const story = openCase({ hours: (_, category) => (category === 'lights' ? 24 : 72) }).file({
      category: 'unclear',
    });
    story.wait(HOUR);
    expect(story.does(operator, { type: 'refer', to: 'd1-lights', category: 'lights' })).toEqual([
      'referred',
    ]);
    expect(story.request.category).toBe('lights');
    expect(story.referral).toMatchObject({ position: 'd1-lights', level: 1, because: 'operator' });
    expect(story.referral.dueAt).toEqual(new Date(START.getTime() + 25 * HOUR));
    expect(story.last('referred')).not.toHaveProperty('from');
  });

  it('from the follow-up desk to a unit that takes part', () => {
    const story = openCase().file({ category: 'bus' });
    story.does(operator, referTo('d2-roads'));
    expect(story.referral.position).toBe('d2-roads');
  });

  it('away from a manager, with a new and full clock', () => {
    const story = openCase()
      .file()
      .wait(70 * HOUR);
    story.does(operator, referTo('d2-roads'));
    expect(story.last('referred')).toMatchObject({ from: 'd1-roads', to: 'd2-roads', because: 'operator' });
    expect(story.referral.dueAt.getTime() - story.now.getTime()).toBe(72 * HOUR);
    expect(story.request).toMatchObject({ heldBy: ['d1-roads', 'd2-roads'], passedSideways: false });
  });

  it('not to where it lies already, also when vacancy would lead back there', () => {
    const story = openCase({ vacant: ['d1-lights'] })
      .file()
      .climbTo('d1-deputy');
    expect(story.refuses(operator, referTo('d1-deputy'))).toEqual({ code: 'samePosition' });
    expect(story.refuses(operator, referTo('d1-lights'))).toEqual({ code: 'samePosition' });
  });

  it('not to a position that does not exist or does not take part', () => {
    const story = openCase().file();
    expect(story.refuses(operator, referTo('moon'))).toEqual({ code: 'unknownPosition' });
    expect(story.refuses(operator, referTo('buses-director'))).toEqual({ code: 'unitNotConnected' });
  });

  it('not while the citizen has it, and not after an answer', () => {
    const story = openCase().file();
    story.does(manager('d1-roads'), { type: 'ask', question: 'کدام پلاک؟' });
    expect(story.refuses(operator, referTo('d2-roads'))).toEqual({ code: 'notNow', status: 'waiting' });
    story.does(citizen, { type: 'reply', text: '۱۲', attachments: [] });
    story.does(manager('d1-roads'), DONE);
    expect(story.refuses(operator, referTo('d2-roads'))).toEqual({
      code: 'alreadyAnswered',
      by: { kind: 'position', position: 'd1-roads' },
    });
  });
});

describe('a manager says «not ours»', () => {
  it('and passes it sideways, at the same level, with a full clock', () => {
    const story = openCase()
      .file()
      .wait(71 * HOUR);
    expect(story.does(manager('d1-roads'), { ...referTo('d2-roads'), reason: 'آن سوی خیابان' })).toEqual([
      'referred',
    ]);
    expect(story.last('referred')).toMatchObject({
      from: 'd1-roads',
      to: 'd2-roads',
      because: 'notOurs',
      level: 1,
      reason: 'آن سوی خیابان',
    });
    expect(story.referral.dueAt.getTime() - story.now.getTime()).toBe(72 * HOUR);
    expect(story.request.passedSideways).toBe(true);
  });

  it('to a vacant position, and it lands above that', () => {
    const story = openCase({ vacant: ['d2-roads'] }).file();
    expect(story.does(manager('d1-roads'), referTo('d2-roads'))).toEqual(['passedOver', 'referred']);
    expect(story.referral).toMatchObject({ position: 'd2-deputy', level: 2 });
  });

  it('a second time, and it goes to the lowest common superior instead', () => {
    const story = bounced();
    expect(story.last('referred')).toMatchObject({
      from: 'd2-roads',
      to: 'deputy-mayor',
      because: 'bounced',
      level: 2,
    });
  });

  it('a second time under a vacant common superior, and the one above that decides', () => {
    const story = openCase({ vacant: ['deputy-mayor'] }).file();
    story.does(manager('d1-roads'), referTo('d2-roads'));
    expect(story.does(manager('d2-roads'), referTo('d1-roads'))).toEqual(['passedOver', 'referred']);
    expect(story.referral).toMatchObject({ position: 'mayor', because: 'bounced', level: 3 });
    story.does(manager('mayor'), referTo('d1-roads'));
    expect(story.referral).toMatchObject({ position: 'd1-roads', because: 'decided' });
  });

  it('within one district, and their deputy decides', () => {
    const story = openCase().file();
    story.does(manager('d1-roads'), referTo('d1-lights'));
    story.does(manager('d1-lights'), referTo('d1-roads'));
    expect(story.referral).toMatchObject({ position: 'd1-deputy', because: 'bounced' });
  });

  it('only while it is theirs', () => {
    const story = openCase().file();
    expect(story.refuses(manager('d2-roads'), referTo('d2-deputy'))).toEqual({
      code: 'notYours',
      holder: 'd1-roads',
    });
    for (const actor of [citizen, supervisor, clock]) {
      expect(story.refuses(actor, referTo('d2-roads'))).toEqual({ code: 'notAllowed' });
      expect(story.refuses(actor, referTo('moon'))).toEqual({ code: 'notAllowed' });
    }
  });

  it('not to himself, to nobody, or to a unit that does not take part', () => {
    const story = openCase().file();
    expect(story.refuses(manager('d1-roads'), referTo('d1-roads'))).toEqual({ code: 'samePosition' });
    expect(story.refuses(manager('d1-roads'), referTo('moon'))).toEqual({ code: 'unknownPosition' });
    expect(story.refuses(manager('d1-roads'), referTo('buses-director'))).toEqual({
      code: 'unitNotConnected',
    });
  });
});

describe('the superior who was asked to decide', () => {
  it('gives it to one of the two, who had it before', () => {
    const story = bounced();
    expect(story.does(manager('deputy-mayor'), referTo('d1-roads'))).toEqual(['referred']);
    expect(story.last('referred')).toMatchObject({ because: 'decided', level: 1, to: 'd1-roads' });
  });

  it('has decided: the one who got it cannot pass it on again', () => {
    const story = bounced();
    story.does(manager('deputy-mayor'), referTo('d1-roads'));
    expect(story.refuses(manager('d1-roads'), referTo('d2-roads'))).toEqual({ code: 'notAllowed' });
    expect(story.does(manager('d1-roads'), DONE)).toEqual(['answered']);
  });

  it('may answer it himself', () => {
    expect(bounced().does(manager('deputy-mayor'), DONE)).toEqual(['answered']);
  });

  it('is late like everybody else, and it climbs', () => {
    const story = bounced().wait(72 * HOUR);
    expect(story.sweep()).toEqual(['escalated']);
    expect(story.referral).toMatchObject({ position: 'mayor', level: 3, because: 'late' });
  });
});

describe('a superior hands it down', () => {
  it('to one who has not had it, who may still say «not ours» once', () => {
    const story = openCase().file().climbTo('d1-deputy');
    story.does(manager('d1-deputy'), referTo('d1-lights'));
    expect(story.referral).toMatchObject({ position: 'd1-lights', because: 'decided', level: 1 });
    expect(story.request.passedSideways).toBe(false);
    expect(story.does(manager('d1-lights'), referTo('d2-roads'))).toEqual(['referred']);
    expect(story.referral.because).toBe('notOurs');
  });

  it('but not back to one who let it pass, and not to one through whose vacancy it would return', () => {
    const story = openCase({ vacant: ['d1-lights'] })
      .file()
      .climbTo('d1-mayor');
    expect(story.refuses(manager('d1-mayor'), referTo('d1-roads'))).toEqual({ code: 'notAllowed' });
    expect(story.refuses(manager('d1-mayor'), referTo('d1-lights'))).toEqual({ code: 'notAllowed' });
    expect(openDeputyOfVacant().refuses(manager('d1-deputy'), referTo('d1-lights'))).toEqual({
      code: 'samePosition',
    });
  });
});

function bounced(): Case {
  const story = openCase().file();
  story.does(manager('d1-roads'), referTo('d2-roads'));
  story.does(manager('d2-roads'), referTo('d1-roads'));
  return story;
}

function openDeputyOfVacant(): Case {
  return openCase({ vacant: ['d1-lights'] })
    .file()
    .climbTo('d1-deputy');
}
