import { requestLimit } from '../../src/guards/request-limit.js';
import type { Request } from '../../src/requests/lifecycle/request.js';
import { HOUR_MS } from '../../src/requests/lifecycle/rules.js';

const NOW = new Date('2026-11-24T10:40:00Z');
const LIMITS = { requestsPerHour: 3, requestsPerDay: 10, openRequests: 10 };

/** Requests filed so many hours ago; only what the limit looks at. */
function filed(hoursAgo: readonly number[], status: 'closed' | 'intake' = 'closed'): readonly Request[] {
  return hoursAgo.map(
    (hours) =>
      ({
        citizen: 'maryam',
        filedAt: new Date(NOW.getTime() - hours * HOUR_MS),
        stage: { status },
      }) as Request,
  );
}

const after = (hours: number) => new Date(NOW.getTime() + hours * HOUR_MS);

it('leaves room where little was registered', () => {
  expect(requestLimit('maryam', [], LIMITS, NOW)).toBeUndefined();
  expect(requestLimit('maryam', filed([0, 0.5, 1, 30]), LIMITS, NOW)).toBeUndefined();
});

it('takes three an hour, and the next when the first of them is an hour old', () => {
  expect(requestLimit('maryam', filed([0.75, 0.5, 0.25]), LIMITS, NOW)).toEqual({
    kind: 'wait',
    until: after(0.25),
  });
});

it('takes ten a day, whichever comes first', () => {
  const ten = [23, 20, 18, 16, 14, 12, 10, 8, 6, 4];
  expect(requestLimit('maryam', filed(ten), LIMITS, NOW)).toEqual({ kind: 'wait', until: after(1) });
  expect(requestLimit('maryam', filed(ten.slice(1)), LIMITS, NOW)).toBeUndefined();
});

it('takes none while ten are open, however old', () => {
  const open = filed(
    Array.from({ length: 10 }, (_, index) => 100 + index),
    'intake',
  );
  expect(requestLimit('maryam', [...open, ...filed([200])], LIMITS, NOW)).toEqual({
    kind: 'tooManyOpen',
    open: 10,
  });
  expect(requestLimit('maryam', open.slice(1), LIMITS, NOW)).toBeUndefined();
});

it('counts no open request that they withdrew and that somebody else carries on', () => {
  const open = filed(Array<number>(10).fill(200), 'intake');
  const [first, ...others] = open;
  const carriedOn = { ...first, citizen: 'reza' } as Request;
  expect(requestLimit('maryam', [carriedOn, ...others], LIMITS, NOW)).toBeUndefined();
});
