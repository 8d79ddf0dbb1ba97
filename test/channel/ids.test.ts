import { BOT_ROLES, botKey, botOf } from '../../src/channel/bot.js';
import { botFor, personAddress, personId } from '../../src/channel/person-id.js';
import { pseudonymOf } from '../../src/requests/change-of-citizen.js';
import { callerId, namelessCallerId } from '../../src/requests/lifecycle/callers.js';
import { createTrackingCode } from '../../src/text/tracking-code.js';
import { fc } from '../support/seeded.js';

const messengers = fc.constantFrom('telegram', 'bale', 'other');
const userIds = fc.integer({ min: 1, max: 2 ** 52 });

it('names the bots and the people of Telegram as the first versions stored them', () => {
  expect(botKey({ messenger: 'telegram', role: 'citizen' })).toBe('citizen');
  expect(personId({ messenger: 'telegram', userId: 100_001 })).toBe('100001');
  expect(personAddress('100001')).toEqual({ messenger: 'telegram', userId: 100_001 });
});

it('keeps two people apart who have the same number on two messengers', () => {
  fc.assert(
    fc.property(messengers, messengers, userIds, (one, other, userId) => {
      const [first, second] = [one, other].map((messenger) => personId({ messenger, userId }));
      expect(first === second).toBe(one === other);
    }),
  );
});

it('reads back every bot and every person that it names', () => {
  fc.assert(
    fc.property(messengers, fc.constantFrom(...BOT_ROLES), userIds, (messenger, role, userId) => {
      expect(botOf(botKey({ messenger, role }))).toEqual({ messenger, role });
      expect(personAddress(personId({ messenger, userId }))).toEqual({ messenger, userId });
      expect(botOf(botFor(role, personId({ messenger, userId })))).toEqual({ messenger, role });
    }),
  );
});

it('takes whoever has only called, or is gone, for nobody on a messenger', () => {
  const code = createTrackingCode(() => 0.5);
  const ids = [callerId('+989150000000'), 'phone:989150000000', namelessCallerId(code), pseudonymOf('137')];
  for (const id of ids) {
    expect(personAddress(id)).toBeUndefined();
    expect(botFor('citizen', id)).toBe('citizen');
  }
  expect(personAddress('deleted-x7')).toBeUndefined();
});
