import { citizenId } from '../../people.js';
import { failuresOf, inWords, isSound, worstOf } from './failures.js';

const stored = (...entries: readonly (readonly [index: number, count: number])[]) =>
  new Map(entries.map(([index, count]) => [citizenId(index), count]));

it('finds nothing wrong where everybody has the one request that they filed', () => {
  const failures = failuresOf({ registered: [0, 1], unanswered: 0 }, stored([0, 1], [1, 1]));
  expect([inWords(failures), isSound(failures)]).toEqual(['0, 0, 0', true]);
});

it('counts who was told of a request that is not there, and every request too many', () => {
  const failures = failuresOf({ registered: [0, 1, 2], unanswered: 0 }, stored([0, 3], [1, 1], [5, 2]));
  expect([inWords(failures), isSound(failures)]).toEqual(['1, 3, 0', false]);
});

it('does not count as lost what nobody was told of', () => {
  expect(inWords(failuresOf({ registered: [], unanswered: 2 }, stored()))).toBe('0, 0, 2');
});

it('puts runs together by the worst of each kind', () => {
  const of = (lost: number, doubled: number, unanswered: number) => ({ lost, doubled, unanswered });
  expect(inWords(worstOf([of(0, 2, 1), of(1, 0, 1)]))).toBe('1, 2, 1');
});
