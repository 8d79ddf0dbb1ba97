import { findEventToTell, toBePhoned } from '../../src/callbacks/policy.js';
import { citizensWhoHear } from '../../src/deliveries/planning/audience.js';
import { citizen, DONE, manager, openCase } from '../requests/lifecycle/case.js';

const head = manager('d1-roads');
const ASK = { type: 'ask', question: 'کدام پلاک؟' } as const;

it('phones what asks the caller or answers him, and nothing that citizens do not hear', () => {
  const story = openCase().file();
  story.does(head, ASK);
  story.does(citizen, { type: 'reply', text: '۱۲', attachments: [] });
  story.does(head, DONE);
  const phoned = story.events.filter((event) => toBePhoned(event) !== undefined);
  expect(phoned.map(({ type }) => type)).toEqual(['asked', 'answered']);
  expect(phoned.every((event) => citizensWhoHear(event) !== 'nobody')).toBe(true);
});

it('stops asking once the question is replied to', () => {
  const story = openCase().file();
  story.does(head, ASK);
  const { seq } = story.last('asked');
  expect(findEventToTell(story, seq)?.type).toBe('asked');
  story.does(citizen, { type: 'reply', text: '۱۲', attachments: [] });
  expect(findEventToTell(story, seq)).toBeUndefined();
});

it('tells the latest answer only', () => {
  const story = openCase().file();
  story.does(head, DONE);
  const { seq } = story.last('answered');
  expect(findEventToTell(story, seq)?.type).toBe('answered');
  story.does(citizen, { type: 'object', reason: 'چاله هنوز هست' });
  story.does(manager('d1-deputy'), DONE);
  expect(findEventToTell(story, seq)).toBeUndefined();
  expect(findEventToTell(story, story.last('answered').seq)?.type).toBe('answered');
});
