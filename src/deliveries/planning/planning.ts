import { cartableOf } from '../../cartables/cartable.js';
import type { CartableStore } from '../../cartables/cartable-store.js';
import { roleOf } from '../../channel/bot.js';
import type { CitizenStore, News } from '../../citizens/citizen-store.js';
import type { Clock } from '../../clock.js';
import type { Logger } from '../../logger.js';
import type { OrganizationStore } from '../../organization/organization-store.js';
import type { PeopleStore } from '../../organization/people-store.js';
import type { RequestEvent } from '../../requests/lifecycle/events.js';
import { changesNeighbourhood } from '../../requests/nearby.js';
import type { RequestStore, StoredRequest } from '../../requests/request-store.js';
import type { TrackingCode } from '../../text/tracking-code.js';
import type { CardStore } from '../card-store.js';
import type { CitizenNoticeStore } from '../citizen-notice-store.js';
import type { Delivery } from '../delivery.js';
import type { UrgentBundleStore } from '../urgent-bundle-store.js';
import { cardsChangedAfter, staffWhoHear } from './audience.js';
import { onPhones } from './on-phones.js';
import { citizensConcerned, newCard, type PlanningContext, planDeliveries, updateOf } from './planner.js';

/**
 * Plans who is told what happened to requests, and updates the cartables and the index of nearby requests.
 */
export interface Planning {
  /** Plans the news of a request, after anything already being planned for it; a failure is logged. */
  onChanged(stored: StoredRequest): void;
  /** Plans what a crash or a failure left unplanned; resolves to the number of requests. */
  planLeftOvers(): Promise<number>;
  /** Tells a citizen of an event that they were not told of under this id; repeating it changes nothing. */
  tellAnew(citizen: string, code: TrackingCode, seq: number): Promise<void>;
  /** Sends the open requests of a position to its current holder. */
  handOver(position: string): Promise<void>;
  /** True while this process plans nothing. */
  isIdle(): boolean;
  /** True while nothing is being planned and nothing is left to plan. */
  isQuiet(): Promise<boolean>;
  /** Resolves when what is being planned is done. */
  settled(): Promise<void>;
}

export interface PlanningOptions {
  readonly requests: Pick<RequestStore, 'find' | 'unplanned' | 'markPlanned' | 'keepNearby'>;
  readonly organization: Pick<OrganizationStore, 'current'>;
  readonly citizens: Pick<CitizenStore, 'find'>;
  readonly cards: Pick<CardStore, 'ofRequest' | 'messagesOf'>;
  readonly notices: Pick<CitizenNoticeStore, 'asking'>;
  readonly cartables: Pick<CartableStore, 'follow' | 'batches'>;
  readonly people: Pick<PeopleStore, 'listAll'>;
  readonly urgentBundles: Pick<UrgentBundleStore, 'join' | 'ofRequest'>;
  /** The city's clock. */
  readonly clock: Clock;
  readonly timeZone: string;
  readonly logger: Logger;
  /** Lets the citizens of a merged request follow the other one; repeating it changes nothing. */
  readonly onMerged: (stored: StoredRequest) => Promise<void>;
  /** Erases what those had told who withdrew it while others followed it; repeating it changes nothing. */
  readonly onLeft: (stored: StoredRequest) => Promise<void>;
  /** Notes what the letters in Gam have to tell of a changed request; repeating it changes nothing. Absent: nothing. */
  readonly followLetters?: (stored: StoredRequest) => Promise<void>;
  /** Gives a request to the follower who carries it on; repeating it changes nothing. */
  readonly onCarriedOn: (stored: StoredRequest) => Promise<void>;
  /** Brings what is public of a request up to date; repeating it changes nothing. Absent: nothing is public. */
  readonly publish?: (stored: StoredRequest) => Promise<void>;
  /** Stores deliveries and hands them to the senders. */
  readonly plan: (deliveries: readonly Delivery[]) => Promise<void>;
}

/** How many left-overs are fetched at once, and how many of them are planned in parallel. */
const LEFT_OVERS_AT_ONCE = 100;
const PLANNED_AT_ONCE = 10;

/** The planning of this process: requests in parallel, each in the order of its changes. */
export function createPlanning(options: PlanningOptions): Planning {
  const { requests, organization, citizens, cards, notices, cartables, clock, timeZone, logger } = options;
  const { people, urgentBundles } = options;
  /** The last promise of each request's work in progress. */
  const underWay = new Map<TrackingCode, Promise<unknown>>();

  /** Runs work for a request after its work in progress. */
  function inTurn<Result>(code: TrackingCode, work: () => Promise<Result>): Promise<Result> {
    const before = underWay.get(code) ?? Promise.resolve();
    const result = before.then(work);
    const end = result
      .catch(() => undefined)
      .finally(() => {
        if (underWay.get(code) === end) underWay.delete(code);
      });
    underWay.set(code, end);
    return result;
  }

  /** The news preferences of the citizens whom these events concern, as far as they have chosen. */
  async function newsOf(stored: StoredRequest, told: readonly RequestEvent[]) {
    const ids = new Set(told.flatMap((event) => citizensConcerned(stored, event)));
    const found = await Promise.all([...ids].map(citizens.find));
    return new Map<string, News>(
      found.flatMap((one) => (one?.news === undefined ? [] : [[one._id, one.news] as const])),
    );
  }

  /** Who hears of an urgent request, and the bundle in which the operators do; undefined if nobody does. */
  async function urgentOf(
    code: TrackingCode,
    told: readonly RequestEvent[],
  ): Promise<PlanningContext['urgent']> {
    const concerned = told.map((event) => ({ event, ...staffWhoHear(event) }));
    const changing = concerned.findLast(({ operators }) => operators === true)?.event;
    if (changing === undefined && !concerned.some(({ supervisors }) => supervisors === true))
      return undefined;
    const bundle =
      changing?.type === 'urgencyMarked'
        ? await urgentBundles.join({ code, seq: changing.seq, at: changing.at })
        : await urgentBundles.ofRequest(code);
    const staff = await people.listAll();
    const withRole = (role: (typeof staff)[number]['roles'][number]) =>
      staff.flatMap(({ _id, roles }) => (roles.includes(role) ? [_id] : []));
    const supervisors = withRole('supervisor');
    return {
      operators: withRole('operator'),
      // Somebody has to hear of it, also where no supervisor has been invited.
      supervisors: supervisors.length > 0 ? supervisors : withRole('administrator'),
      ...(bundle === undefined ? {} : { bundle }),
    };
  }

  /**
   * The context for planning these events of a request; for a new request, nothing sent earlier is looked up.
   */
  async function contextOf(
    stored: StoredRequest,
    seqs: readonly number[],
    isNew = false,
  ): Promise<PlanningContext> {
    const { code } = stored.request;
    const told = stored.events.filter(({ seq }) => seqs.includes(seq));
    const urgent = await urgentOf(code, told);
    return {
      organization: onPhones(await organization.current()),
      now: clock.now(),
      timeZone,
      ...(isNew ? { cards: [] } : await cards.messagesOf(code)),
      notices: isNew ? [] : await notices.asking(code),
      news: await newsOf(stored, told),
      ...(urgent === undefined ? {} : { urgent }),
    };
  }

  /** The request without what those had told who have withdrawn it: first of all, so that nobody is sent it. */
  async function withoutLeavers(stored: StoredRequest): Promise<StoredRequest> {
    const { request, undelivered, events } = stored;
    const isLeft = events.some(({ seq, type }) => type === 'leftToFollowers' && undelivered.includes(seq));
    if (!isLeft) return stored;
    await options.onLeft(stored);
    const erased = await requests.find(request.code);
    return erased === undefined ? stored : { ...erased, undelivered };
  }

  /** Each of its writes may be repeated, so that a crash between any two is repaired by running it again. */
  async function planEvents(changedRequest: StoredRequest, isNew = false): Promise<void> {
    const stored = await withoutLeavers(changedRequest);
    const { request, undelivered } = stored;
    const { code } = request;
    await cartables.follow(request);
    const changed = stored.events.filter(({ seq }) => undelivered.includes(seq));
    if (changed.some(changesNeighbourhood)) await requests.keepNearby(request);
    await options.publish?.(stored);
    await options.plan(planDeliveries(stored, undelivered, await contextOf(stored, undelivered, isNew)));
    await options.followLetters?.(stored);
    if (changed.some(({ type }) => type === 'merged')) await options.onMerged(stored);
    if (changed.some(({ type }) => type === 'carriedOn')) await options.onCarriedOn(stored);
    await requests.markPlanned(code, undelivered);
  }

  async function planLeftOver(code: TrackingCode): Promise<boolean> {
    const stored = await requests.find(code);
    if (stored === undefined || stored.undelivered.length === 0) return false;
    await planEvents(stored);
    return true;
  }

  /** True if something of a request was left unplanned and is planned now; a failure is logged. */
  async function isPlannedNow(code: TrackingCode): Promise<boolean> {
    try {
      return await inTurn(code, () => planLeftOver(code));
    } catch (error) {
      logger.error({ event: 'planningFailed', request: code, error });
      return false;
    }
  }

  async function handOverRequest(position: string, code: TrackingCode): Promise<void> {
    const stored = await requests.find(code);
    const event = stored === undefined ? undefined : cardsChangedAfter(stored.events, 0);
    if (stored === undefined || event === undefined || cartableOf(stored.request) !== position) return;
    const context = { organization: onPhones(await organization.current()), now: clock.now() };
    const holder = context.organization.holderOf(position, context.now);
    const known = (await cards.ofRequest(code)).filter((card) => card.position === position);
    const hasCard = known.some(({ person }) => person === holder);
    const mark = `@${context.now.getTime()}`;
    await options.plan([
      ...known.map((card) => updateOf(card, event, { now: context.now, mark })),
      ...(hasCard ? [] : newCard(stored, event, position, { ...context, mark: '#handover' })),
    ]);
  }

  return {
    onChanged(stored) {
      const { code } = stored.request;
      inTurn(code, () => planEvents(stored, stored.rev === 1)).catch((error) =>
        logger.error({ event: 'planningFailed', request: code, error }),
      );
    },

    async planLeftOvers() {
      let planned = 0;
      for (;;) {
        const codes = await requests.unplanned(LEFT_OVERS_AT_ONCE);
        const before = planned;
        for (let from = 0; from < codes.length; from += PLANNED_AT_ONCE) {
          const some = await Promise.all(codes.slice(from, from + PLANNED_AT_ONCE).map(isPlannedNow));
          planned += some.filter(Boolean).length;
        }
        if (codes.length < LEFT_OVERS_AT_ONCE || planned === before) return planned;
      }
    },

    async tellAnew(citizen, code, seq) {
      await inTurn(code, async () => {
        const stored = await requests.find(code);
        if (stored === undefined) return;
        const planned = planDeliveries(stored, [seq], await contextOf(stored, [seq]));
        await options.plan(
          planned.filter(({ bot, person }) => roleOf(bot) === 'citizen' && person === citizen),
        );
      });
    },

    async handOver(position) {
      for await (const codes of cartables.batches([position])) {
        for (const code of codes) await inTurn(code, () => handOverRequest(position, code));
      }
    },

    isIdle: () => underWay.size === 0,

    async isQuiet() {
      return underWay.size === 0 && (await requests.unplanned(1)).length === 0;
    },

    async settled() {
      await Promise.all(underWay.values());
    },
  };
}
