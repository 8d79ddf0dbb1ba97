import { filesOfAnswer, picturesOfFiler } from '../../../src/messages/answer/files.js';
import { groupsOf } from '../../../src/messages/message-parts.js';
import type { RequestEvent } from '../../../src/requests/lifecycle/events.js';
import type { Attachment } from '../../../src/requests/lifecycle/facts.js';
import { CODE, eventOf } from '../samples.js';

const photos = (count: number, name: string): readonly Attachment[] =>
  Array.from({ length: count }, (_, index) => ({ id: `${name}${index}`, kind: 'photo' as const }));
const VOICE: Attachment = { id: 'said', kind: 'voice' };

function filed(...attachments: readonly Attachment[]): RequestEvent {
  return eventOf(
    { type: 'registered', code: CODE, citizen: 'maryam', channel: 'bot', text: 'چاله', attachments },
    1,
  );
}

function added(citizen: string, ...attachments: readonly Attachment[]): RequestEvent {
  const event = eventOf({ type: 'added', text: '', attachments }, 2);
  return { ...event, actor: { kind: 'citizen', citizen } };
}

const shown = (files: ReturnType<typeof filesOfAnswer>) => files.map(({ id, shows }) => [id, shows]);

it('puts what the citizen sent before the work beside what the manager sent after it, as one album', () => {
  const events = [filed(...photos(2, 'hole'), VOICE)];
  const answer = { attachments: [VOICE, ...photos(1, 'filled')], before: 'citizen', seq: 7 } as const;
  const files = filesOfAnswer(events, answer, 'filer');
  expect(shown(files)).toEqual([
    ['hole0', 'beforeOfCitizen'],
    ['hole1', 'beforeOfCitizen'],
    ['filled0', 'after'],
    ['said', undefined],
  ]);
  expect(groupsOf(files).map(({ length }) => length)).toEqual([3, 1]);
});

it('never makes more than one album of it: the newest of the manager stay, of the citizen the first', () => {
  const events = [filed(...photos(9, 'hole'))];
  const answer = { attachments: photos(7, 'filled'), before: 'citizen' } as const;
  const [album, ...others] = groupsOf(filesOfAnswer(events, answer, 'filer'));
  expect(album).toHaveLength(10);
  expect(others).toEqual([]);
});

it('shows a follower nothing that somebody else sent, and staff that it is from before', () => {
  const events = [filed(...photos(1, 'hole'))];
  const answer = { attachments: photos(1, 'filled'), before: 'citizen' } as const;
  expect(shown(filesOfAnswer(events, answer, 'follower'))).toEqual([['filled0', undefined]]);
  expect(shown(filesOfAnswer(events, answer, 'staff'))).toEqual([
    ['hole0', 'before'],
    ['filled0', 'after'],
  ]);
});

it('takes only what the filer sent themselves, and only up to the answer', () => {
  const events = [
    filed(...photos(1, 'hole')),
    added('maryam', ...photos(1, 'more')),
    added('reza', ...photos(1, 'foreign')),
  ];
  expect(picturesOfFiler(events).map(({ id }) => id)).toEqual(['hole0', 'more0']);
  expect(picturesOfFiler(events, 1).map(({ id }) => id)).toEqual(['hole0']);
});

it('divides the own photos of an answer, and leaves them as they are where there is nothing to compare', () => {
  const own = { attachments: photos(3, 'p'), before: ['p1'] } as const;
  expect(shown(filesOfAnswer([], own, 'follower'))).toEqual([
    ['p1', 'before'],
    ['p0', 'after'],
    ['p2', 'after'],
  ]);
  const all = { attachments: photos(2, 'p'), before: ['p0', 'p1'] } as const;
  expect(filesOfAnswer([], all, 'filer')).toEqual(all.attachments);
  const gone = { attachments: photos(1, 'p'), before: 'citizen' } as const;
  expect(filesOfAnswer([filed()], gone, 'filer')).toEqual(gone.attachments);
});
