import type { ChangeCommand } from '../../../src/requests/lifecycle/commands.js';
import { awaitedDraft } from '../../../src/requests/lifecycle/drafting.js';
import { type Case, DONE, HOUR, manager, openCase } from './case.js';

const deputy = manager('d1-deputy');
const lights = manager('d1-lights');

/** A request of the deputy, with everybody below him at hand. */
const withDeputy = () => openCase().file().climbTo('d1-deputy');

const order = (story: Case, hours: number, to = 'd1-lights'): ChangeCommand => ({
  type: 'requestDraft',
  to,
  by: new Date(story.now.getTime() + hours * HOUR),
});
const DRAFT: ChangeCommand = { type: 'draftAnswer', outcome: { kind: 'done' }, text: 'چراغ روشن شد.' };

describe('asking a position below for a draft', () => {
  it('lets one draft who never had the request, and leaves the clock of the owner as it was', () => {
    const story = withDeputy();
    expect(story.refuses(lights, DRAFT)).toEqual({ code: 'notYours' });
    const { dueAt } = story.referral;
    expect(story.does(deputy, order(story, 4))).toEqual(['draftRequested']);
    expect(awaitedDraft(story.request, 'd1-lights')).toBeDefined();
    expect(story.does(lights, DRAFT)).toEqual(['answerDrafted']);
    expect(awaitedDraft(story.request, 'd1-lights')).toBeUndefined();
    expect(story.referral).toMatchObject({ position: 'd1-deputy', dueAt });
  });

  it('tells the owner once that it has not come in time, and goes on with the clock', () => {
    const story = withDeputy();
    story.does(deputy, order(story, 4));
    expect(story.untilNext()).toEqual(['draftLate']);
    expect(story.sweep()).toEqual([]);
    expect(story.untilNext()).toEqual(['escalated']);
  });

  it('tells nothing of a draft that has come', () => {
    const story = withDeputy();
    story.does(deputy, order(story, 4));
    story.does(lights, DRAFT);
    expect(story.untilNext()).toEqual(['escalated']);
  });

  it('lets nothing keep a request from climbing, and asks nothing for an owner who has lost it', () => {
    const story = withDeputy();
    story.does(deputy, order(story, 71));
    story.wait(80 * HOUR);
    expect(story.sweep()).toEqual(['escalated']);
    expect(awaitedDraft(story.request, 'd1-lights')).toBeUndefined();
    expect(story.does(lights, DRAFT)).toEqual(['answerDrafted']);
  });

  it('is for positions below in the same unit that somebody holds', () => {
    const story = openCase({ vacant: ['d1-lights'] })
      .file()
      .climbTo('d1-deputy');
    for (const to of ['d1-mayor', 'd1-deputy', 'd2-roads', 'd1-lights', 'nowhere']) {
      expect(story.refuses(deputy, order(story, 4, to))).toEqual({ code: 'nobodyToDraft' });
    }
    story.climbTo('deputy-mayor');
    expect(story.refuses(manager('deputy-mayor'), order(story, 4, 'd1-roads'))).toEqual({
      code: 'nobodyToDraft',
    });
  });

  it('is for a time to come, before the deadline of the owner', () => {
    const story = withDeputy();
    const { dueAt } = story.referral;
    for (const hours of [0, 73]) {
      expect(story.refuses(deputy, order(story, hours))).toEqual({ code: 'badDraftTime', dueAt });
    }
  });

  it('is over once somebody has answered, and ten times are enough', () => {
    const story = withDeputy();
    for (let times = 0; times < 10; times += 1) story.does(deputy, order(story, 4));
    expect(story.refuses(deputy, order(story, 4))).toEqual({ code: 'tooManyDraftRequests', most: 10 });
    story.does(deputy, DONE);
    expect(awaitedDraft(story.request, 'd1-lights')).toBeUndefined();
  });
});
