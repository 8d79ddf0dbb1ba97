import { median, percentile, spreadOf } from './statistics.js';

it('takes a percentile by the nearest rank', () => {
  const values = [15, 20, 35, 40, 50];
  expect([0.05, 0.3, 0.4, 0.5, 1].map((part) => percentile(values, part))).toEqual([15, 20, 20, 35, 50]);
});

it('does not mind in which order the values come', () => {
  expect(percentile([3, 1, 2], 0.99)).toBe(3);
});

it('finds no percentile of nothing', () => {
  expect(() => percentile([], 0.5)).toThrow('nothing');
});

it('takes the one in the middle, or the mean of the two there', () => {
  expect([median([9, 1, 5]), median([1, 2, 4, 9]), median([7])]).toEqual([5, 3, 7]);
});

it('tells how far repetitions lie apart', () => {
  expect(spreadOf([4, 2, 9])).toEqual({ median: 4, least: 2, most: 9 });
});
