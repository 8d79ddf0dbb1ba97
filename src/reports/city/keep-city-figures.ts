import { wallClockDay, zonedDayStart } from '../../calendar.js';
import type { Clock } from '../../clock.js';
import type { Organization } from '../../organization/organization.js';
import type { TrackingCode } from '../../text/tracking-code.js';
import type { CountedCity, FiledBetween } from '../report.js';
import type { ToldElsewhereStore } from '../told-elsewhere-store.js';
import { countPeriod } from './city-figures.js';
import type { CityFiguresStore, KeptFigures } from './city-figures-store.js';
import { type FixedPeriod, monthsTouching, parsePeriodId, periodAt, weeksTouching } from './fixed-period.js';
import { publishAfter } from './publication.js';

/** Which requests have changed since a moment, and when they were filed. */
type ChangedSince = (
  since: Date,
) => AsyncIterable<{ readonly code: TrackingCode; readonly filedAt: Date; readonly changedAt: Date }>;

export interface KeepCityFiguresOptions {
  readonly figures: CityFiguresStore;
  readonly filingsChangedSince: ChangedSince;
  readonly filedBetween: FiledBetween;
  readonly toldBetween: ToldElsewhereStore['countBetween'];
  readonly organization: { current(): Promise<CountedCity & Pick<Organization, 'category'>> };
  /** The city's clock. */
  readonly clock: Clock;
  /** The machine's clock: how long counting takes. */
  readonly machineClock: Clock;
  readonly timeZone: string;
  /** The least milliseconds between two counts. */
  readonly leastPauseMs: number;
  /** Counting takes at most one of so many parts of the time, unless it is done in a moment. */
  readonly shareOfTime: number;
}

/** Milliseconds that a change may take to be written: as long as that changes are looked for again. */
const OVERLAP_MS = 2 * 60_000;
/** Milliseconds after which the running periods are counted anew although no request of theirs has changed. */
const REFRESH_MS = 6 * 3_600_000;
/** Milliseconds of counting after which nothing has to rest. */
const MOMENT_MS = 50;
const NEVER = new Date(0);

/**
 * Keeps the figures of the city: whenever requests have changed, the weeks and months in which they were filed are
 * counted anew. So no visit of the public page counts anything, and whatever the city's size is, counting has a limit.
 * Counting twice, as two processes may, does no harm.
 */
export function createCityFiguresKeeper(options: KeepCityFiguresOptions): {
  /** Counts what has to be counted now; resolves to how many periods that were. */
  keep(): Promise<number>;
} {
  const { figures, organization, clock, machineClock, timeZone } = options;
  let restsUntil = 0;
  let lookedAt: Date | undefined;
  let refreshedAt = NEVER;
  /** Changes of the latest look that the next one finds again, by request. */
  let known: ReadonlyMap<TrackingCode, number> = new Map();

  async function keep(): Promise<number> {
    const began = machineClock.now().getTime();
    if (began < restsUntil) return 0;
    const now = clock.now();
    const periods = await periodsToCount(now);
    if (periods.length > 0) await countAll(periods, now);
    lookedAt = now;
    const took = machineClock.now().getTime() - began;
    const rest = took > MOMENT_MS ? took * options.shareOfTime : 0;
    restsUntil = began + Math.max(options.leastPauseMs, rest);
    return periods.length;
  }

  async function periodsToCount(now: Date): Promise<readonly FixedPeriod[]> {
    const since = new Date((lookedAt ?? (await figures.lookedAt()) ?? NEVER).getTime() - OVERLAP_MS);
    const wanted = new Map<string, FixedPeriod>();
    const wantAll = (periods: readonly FixedPeriod[]) => {
      for (const period of periods) wanted.set(period.id, period);
    };
    const want = (moment: Date) => wantAll(withMonths(periodAt('week', moment, timeZone), now, timeZone));
    if (now.getTime() - refreshedAt.getTime() >= REFRESH_MS || now < refreshedAt) {
      want(now);
      refreshedAt = now;
    }
    const found = new Map<TrackingCode, number>();
    for await (const { code, filedAt, changedAt } of options.filingsChangedSince(since)) {
      if (known.get(code) !== changedAt.getTime()) want(filedAt);
      if (changedAt.getTime() >= now.getTime() - OVERLAP_MS) found.set(code, changedAt.getTime());
    }
    known = found;
    wantAll(await periodsHeld(now));
    return [...wanted.values()];
  }

  /** Periods of which more can be told today than the public knows. */
  async function periodsHeld(now: Date): Promise<readonly FixedPeriod[]> {
    const today = zonedDayStart(wallClockDay(now, timeZone), timeZone);
    const held = (await figures.heldSince(today)).flatMap((id) => parsePeriodId(id, timeZone) ?? []);
    return held.flatMap((period) => withMonths(period, now, timeZone));
  }

  async function countAll(periods: readonly FixedPeriod[], asOf: Date): Promise<void> {
    const { filedBetween, toldBetween } = options;
    const current = await organization.current();
    const counted: KeptFigures[] = [];
    /** The weeks of a month as the public is told of them now; of one without requests there is nothing to tell. */
    const weeksOf = async (period: FixedPeriod) => {
      const shown = [];
      for (const { id } of period.kind === 'week' ? [] : weeksTouching(period, timeZone)) {
        const kept = counted.find((one) => one.figures.id === id) ?? (await figures.find(id));
        if (kept !== undefined) shown.push(kept.publication.shown);
      }
      return shown;
    };
    for (const period of weeksFirst(periods)) {
      const before = await figures.find(period.id);
      const now = await countPeriod({
        period,
        asOf,
        timeZone,
        organization: current,
        filedBetween,
        toldBetween,
        before: before?.figures,
      });
      const weeks = await weeksOf(period);
      counted.push({ figures: now, publication: publishAfter(before?.publication, now, timeZone, weeks) });
    }
    await figures.save(counted, asOf);
  }

  return { keep };
}

/** A week with the months that have days of it, as far as they have begun: what is told of them goes by it. */
function withMonths(period: FixedPeriod, now: Date, timeZone: string): readonly FixedPeriod[] {
  if (period.kind === 'month') return [period];
  return [period, ...monthsTouching(period, timeZone).filter(({ from }) => from <= now)];
}

function weeksFirst(periods: readonly FixedPeriod[]): readonly FixedPeriod[] {
  return periods.toSorted((one, other) => Number(one.kind === 'month') - Number(other.kind === 'month'));
}
