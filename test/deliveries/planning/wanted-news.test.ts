import { isWanted } from '../../../src/deliveries/planning/wanted-news.js';
import type { RequestEvent } from '../../../src/requests/lifecycle/events.js';
import { ALL_EVENTS } from '../../messages/samples.js';

const nameOf = (event: RequestEvent) =>
  event.type === 'escalated' ? `escalated: ${event.because}` : event.type;
const heard = (news: 'all' | 'answers') =>
  new Set(ALL_EVENTS.filter((event) => isWanted(event, news)).map(nameOf));

it('leaves out mere news of a request for a person who wants only questions and answers', () => {
  const left = [...heard('all')].filter((name) => !heard('answers').has(name));
  expect(left.sort()).toEqual([
    'carriedOn',
    'escalated: disapproved',
    'escalated: late',
    'escalated: vacant',
    'extensionGranted',
    'overdue',
    'referred',
    'resumed',
    'sentToFollowUp',
    'sentToIntake',
  ]);
});

it.each(['escalated: objection', 'escalated: promiseBroken'])(
  'tells of «%s» whatever is set, since another message has announced it',
  (name) => {
    expect(heard('answers')).toContain(name);
  },
);
