import {
  permittedParts,
  publishedParts,
  waitsForPublication,
} from '../../../src/requests/lifecycle/publishing.js';
import { citizen, neighbour, openCase, operator } from './case.js';

const PHOTO = { id: 'photo-1', kind: 'photo' } as const;
const LATER = { id: 'photo-2', kind: 'photo' } as const;
const VOICE = { id: 'voice-1', kind: 'voice' } as const;
const filed = () => openCase().file({ attachments: [PHOTO, VOICE] });
const NOTHING = { words: false, photos: [] };

it('publishes nothing of what a citizen wrote unless they and an operator have said so', () => {
  const story = filed();
  expect(publishedParts(story.request)).toEqual(NOTHING);
  expect(story.refuses(operator, { type: 'publish', parts: 'words' })).toEqual({ code: 'notPermitted' });
  story.does(citizen, { type: 'permitPublication', parts: 'all' });
  expect(publishedParts(story.request)).toEqual(NOTHING);
  expect(waitsForPublication(story.request)).toBe(true);
  story.does(operator, { type: 'publish', parts: 'all' });
  expect(publishedParts(story.request)).toEqual({ words: true, photos: [PHOTO.id] });
  expect(waitsForPublication(story.request)).toBe(false);
});

it('publishes no more than the citizen allows, and what was there when they allowed it', () => {
  const story = filed();
  story.does(citizen, { type: 'permitPublication', parts: 'words' });
  story.does(operator, { type: 'publish', parts: 'all' });
  expect(publishedParts(story.request)).toEqual({ words: true, photos: [] });
  story.does(citizen, { type: 'permitPublication', parts: 'all' });
  expect(waitsForPublication(story.request)).toBe(true);
  story.does(citizen, { type: 'add', text: 'این هم عکس دیگر', attachments: [LATER] });
  story.does(operator, { type: 'publish', parts: 'all' });
  expect(publishedParts(story.request)).toEqual({ words: true, photos: [PHOTO.id] });
});

it('takes back at once what the citizen takes back, and needs an operator again when they allow it anew', () => {
  const story = filed();
  story.does(citizen, { type: 'permitPublication', parts: 'all' });
  story.does(operator, { type: 'publish', parts: 'all' });
  story.does(citizen, { type: 'permitPublication', parts: 'words' });
  expect(publishedParts(story.request)).toEqual({ words: true, photos: [] });
  story.does(citizen, { type: 'permitPublication', parts: 'nothing' });
  expect([publishedParts(story.request), permittedParts(story.request)]).toEqual([NOTHING, NOTHING]);
  expect(waitsForPublication(story.request)).toBe(false);
  story.does(citizen, { type: 'permitPublication', parts: 'all' });
  expect(publishedParts(story.request)).toEqual(NOTHING);
});

it('lets an operator leave it unpublished, or take it back', () => {
  const story = filed();
  story.does(citizen, { type: 'permitPublication', parts: 'words' });
  story.does(operator, { type: 'publish', parts: 'nothing' });
  expect(waitsForPublication(story.request)).toBe(false);
  expect(story.refuses(operator, { type: 'publish', parts: 'nothing' })).toEqual({ code: 'unchanged' });
  story.does(operator, { type: 'publish', parts: 'words' });
  story.does(operator, { type: 'publish', parts: 'nothing' });
  expect(publishedParts(story.request)).toEqual(NOTHING);
});

it('is over once the citizen has left the request, whoever carries it on', () => {
  const story = filed();
  story.does(neighbour, { type: 'follow' });
  story.does(citizen, { type: 'permitPublication', parts: 'all' });
  story.does(operator, { type: 'publish', parts: 'all' });
  story.does(citizen, { type: 'withdraw', keepsWords: true });
  story.does(neighbour, { type: 'carryOn' });
  expect([publishedParts(story.request), permittedParts(story.request)]).toEqual([NOTHING, NOTHING]);
  const alone = filed();
  alone.does(citizen, { type: 'permitPublication', parts: 'words' });
  alone.does(citizen, { type: 'withdraw' });
  expect(waitsForPublication(alone.request)).toBe(false);
});
