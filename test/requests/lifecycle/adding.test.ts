import { MOST_ADDITIONS } from '../../../src/requests/lifecycle/rules.js';
import { citizen, clock, DONE, HOUR, manager, neighbour, OTHER_CODE, openCase, operator } from './case.js';

const head = manager('d1-roads');
const MORE = { type: 'add', text: 'جلوی پلاک ۱۲ است.', attachments: [] } as const;

describe('adding to a request', () => {
  it('brings files and a place into it, for its present owner, and leaves the clock alone', () => {
    const story = openCase().file();
    const { dueAt } = story.referral;
    const photo = { id: 'p1', kind: 'photo' } as const;
    story.wait(HOUR);
    expect(story.does(citizen, { ...MORE, attachments: [photo], place: { address: 'کوچه ۳' } })).toEqual([
      'added',
    ]);
    expect(story.last('added')).toMatchObject({ position: 'd1-roads', text: MORE.text });
    expect(story.request.attachments).toEqual([photo]);
    expect(story.request.place).toEqual({ address: 'کوچه ۳', district: 'd1' });
    expect(story.referral.dueAt).toEqual(dueAt);
  });

  it('names nobody at a desk of 137', () => {
    const story = openCase().file({ category: 'unclear' });
    story.does(citizen, MORE);
    expect(story.last('added').position).toBeUndefined();
  });

  it('is the reply while a manager waits for one', () => {
    const story = openCase().file();
    story.does(head, { type: 'ask', question: 'کدام پلاک؟' });
    expect(story.does(citizen, MORE)).toEqual(['replied']);
    expect(story.last('replied').text).toBe(MORE.text);
    expect(story.request.additions).toBe(0);
  });

  it('is refused without anything in it, to others, and once it is answered', () => {
    const story = openCase().file();
    expect(story.refuses(citizen, { type: 'add', text: ' ', attachments: [] })).toEqual({
      code: 'emptyText',
    });
    expect(story.refuses(neighbour, MORE)).toEqual({ code: 'notAllowed' });
    story.does(head, DONE);
    expect(story.refuses(citizen, MORE)).toMatchObject({ code: 'alreadyAnswered' });
  });

  it('is possible a bounded number of times', () => {
    const story = openCase().file();
    for (let index = 0; index < MOST_ADDITIONS; index += 1) story.does(citizen, MORE);
    expect(story.refuses(citizen, MORE)).toEqual({ code: 'tooManyAdditions', most: MOST_ADDITIONS });
  });
});

describe('unfollowing', () => {
  it('takes the follower away, who may come back', () => {
    const story = openCase().file();
    expect(story.refuses(neighbour, { type: 'unfollow' })).toEqual({ code: 'notFollowing' });
    story.does(neighbour, { type: 'follow' });
    story.does(neighbour, { type: 'unfollow' });
    expect(story.request.followers).toEqual([]);
    expect(story.does(neighbour, { type: 'follow' })).toEqual(['followed']);
  });
});

describe('joining the citizens of a merged request', () => {
  it('makes each a follower once, and never the one who filed', () => {
    const story = openCase().file();
    story.does(neighbour, { type: 'follow' });
    const join = { type: 'join', from: OTHER_CODE, citizens: ['sara', 'reza', 'maryam', 'sara'] } as const;
    expect(story.refuses(operator, join)).toEqual({ code: 'notAllowed' });
    expect(story.does(clock, join)).toEqual(['joined']);
    expect(story.request.followers).toEqual(['reza', 'sara']);
    expect(story.refuses(clock, join)).toEqual({ code: 'alreadyFollowing' });
  });
});

it('keeps with more time why it was asked for', () => {
  const story = openCase().file();
  story.does(head, { type: 'requestExtension', hours: 24, reason: 'باران' });
  story.does(manager('d1-deputy'), { type: 'decideExtension', granted: true });
  expect(story.last('extensionGranted').reason).toBe('باران');
});
