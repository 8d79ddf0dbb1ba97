import type { RequestEvent } from '../../src/requests/lifecycle/events.js';
import { withoutLeaver } from '../../src/requests/without-leaver.js';
import { type Case, citizen, manager, neighbour, openCase, operator } from './lifecycle/case.js';

const SECRET = 'پلاک ۱۲';
const photo = (id: string) => ({ id, kind: 'photo' as const });

/** A request with words and files of its citizen, of an operator who typed a call, and of a follower. */
function told(keepsWords: boolean): Case {
  const story = openCase().file({ text: SECRET, attachments: [photo('first')] });
  story.does(neighbour, { type: 'follow' });
  story.does(neighbour, { type: 'add', text: 'من هم دیدم', attachments: [photo('follower')] });
  story.does(operator, { type: 'add', text: SECRET, attachments: [] });
  story.does(manager('d1-roads'), { type: 'ask', question: `${SECRET} کجاست؟` });
  story.does(citizen, {
    type: 'reply',
    text: SECRET,
    attachments: [photo('reply')],
    place: { latitude: 36.31, longitude: 59.61, address: SECRET },
  });
  story.does(citizen, { type: 'withdraw', keepsWords });
  return story;
}

const erased = (story: Case, keepsWords?: boolean) =>
  withoutLeaver({ request: story.request, events: story.events }, story.last('leftToFollowers'), keepsWords);

it('leaves nothing of what the withdrawer told, and what a follower added', () => {
  const story = told(false);
  const { request, events } = erased(story);
  expect(JSON.stringify({ request, events })).not.toMatch(/پلاک|36\.3|first|"reply"/);
  expect(JSON.stringify(events)).toContain('من هم دیدم');
  expect(request.attachments).toEqual([photo('follower')]);
  expect(request).toMatchObject({ category: 'roads', place: { district: 'd1' } });
});

it('lets words and files stay where that is wished, but no exact place', () => {
  const { request, events } = erased(told(true));
  expect(request.text).toBe(SECRET);
  expect(request.attachments.map(({ id }) => id)).toEqual(['first', 'follower', 'reply']);
  expect(JSON.stringify(events)).not.toMatch(/36\.3|"address"/);
});

it('takes them away in any case from somebody who deletes their data', () => {
  const { request, events } = erased(told(true), false);
  expect(JSON.stringify({ request, events })).not.toContain(SECRET);
  expect(request.handover?.keepsWords).toBe(false);
});

it('done again, also after somebody carries it on, takes nothing of theirs', () => {
  const story = told(false);
  const once = erased(story);
  expect(withoutLeaver(once, story.last('leftToFollowers'))).toEqual(once);
  story.does(neighbour, { type: 'carryOn' });
  story.does(neighbour, { type: 'add', text: 'روبه‌روی داروخانه', attachments: [photo('carrier')] });
  story.does(operator, { type: 'add', text: 'تلفنی: سمت راست', attachments: [] });
  const { request, events } = erased(story);
  expect(request.attachments.map(({ id }) => id)).toEqual(['follower', 'carrier']);
  const words = events.flatMap((event: RequestEvent) => (event.type === 'added' ? [event.text] : []));
  expect(words).toEqual(['من هم دیدم', '', 'روبه‌روی داروخانه', 'تلفنی: سمت راست']);
});
