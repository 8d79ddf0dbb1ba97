import { createDueTimes } from '../../src/requests/due-times.js';
import type { TrackingCode } from '../../src/text/tracking-code.js';
import { fc } from '../support/seeded.js';
import { IS_THOROUGH } from '../support/thorough.js';
import { codeOf } from './open-requests.js';

const RUNS = IS_THOROUGH ? 20_000 : 500;
const HOUR = 3_600_000;
const START = Date.parse('2026-11-24T05:30:00Z');
const CODES = [1, 2, 3, 4].map(codeOf);
const [FIRST, SECOND, THIRD] = [codeOf(1), codeOf(2), codeOf(3)];

const at = (hours: number) => new Date(START + hours * HOUR);
type Step = <Value>(work: () => Value) => Promise<Value>;
const atOnce: Step = async (work) => work();

/** Requests of which each has a next action or none, beside what is remembered of them. */
function openTimes(step: Step = atOnce) {
  const kept = new Map<TrackingCode, Date>();
  const asked: (readonly TrackingCode[])[] = [];
  let reads = 0;
  let isUp = true;
  let answered = Promise.resolve();
  const need = <Value>(value: Value): Value => {
    if (!isUp) throw new Error('The database is away.');
    return value;
  };
  const find = (code: TrackingCode) => {
    const found = kept.get(code);
    return found === undefined ? [] : [{ code, at: found }];
  };
  const times = createDueTimes({
    async *all() {
      reads += 1;
      for (const code of CODES) yield* await step(() => need(find(code)));
    },
    async of(codes) {
      asked.push(codes);
      const found = await step(() => need(codes.flatMap(find)));
      // What was read may be old when it arrives.
      await answered;
      return step(() => found);
    },
  });
  return {
    kept,
    asked,
    due: times.due,
    reads: () => reads,
    setUp(is: boolean) {
      isUp = is;
    },
    /** Lets what is looked for from now on arrive after this. */
    hold(until: Promise<void>) {
      answered = until;
    },
    /** Writes as the store does. */
    async write(code: TrackingCode, next: Date | undefined): Promise<void> {
      await step(() => (next === undefined ? kept.delete(code) : kept.set(code, next)));
      await step(() => times.note(code, next));
    },
  };
}

it('reads what there was before it began', async () => {
  const { kept, due } = openTimes();
  kept.set(FIRST, at(3)).set(SECOND, at(1)).set(THIRD, at(9));
  expect(await due(at(3), 10)).toEqual([SECOND, FIRST]);
});

it('asks for nothing while nothing is due', async () => {
  const { kept, due, asked, reads } = openTimes();
  kept.set(FIRST, at(9));
  await due(at(0), 10);
  for (let minute = 1; minute < 60; minute += 1) expect(await due(at(minute / 60), 10)).toEqual([]);
  expect([asked, reads()]).toEqual([[], 1]);
});

it('hears of what is written later, and in which order it comes', async () => {
  const { due, write } = openTimes();
  await due(at(0), 10);
  await write(FIRST, at(2));
  await write(SECOND, at(1));
  await write(THIRD, at(1.5));
  expect(await due(at(2), 2)).toEqual([SECOND, THIRD]);
});

it('gives nothing whose time was moved on or taken away meanwhile, and looks for it once', async () => {
  const { due, write, asked } = openTimes();
  await due(at(0), 10);
  await write(FIRST, at(1));
  await write(SECOND, at(1));
  await write(FIRST, at(5));
  await write(SECOND, undefined);
  expect(await due(at(2), 10)).toEqual([]);
  expect(await due(at(3), 10)).toEqual([]);
  expect(asked).toEqual([[FIRST, SECOND]]);
  expect(await due(at(5), 10)).toEqual([FIRST]);
});

it('does not let what has moved on take the place of what is longer overdue', async () => {
  const { due, write } = openTimes();
  await due(at(0), 10);
  await write(FIRST, at(1));
  await write(FIRST, at(3));
  await write(SECOND, at(2));
  expect(await due(at(4), 1)).toEqual([SECOND]);
});

it('says again what is still due', async () => {
  const { due, write } = openTimes();
  await write(FIRST, at(1));
  expect([await due(at(1), 10), await due(at(1), 10)]).toEqual([[FIRST], [FIRST]]);
});

it('forgets nothing when the database is away as it reads or looks', async () => {
  const { kept, due, write, setUp } = openTimes();
  kept.set(FIRST, at(1));
  setUp(false);
  await expect(due(at(0), 10)).rejects.toThrow('away');
  setUp(true);
  await write(SECOND, at(1));
  expect(await due(at(0), 10)).toEqual([]);
  setUp(false);
  await expect(due(at(1), 10)).rejects.toThrow('away');
  setUp(true);
  expect(await due(at(1), 10)).toEqual([FIRST, SECOND]);
});

it('keeps what is written and taken away and written again while it looks', async () => {
  let goOn: () => void = () => undefined;
  const { kept, due, write, hold, asked } = openTimes();
  await due(at(0), 10);
  await write(FIRST, at(1));
  kept.delete(FIRST);
  hold(
    new Promise((resolve) => {
      goOn = resolve;
    }),
  );
  const looking = due(at(1), 10);
  while (asked.length === 0) await Promise.resolve();
  await write(FIRST, at(1));
  goOn();
  await looking;
  expect(await due(at(1), 10)).toEqual([FIRST]);
});

it('has the sooner of two moments of one hour, whichever it hears of last', async () => {
  const { kept, due, write } = openTimes();
  await due(at(0), 10);
  await write(FIRST, at(0.6));
  await write(FIRST, at(1.2));
  kept.set(FIRST, at(0.6));
  expect(await due(at(1), 10)).toEqual([FIRST]);
});

it('reads everything anew after six hours', async () => {
  const { kept, due } = openTimes();
  await due(at(0), 10);
  kept.set(FIRST, at(1));
  expect(await due(at(5.9), 10)).toEqual([]);
  expect(await due(at(6), 10)).toEqual([FIRST]);
});

it('has every moment in the end, however writes and looks interleave', async () => {
  // So few moments that the same one is often written, left and written again.
  const few = fc.integer({ min: 0, max: 3 });
  const write = fc.record({
    code: fc.constantFrom(...CODES),
    hours: fc.option(few, { nil: undefined }),
  });
  const round = fc.record({
    writes: fc.array(write, { maxLength: 4 }),
    look: fc.constantFrom(0, 1, 2, 3),
  });
  await fc.assert(
    fc.asyncProperty(
      fc.scheduler(),
      fc.array(round, { maxLength: 5 }),
      fc.boolean(),
      async (scheduler, rounds, isReadAnew) => {
        const times = openTimes(async (work) => {
          await scheduler.schedule(Promise.resolve());
          return work();
        });
        const going = rounds.flatMap(({ writes, look }) => [
          ...writes.map(({ code, hours }) => times.write(code, hours === undefined ? undefined : at(hours))),
          times.due(at(look), 2),
        ]);
        await scheduler.waitFor(Promise.all(going));
        const found = await scheduler.waitFor(times.due(at(isReadAnew ? 30 : 4), 10));
        expect(new Set(found)).toEqual(new Set(times.kept.keys()));
        const inOrder = [...times.kept.values()].sort((one, other) => +one - +other);
        expect(found.map((code) => times.kept.get(code))).toEqual(inOrder);
      },
    ),
    { numRuns: RUNS },
  );
});
