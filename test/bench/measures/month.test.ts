import { figuresIn } from './month.js';

const printed = (seconds: number) =>
  `Day 1 of 2 …\nDay 2 of 2 …\n\nگزارش\n۳ درخواست\n\n3 requests, 9 acts of people (0 overtaken), ${seconds} seconds.\n✓ Every figure adds up.\n`;

it('takes figures for the same whatever time they took', () => {
  expect(figuresIn(printed(3))).toBe(figuresIn(printed(41)));
});

it('keeps every figure', () => {
  expect(figuresIn(printed(3))).toBe(
    'گزارش\n۳ درخواست\n\n3 requests, 9 acts of people (0 overtaken)\n✓ Every figure adds up.',
  );
});
