import type { Clock } from '../src/clock.js';
import { bulletinsFor } from '../src/deliveries/bulletin.js';
import type { CartableStore } from '../src/deliveries/cartable-store.js';
import type { Delivery } from '../src/deliveries/delivery.js';
import type { Organization } from '../src/organization/organization.js';
import type { PeopleStore } from '../src/organization/people-store.js';
import { digestDay, digestOf, isWorthSaying, type Lying, yesterday } from '../src/reports/digest.js';
import { answersBetween, figuresSince, positionFigures } from '../src/reports/position-figures.js';
import type { RequestStore } from '../src/requests/request-store.js';
import type { RecurringJob } from './job.js';
import type { OnceStore } from './once-store.js';

export interface MorningDigestOptions {
  readonly organization: { current(): Promise<Organization> };
  readonly people: Pick<PeopleStore, 'listAll'>;
  readonly cartables: Pick<CartableStore, 'codesOf'>;
  readonly requests: Pick<RequestStore, 'findMany' | 'running' | 'heldBySince'>;
  readonly once: Pick<OnceStore, 'isDone' | 'markDone'>;
  readonly announce: (bulletins: readonly Delivery[]) => Promise<void>;
  readonly clock: Clock;
  readonly timeZone: string;
  readonly everySeconds: number;
}

/**
 * At eight every manager who has something to hear is told how he stands. A digest has the day and the person in
 * its id, so that two processes or a repeated job send it once; a day that was missed until noon is left out.
 */
export function morningDigest(options: MorningDigestOptions): RecurringJob & { sweep(): Promise<number> } {
  const { organization, people, cartables, requests, once, announce, clock, timeZone } = options;

  async function sweep(): Promise<number> {
    const now = clock.now();
    const day = digestDay(now, timeZone);
    if (day === undefined || (await once.isDone(`digest:${day}`))) return 0;
    const city = await organization.current();
    const running = await requests.running();
    let told = 0;
    for (const { _id: person, roles } of await people.listAll()) {
      const positions = roles.includes('manager') ? city.positionsOf(person, now) : [];
      if (positions.length === 0) continue;
      const digest = await digestFor(positions, city, running, now);
      if (!isWorthSaying(digest)) continue;
      const bulletins = [{ kind: 'digest', digest } as const];
      await announce(bulletinsFor(person, { name: `digest:${day}`, at: now, bulletins }));
      told += 1;
    }
    await once.markDone(`digest:${day}`, now);
    return told;
  }

  async function digestFor(
    positions: readonly string[],
    city: Organization,
    running: readonly (Lying & { readonly owner: string })[],
    now: Date,
  ) {
    const codes = await Promise.all(positions.map((position) => cartables.codesOf(position)));
    const since = figuresSince(now);
    const histories = await Promise.all(
      positions.map(async (position) => [position, await requests.heldBySince(position, since)] as const),
    );
    const past = yesterday(now, timeZone);
    return digestOf({
      positions,
      mine: await requests.findMany([...new Set(codes.flat())]),
      below: running.filter(
        ({ owner }) =>
          !positions.includes(owner) && positions.some((position) => city.isBelow(owner, position)),
      ),
      answeredYesterday: histories
        .map(([position, events]) => answersBetween(position, events, past))
        .reduce((sum, count) => sum + count, 0),
      figures: histories.map(([position, events]) => positionFigures(position, events, since)),
      now,
      timeZone,
    });
  }

  return {
    name: 'morning digest',
    everySeconds: options.everySeconds,
    sweep,
    async run() {
      await sweep();
    },
  };
}
