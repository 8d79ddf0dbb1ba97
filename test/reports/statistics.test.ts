import { mean, median, percentile } from '../../src/reports/statistics.js';

it('has no middle, no mean and no percentile of nothing', () => {
  expect([median([]), mean([]), percentile([], 90)]).toEqual([undefined, undefined, undefined]);
});

it('finds the middle of numbers in any order, and lies between two of them', () => {
  expect(median([9, 1, 5])).toBe(5);
  expect(median([4, 1, 3, 2])).toBe(2.5);
});

it('finds the percentile between its neighbours, and both ends', () => {
  const hours = [10, 20, 30, 40, 50, 60, 70, 80, 90, 100, 110];
  expect(percentile(hours, 90)).toBe(100);
  expect(percentile([0, 10], 90)).toBe(9);
  expect([percentile(hours, 0), percentile(hours, 100)]).toEqual([10, 110]);
});
