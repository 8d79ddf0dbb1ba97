import { createManualClock } from '../../src/clock.js';
import { createUpdateGuard } from '../../src/guards/update-guard.js';

function guarding() {
  const clock = createManualClock(new Date('2026-11-24T10:40:00Z'));
  return { clock, guard: createUpdateGuard({ clock, updatesPerMinute: 3, filesPerMinute: 1 }) };
}
const update = (id: number, isFile = false) => ({ person: 'p', id: String(id), isFile });

it('answers so many updates a minute, says so once, and then says nothing', () => {
  const { clock, guard } = guarding();
  const heard = Array.from({ length: 200 }, (_, id) => guard(update(id)).updates);
  expect(heard.slice(0, 4)).toEqual(['allowed', 'allowed', 'allowed', 'refused']);
  expect(new Set(heard.slice(4))).toEqual(new Set(['silent']));
  clock.advance(60_000);
  expect(guard(update(200)).updates).toBe('allowed');
});

it('counts files besides, and one that is delivered twice once', () => {
  const { guard } = guarding();
  expect(guard(update(1, true))).toEqual({ updates: 'allowed', files: 'allowed' });
  expect(guard(update(1, true))).toEqual({ updates: 'allowed', files: 'allowed' });
  expect(guard(update(2, true))).toEqual({ updates: 'allowed', files: 'refused' });
  expect(guard(update(3))).toEqual({ updates: 'allowed', files: 'allowed' });
});
