import type { Clock } from '../clock.js';
import type { Organization } from '../organization/organization.js';
import type { CityFiguresStore } from '../reports/city/city-figures-store.js';
import { type FixedPeriod, parsePeriodId, periodBefore } from '../reports/city/fixed-period.js';
import type { PublishedFigures } from '../reports/city/published.js';
import { cacheFor } from '../watch/fresh-for.js';

/** What the public figures of a period are shown with. */
export interface ShownCity {
  readonly organization: Organization;
  /** The newest first; those that were never counted are missing. */
  readonly periods: readonly PublishedFigures[];
  /** The ids of all periods that were counted, the newest first. */
  readonly known: readonly string[];
  /** The database is away: this is what was read last. */
  readonly isOld: boolean;
}

/** Reads what was counted, for everybody at once: visits cost the database nothing. */
export interface CityReader {
  /** A period and those of its kind before it; undefined if the database is away and nothing was read before. */
  read(period: FixedPeriod): Promise<ShownCity | undefined>;
}

/** How many periods are shown beside each other. */
const SHOWN_PERIODS = 8;
/** Milliseconds for which what was read stands. */
const FRESH_MS = 5_000;
/** The most periods of which what was read is kept. */
const MOST_KEPT = 200;

/** The reader of a process. `machineClock` says how old what was read is. */
export function createCityReader(options: {
  readonly figures: Pick<CityFiguresStore, 'find' | 'ids'>;
  readonly organization: { current(): Promise<Organization> };
  readonly machineClock: Clock;
  readonly timeZone: string;
  /** True for an error that says that the database is away for a while. */
  readonly isOutage: (error: unknown) => boolean;
  readonly onOutage: (error: unknown) => void;
}): CityReader {
  const { figures, organization, machineClock, timeZone } = options;
  const fresh = new Map<string, () => Promise<ShownCity>>();
  const last = new Map<string, ShownCity>();

  async function readNow(period: FixedPeriod): Promise<ShownCity> {
    const ids = new Set(await figures.ids());
    const told: PublishedFigures[] = [];
    for (let at = period, count = 0; count < SHOWN_PERIODS; count += 1, at = periodBefore(at, timeZone)) {
      const found = ids.has(at.id) ? await figures.find(at.id) : undefined;
      if (found !== undefined) told.push(found.publication.shown);
    }
    return {
      organization: await organization.current(),
      periods: told,
      known: newestFirst([...ids], timeZone),
      isOld: false,
    };
  }

  function reading(period: FixedPeriod): () => Promise<ShownCity> {
    const known = fresh.get(period.id);
    if (known !== undefined) return known;
    if (fresh.size >= MOST_KEPT) {
      fresh.clear();
      last.clear();
    }
    const read = cacheFor(FRESH_MS, machineClock, () => readNow(period));
    fresh.set(period.id, read);
    return read;
  }

  return {
    async read(period) {
      try {
        const shown = await reading(period)();
        last.set(period.id, shown);
        return shown;
      } catch (error) {
        if (!options.isOutage(error)) throw error;
        options.onOutage(error);
        const before = last.get(period.id);
        return before === undefined ? undefined : { ...before, isOld: true };
      }
    },
  };
}

function newestFirst(ids: readonly string[], timeZone: string): readonly string[] {
  const begins = (id: string) => parsePeriodId(id, timeZone)?.from.getTime() ?? 0;
  return ids.toSorted((one, other) => begins(other) - begins(one));
}
