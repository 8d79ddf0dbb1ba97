import { createManualClock } from '../../src/clock.js';
import type { ChangeCommand } from '../../src/requests/lifecycle/commands.js';
import { isOpen, type Request } from '../../src/requests/lifecycle/request.js';
import { citizensOf } from '../../src/requests/merging.js';
import { createRequestService } from '../../src/requests/request-service.js';
import type { StoredRequest } from '../../src/requests/request-store.js';
import type { TrackingCode } from '../../src/text/tracking-code.js';
import { SILENT } from '../simulator/harness.js';
import { NO_DANGER } from '../support/no-danger.js';
import { fc } from '../support/seeded.js';
import { IS_THOROUGH } from '../support/thorough.js';
import { neighbour, operator } from './lifecycle/case.js';
import { chainOf, routeInSmallCity, SMALL_CITY } from './lifecycle/small-city.js';
import { codeOf } from './open-requests.js';

const RUNS = IS_THOROUGH ? 5_000 : 300;
const [A, B, C] = [codeOf(1), codeOf(2), codeOf(3)] as const;
const CITIZENS = new Map([
  [A, 'maryam'],
  [B, 'reza'],
  [C, 'sara'],
]);

/** Requests in memory, which two processes reach with any delay between two steps. */
function openCity(step: <Value>(work: () => Value) => Promise<Value>) {
  const kept = new Map<TrackingCode, StoredRequest>();
  const store = {
    find: (code: TrackingCode) => step(() => kept.get(code)),
    findMany: (codes: readonly TrackingCode[]) =>
      step(() => codes.flatMap((code) => kept.get(code)?.request ?? [])),
    near: async () => [],
    insert: async ({ request, events }: Pick<StoredRequest, 'request' | 'events'>) => {
      kept.set(request.code, { request, events, rev: 1, undelivered: [] });
      return true;
    },
    update: (rev: number, { request, events }: Pick<StoredRequest, 'request' | 'events'>) =>
      step(() => {
        const before = kept.get(request.code);
        if (before?.rev !== rev) return false;
        kept.set(request.code, { ...before, request, events: [...before.events, ...events], rev: rev + 1 });
        return true;
      }),
    touch: (code: TrackingCode, rev: number) =>
      step(() => {
        const before = kept.get(code);
        if (before?.rev !== rev) return false;
        kept.set(code, { ...before, rev: rev + 1 });
        return true;
      }),
    reschedule: async () => undefined,
  };
  const organization = chainOf({
    posts: SMALL_CITY,
    vacant: new Set<string>(),
    unconnected: [],
    hours: () => 72,
    route: routeInSmallCity,
  });
  const process = () =>
    createRequestService({
      ...NO_DANGER,
      store,
      clock: createManualClock(new Date('2026-11-24T05:30:00Z')),
      logger: SILENT,
      organization: { current: async () => organization },
      nextMorning: (after) => after,
      onChanged: () => undefined,
    });
  const processes = [process(), process()] as const;
  return {
    kept,
    async file(code: TrackingCode) {
      const who = CITIZENS.get(code) ?? '';
      await processes[0].register({
        command: {
          type: 'register',
          code,
          citizen: who,
          channel: 'bot',
          text: 'وسط کوچه چاله بزرگی است.',
          attachments: [],
          category: 'roads',
          place: { district: 'd1' },
        },
        actor: { kind: 'citizen', citizen: who },
        commandId: `file:${code}`,
      });
    },
    execute: (index: 0 | 1, code: TrackingCode, command: ChangeCommand, actor = operator) =>
      processes[index].execute(code, {
        command,
        actor,
        commandId: `${index}:${code}:${JSON.stringify(command)}`,
      }),
  };
}

const atOnce = async <Value>(work: () => Value) => work();
const into = (other: TrackingCode) => ({ type: 'merge', into: other }) as const;

describe('merging requests', () => {
  it('lets the citizens follow the other one before the first is closed', async () => {
    const city = openCity(atOnce);
    await Promise.all([A, B].map(city.file));
    await city.execute(0, A, { type: 'follow' }, { kind: 'citizen', citizen: 'ali' });
    expect(await city.execute(0, A, into(B))).toMatchObject({ ok: true });
    expect(city.kept.get(B)?.request.followers).toEqual(['maryam', 'ali']);
  });

  it('is refused the second time where two operators merge each into the other', async () => {
    const city = openCity(atOnce);
    await Promise.all([A, B].map(city.file));
    await city.execute(0, A, into(B));
    expect(await city.execute(1, B, into(A))).toMatchObject({
      ok: false,
      refusal: { code: 'otherClosed', other: A },
    });
    expect(city.kept.get(B)?.request.stage.status).toBe('referred');
  });

  it('is refused into a request that its citizen has withdrawn meanwhile', async () => {
    const city = openCity(atOnce);
    await Promise.all([A, B].map(city.file));
    await city.execute(0, B, { type: 'withdraw' }, neighbour);
    expect(await city.execute(0, A, into(B))).toMatchObject({ refusal: { code: 'otherClosed', other: B } });
    expect(city.kept.get(A)?.request.stage.status).toBe('referred');
  });

  it('takes the followers of a withdrawn request along, and not whoever withdrew it', async () => {
    const city = openCity(atOnce);
    await Promise.all([A, B].map(city.file));
    await city.execute(0, A, { type: 'follow' }, { kind: 'citizen', citizen: 'ali' });
    await city.execute(0, A, { type: 'withdraw' }, { kind: 'citizen', citizen: 'maryam' });
    expect(await city.execute(0, A, into(B))).toMatchObject({ ok: true });
    expect(city.kept.get(B)?.request.followers).toEqual(['ali']);
  });

  it('repeated by its id changes nothing', async () => {
    const city = openCity(atOnce);
    await Promise.all([A, B].map(city.file));
    await city.execute(0, A, into(B));
    const before = new Map(city.kept);
    expect(await city.execute(0, A, into(B))).toMatchObject({ ok: true, repeated: true });
    expect(city.kept).toEqual(before);
  });
});

/** What people may do at the same time with three requests. */
const acts = fc.array(
  fc.tuple(
    fc.constantFrom<0 | 1>(0, 1),
    fc.constantFrom(A, B, C),
    fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom(A, B, C).map((other) => ({ act: 'merge' as const, other })) },
      { weight: 1, arbitrary: fc.constant({ act: 'withdraw' as const }) },
      { weight: 1, arbitrary: fc.constant({ act: 'follow' as const }) },
    ),
  ),
  { minLength: 2, maxLength: 6 },
);

type Kept = ReadonlyMap<TrackingCode, StoredRequest>;

/** The request that a merged one has come to in the end. */
function endOf(request: Request, kept: Kept, steps = 0): Request {
  expect(steps).toBeLessThan(3);
  const next = request.stage.status === 'closed' ? request.stage.mergedInto : undefined;
  if (next === undefined) return request;
  const further = kept.get(next);
  if (further === undefined) throw new Error('A request was merged into one that is not there.');
  return endOf(further.request, kept, steps + 1);
}

/** Everybody who waited for a merged request hears of one that is worked on, or was withdrawn by its own citizen. */
function expectCovered(request: Request, kept: Kept): void {
  if (request.stage.status !== 'closed' || request.stage.because !== 'merged') return;
  const end = endOf(request, kept);
  const heard = new Set([end.citizen, ...end.followers]);
  expect(citizensOf(request).filter((person) => !heard.has(person))).toEqual([]);
  expect(isOpen(end) || (end.stage.status === 'closed' && end.stage.because === 'withdrawn')).toBe(true);
}

it('whatever people do at the same time, nobody who was merged is left without the request that covers theirs', async () => {
  await fc.assert(
    fc.asyncProperty(acts, fc.scheduler(), async (chosen, scheduler) => {
      let isFiled = false;
      const step = async <Value>(work: () => Value): Promise<Value> => {
        if (isFiled) await scheduler.schedule(Promise.resolve());
        return work();
      };
      const city = openCity(step);
      for (const code of [A, B, C]) await city.file(code);
      isFiled = true;
      const outcomes = Promise.all(
        chosen.map(([index, code, { act, ...rest }]) => {
          if (act === 'merge') return city.execute(index, code, into('other' in rest ? rest.other : code));
          const who = act === 'withdraw' ? CITIZENS.get(code) : 'ali';
          return city.execute(index, code, { type: act }, { kind: 'citizen', citizen: who ?? '' });
        }),
      );
      await scheduler.waitFor(outcomes);
      for (const { request } of city.kept.values()) expectCovered(request, city.kept);
    }),
    { numRuns: RUNS },
  );
});
