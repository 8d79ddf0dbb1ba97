import { createManualClock } from '../../src/clock.js';
import { createRecentRequests } from '../../src/deliveries/recent-requests.js';
import type { StoredRequest } from '../../src/requests/request-store.js';
import type { TrackingCode } from '../../src/text/tracking-code.js';

// Nothing but the code and the revision of a request matters here.
const at = (code: string, rev: number) => ({ request: { code }, rev }) as StoredRequest;
const CODE = '1234567890' as TrackingCode;

function open() {
  let period: number | undefined = 1;
  const clock = createManualClock(new Date('2026-11-24T10:40:00Z'));
  const listeners: ((code: TrackingCode) => void)[] = [];
  const recent = createRecentRequests({
    requests: {
      find: async (code) => at(code, 99),
      onRewritten: (listener) => void listeners.push(listener),
    },
    alonePeriod: () => period,
    machineClock: clock,
  });
  const rewrite = (code: TrackingCode) => {
    for (const listener of listeners) listener(code);
  };
  const setPeriod = (next: number | undefined) => {
    period = next;
  };
  return { clock, recent, rewrite, setPeriod };
}

it('has a request as it was just written, for half a second', async () => {
  const { clock, recent } = open();
  recent.note(at(CODE, 2));
  clock.advance(499);
  expect(await recent.find(CODE)).toEqual(at(CODE, 2));
  clock.advance(1);
  expect(await recent.find(CODE)).toEqual(at(CODE, 99));
});

it('keeps the newest state, in whichever order they are told', async () => {
  const { recent } = open();
  for (const rev of [2, 4, 3]) recent.note(at(CODE, rev));
  expect(await recent.find(CODE)).toEqual(at(CODE, 4));
});

it('forgets what was rewritten or removed, and the oldest of many', async () => {
  const { recent, rewrite } = open();
  const codes = Array.from({ length: 501 }, (_, index) => `${index}` as TrackingCode);
  for (const code of codes) recent.note(at(code, 1));
  const revs = async () =>
    Promise.all(['0', '1', '500'].map(async (one) => (await recent.find(one as TrackingCode))?.rev));
  expect(await revs()).toEqual([99, 1, 1]);
  rewrite('1' as TrackingCode);
  expect(await revs()).toEqual([99, 99, 1]);
});

it('remembers nothing where another process may change it, or may have changed it', async () => {
  const { recent, setPeriod } = open();
  setPeriod(undefined);
  recent.note(at(CODE, 2));
  expect(await recent.find(CODE)).toEqual(at(CODE, 99));
  setPeriod(1);
  recent.note(at(CODE, 2));
  setPeriod(2);
  expect(await recent.find(CODE)).toEqual(at(CODE, 99));
});
