import { bulletinsFor } from '../src/bulletins/bulletin.js';
import type { CartableStore } from '../src/cartables/cartable-store.js';
import type { Organization } from '../src/organization/organization.js';
import { type Digest, digestDay, digestOf, isWorthSaying, spanOfYesterday } from '../src/reports/digest.js';
import {
  answersBetween,
  figuresSince,
  type PositionFigures,
  positionFigures,
} from '../src/reports/position-figures.js';
import { mayReadReports } from '../src/reports/readers.js';
import type { ToldElsewhereStore } from '../src/reports/told-elsewhere-store.js';
import type { RequestStore } from '../src/requests/request-store.js';
import type { SweepingJob } from './job.js';
import { createPeriodicalJob, type PeriodicalOptions } from './once-per-period.js';

export interface MorningDigestOptions extends PeriodicalOptions {
  readonly cartables: Pick<CartableStore, 'all'>;
  readonly toldElsewhere: Pick<ToldElsewhereStore, 'countBetween'>;
  readonly requests: Pick<RequestStore, 'findMany' | 'running' | 'heldBySince'>;
}

/**
 * At eight every manager with news is told the state of their work. The id of a digest contains the day and
 * the person, so that two processes or a repeated job send it once; a digest that is not sent by noon is
 * skipped.
 */
export function morningDigest(options: MorningDigestOptions): SweepingJob {
  const { organization, people, cartables, requests, announce, timeZone, morningHour } = options;

  function issueAt(now: Date) {
    const day = digestDay(now, { timeZone, morningHour });
    return day === undefined ? undefined : { name: `digest:${day}` };
  }

  async function tell({ name }: { readonly name: string }, now: Date): Promise<number> {
    const city = await organization.current();
    const managers = (await people.listAll())
      .filter(({ roles }) => roles.includes('manager'))
      .map(({ _id }) => ({ person: _id, positions: city.positionsOf(_id, now) }))
      .filter(({ positions }) => positions.length > 0);
    const morning = await lookAround(
      city,
      managers.flatMap(({ positions }) => positions),
      now,
    );
    let told = 0;
    for (const { person, positions } of managers) {
      const digest = await digestFor(positions, morning);
      if (!isWorthSaying(digest)) continue;
      const bulletins = [{ kind: 'digest', digest } as const];
      await announce(bulletinsFor(person, { name, at: now, bulletins }));
      told += 1;
    }
    return told;
  }

  /** What is looked up once for everybody: on most mornings most positions have no news. */
  async function lookAround(city: Organization, positions: readonly string[], now: Date) {
    const past = spanOfYesterday(now, timeZone);
    return {
      now,
      city,
      past,
      running: await requests.running(),
      waiting: await cartables.all(),
      lately: await requests.heldBySince(positions, past.from),
      told: await options.toldElsewhere.countBetween(past.from, past.to),
    };
  }

  async function digestFor(
    positions: readonly string[],
    { now, city, past, running, waiting, lately, told }: Awaited<ReturnType<typeof lookAround>>,
  ): Promise<Digest> {
    const codes = positions.flatMap((position) => waiting.get(position) ?? []);
    const readsReports = mayReadReports({ roles: ['manager'], positions, organization: city });
    const known = {
      positions,
      ...(readsReports ? { toldElsewhere: told.reduce((sum, { count }) => sum + count, 0) } : {}),
      mine: await requests.findMany([...new Set(codes)]),
      below: running.filter(
        ({ owner }) =>
          !positions.includes(owner) && positions.some((position) => city.isBelow(owner, position)),
      ),
      answeredYesterday: positions
        .map((position) => answersBetween(position, lately, past))
        .reduce((sum, count) => sum + count, 0),
      now,
      timeZone,
    };
    const digest = digestOf({ ...known, figures: [] });
    return isWorthSaying(digest) ? digestOf({ ...known, figures: await figuresOf(positions, now) }) : digest;
  }

  async function figuresOf(positions: readonly string[], now: Date): Promise<readonly PositionFigures[]> {
    const since = figuresSince(now);
    return Promise.all(
      positions.map(async (position) =>
        positionFigures(position, await requests.heldBySince([position], since), since),
      ),
    );
  }

  return createPeriodicalJob(options, { name: 'morning digest', issueAt, tell });
}
