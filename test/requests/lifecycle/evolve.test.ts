import { evolve } from '../../../src/requests/lifecycle/evolve.js';
import { citizen, DAY, DONE, HOUR, manager, neighbour, openCase, operator, planned, replay } from './case.js';

describe('evolve', () => {
  it('tells the same story from the events alone, through every status', () => {
    const story = openCase({ vacant: ['d1-mayor'] }).file({ category: 'unclear' });
    story.does(neighbour, { type: 'follow' });
    story.does(operator, { type: 'refer', to: 'd1-roads', category: 'roads' });
    story.does(manager('d1-roads'), { type: 'ask', question: 'کدام پلاک؟' });
    story.does(citizen, { type: 'reply', text: '۱۲', attachments: [{ id: 'p', kind: 'photo' }] });
    story.does(manager('d1-roads'), { type: 'requestExtension', hours: 5, reason: 'باران' });
    story.does(manager('d1-deputy'), { type: 'decideExtension', granted: true });
    story.climbTo('deputy-mayor');
    story.does(manager('d1-roads'), { type: 'draftAnswer', outcome: { kind: 'done' }, text: 'کار شد.' });
    story.does(manager('deputy-mayor'), planned(new Date(story.now.getTime() + DAY)));
    story.untilNext();
    story.untilNext();
    story.wait(HOUR).does(manager('mayor'), DONE);
    story.does(citizen, { type: 'rate', score: 1 });
    story.does(operator, { type: 'note', text: 'ناراضی بود' });
    story.does(citizen, { type: 'object', reason: 'نشد' });
    story.does(manager('mayor'), DONE);
    story.does(citizen, { type: 'accept' });

    expect(replay(story.events)).toEqual(story.request);
    expect(story.events.map(({ seq }) => seq)).toEqual(story.events.map((_, index) => index + 1));
    expect(story.request).toMatchObject({
      category: 'roads',
      followers: ['reza'],
      notes: 1,
      heldBy: ['d1-roads', 'd1-deputy', 'deputy-mayor', 'mayor'],
      objectedTo: ['mayor'],
      stage: { status: 'closed', because: 'accepted' },
    });
    expect(story.request.answers.map(({ level, rating }) => [level, rating])).toEqual([
      [4, undefined],
      [5, 1],
      [5, undefined],
    ]);
  });

  it('leaves the request it was given as it was', () => {
    const story = openCase().file();
    const before = structuredClone(story.request);
    const given = story.request;
    story.does(manager('d1-roads'), DONE);
    expect(given).toEqual(before);
  });

  it('refuses a record that is broken: an event of another status', () => {
    const story = openCase().file();
    story.does(manager('d1-roads'), { type: 'ask', question: 'کدام پلاک؟' });
    const asked = story.last('asked');
    expect(() => evolve(story.request, { ...asked, seq: asked.seq + 1 })).toThrow(
      'The record of a request has an event of referred while it is waiting.',
    );
  });
});
