import {
  addTry,
  askForInvite,
  countTries,
  keepTrying,
  readAskedForNumber,
  readTrying,
  stopAsking,
} from '../../../../../../bots/staff/features/everybody/invitation-number/flow.js';

const NOW = new Date('2026-11-24T10:40:00Z');
const later = (minutes: number) => new Date(NOW.getTime() + minutes * 60_000);
const asked = { invite: 'an invitation', key: 'its key' };

it('counts failures within an hour of the first one, and then from zero', () => {
  const once = addTry(undefined, NOW);
  const twice = addTry(once, later(59));
  expect([once, twice].map((trying) => countTries(trying, later(59)))).toEqual([1, 2]);
  expect(countTries(twice, later(60))).toBe(0);
  expect(addTry(twice, later(60))).toEqual({ since: later(60), count: 1 });
});

it('counts from the first failure, not from the moment when a number was asked for', () => {
  const trying = addTry(askForInvite(undefined, asked, NOW), later(30));
  expect(trying).toEqual({ asked, since: later(30), count: 1 });
});

it('remembers failures while it asks for a number, and afterwards', () => {
  const trying = askForInvite(addTry(undefined, NOW), asked, later(1));
  expect(readAskedForNumber(keepTrying(trying))).toEqual({ asked, since: NOW, count: 1 });
  expect(stopAsking(trying)).toEqual({ since: NOW, count: 1 });
  expect(stopAsking(askForInvite(undefined, asked, NOW))).toBeUndefined();
});

it('waits for no number where none is asked for, nor in another flow or shape', () => {
  const kept = keepTrying(askForInvite(undefined, asked, NOW));
  const others = [null, { ...kept, flow: 'filing' }, { ...kept, version: 0 }, { ...kept, data: {} }];
  for (const conversation of others) expect(readTrying(conversation)).toBeUndefined();
  expect(readAskedForNumber(keepTrying(addTry(undefined, NOW)))).toBeUndefined();
});
