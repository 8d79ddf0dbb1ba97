import { bulletinsFor } from '../src/bulletins/bulletin.js';
import type { CartableStore } from '../src/cartables/cartable-store.js';
import type { FindWaiting } from '../src/cartables/waiting-for.js';
import type { Organization } from '../src/organization/organization.js';
import { digestOf, gatherDigest, isWorthSaying, type Yesterday } from '../src/reports/digest.js';
import { type DigestSlot, digestSlot, spanOfYesterday } from '../src/reports/digest-slot.js';
import { answersBetween, type PositionFigures, recentFigures } from '../src/reports/position-figures.js';
import { mayReadReports } from '../src/reports/readers.js';
import type { ToldElsewhereStore } from '../src/reports/told-elsewhere-store.js';
import type { RequestStore } from '../src/requests/request-store.js';
import type { SweepingJob } from './job.js';
import { createPeriodicalJob, type PeriodicalOptions } from './once-per-period.js';

export interface SendDigestsOptions extends PeriodicalOptions {
  /** Hours of the day at which managers are told, earliest first. */
  readonly reminderHours: readonly number[];
  readonly findWaiting: FindWaiting;
  readonly cartables: Pick<CartableStore, 'occupied'>;
  readonly toldElsewhere: Pick<ToldElsewhereStore, 'countBetween'>;
  readonly requests: Pick<RequestStore, 'countLateByOwner' | 'heldBySince' | 'due' | 'unplanned'>;
}

/** For so long a slot waits for what time has to do until then, milliseconds. */
const PATIENCE_MS = 600_000;

/**
 * At each slot of the day every manager with news is told in one message what falls due and what has happened by itself
 * (docs/design.md, 3). The id of a digest contains the slot and the person, so that two processes or a repeated job
 * send it once.
 */
export function sendDigests(options: SendDigestsOptions): SweepingJob {
  const { organization, people, findWaiting, cartables, requests, announce, timeZone, reminderHours } =
    options;

  async function issueAt(now: Date) {
    const slot = digestSlot(now, { timeZone, hours: reminderHours });
    if (slot === undefined || !(await isSettled(slot, now))) return undefined;
    return { name: `digest:${slot.name}`, slot };
  }

  /** True once everything that was due by the slot has happened, or has had its time. */
  async function isSettled({ at }: DigestSlot, now: Date): Promise<boolean> {
    if (now.getTime() - at.getTime() > PATIENCE_MS) return true;
    return (await requests.due(at, 1)).length === 0 && (await requests.unplanned(1)).length === 0;
  }

  async function tell(
    { name, slot }: { readonly name: string; readonly slot: DigestSlot },
    now: Date,
  ): Promise<number> {
    const city = await organization.current();
    const managers = (await people.listAll())
      .filter(({ roles }) => roles.includes('manager'))
      .map(({ _id }) => ({ person: _id, positions: city.positionsOf(_id, now) }))
      .filter(({ positions }) => positions.length > 0);
    const all = managers.flatMap(({ positions }) => positions);
    const occupied = await cartables.occupied(all);
    const lookBack = slot.isFirst ? await lookingBack(city, all, now) : undefined;
    let told = 0;
    for (const { person, positions } of managers) {
      const about = { positions, slot, now, timeZone };
      // At most slots nothing waits at most positions, whose cartables need not be read one by one.
      const digest = positions.some((position) => occupied.has(position))
        ? await gatherDigest(findWaiting(positions), about)
        : digestOf([], about);
      const past = lookBack?.(positions);
      if (!isWorthSaying(digest, past)) continue;
      const said = past === undefined ? {} : { yesterday: { ...past, ...(await ratingsOf(positions, now)) } };
      const bulletins = [{ kind: 'digest', slot, ...said } as const];
      await announce(bulletinsFor(person, { name, at: now, bulletins }));
      told += 1;
    }
    return told;
  }

  /** Looks up once for everybody how yesterday went: on most mornings most positions have no news. */
  async function lookingBack(
    city: Organization,
    all: readonly string[],
    now: Date,
  ): Promise<(positions: readonly string[]) => Yesterday> {
    const past = spanOfYesterday(now, timeZone);
    const late = await requests.countLateByOwner(now);
    const lately = await requests.heldBySince(all, past.from);
    const told = sum(
      (await options.toldElsewhere.countBetween(past.from, past.to)).map(({ count }) => count),
    );
    const readsReports = (positions: readonly string[]) =>
      mayReadReports({ roles: ['manager'], positions, organization: city });
    return (positions) => ({
      ...(readsReports(positions) ? { toldElsewhere: told } : {}),
      overdueBelow: sum(
        [...late].map(([owner, count]) =>
          !positions.includes(owner) && positions.some((position) => city.isBelow(owner, position))
            ? count
            : 0,
        ),
      ),
      answeredYesterday: sum(positions.map((position) => answersBetween(position, lately, past))),
      ratings: 0,
    });
  }

  async function ratingsOf(
    positions: readonly string[],
    now: Date,
  ): Promise<Pick<Yesterday, 'ratings' | 'meanRating'>> {
    const figures: readonly PositionFigures[] = await Promise.all(
      positions.map((position) => recentFigures(requests, position, now)),
    );
    const ratings = sum(figures.map((one) => one.ratings));
    const scores = sum(figures.map((one) => (one.meanRating ?? 0) * one.ratings));
    return ratings === 0 ? { ratings } : { ratings, meanRating: scores / ratings };
  }

  return createPeriodicalJob(options, { name: 'digests', issueAt, tell });
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
