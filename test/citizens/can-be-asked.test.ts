import { canBeAsked } from '../../src/citizens/can-be-asked.js';

const NOW = new Date('2026-11-24T10:40:00Z');
const person = { _id: '100001', reachable: 'yes' } as const;
const until = (hours: number) => ({ reason: 'ناسزا', until: new Date(NOW.getTime() + hours * 3_600_000) });

it.each([
  ['uses the bot', person, true],
  ['was blocked until a moment ago', { ...person, block: until(-1) }, true],
  ['is blocked', { ...person, block: until(1) }, false],
  ['has blocked the bot', { ...person, reachable: 'blocked' as const }, false],
  ['has no account any longer', { ...person, reachable: 'deactivated' as const }, false],
  ['is known by calls only', { ...person, _id: 'phone:+989157771212' }, false],
])('who %s', (_who, citizen, expected) => {
  expect(canBeAsked(citizen, NOW)).toBe(expected);
});
