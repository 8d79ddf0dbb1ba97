import { json, Router } from 'express';
import { z } from 'zod';
import { BALE, type Messenger, TELEGRAM } from './channel/bot.js';
import { personAddress, personId } from './channel/person-id.js';
import type { CitizenStore } from './citizens/citizen-store.js';
import type { PhoneClaim } from './citizens/phone-claim.js';
import type { MovableClock } from './clock.js';
import type { Logger } from './logger.js';
import type { InviteStore } from './organization/invites.js';
import type { Organization } from './organization/organization.js';
import type { OrganizationStore } from './organization/organization-store.js';
import type { Grant, PeopleStore } from './organization/people-store.js';
import type { Request } from './requests/lifecycle/request.js';
import type { RequestStore } from './requests/request-store.js';
import { simulatedManagerId, simulatedPeople, vacantInSimulation } from './simulated-people.js';
import { baleBots, simulatedBots } from './simulation/messengers.js';
import { createSimulator, type SimulatedProduct, type SimulatorLimits } from './simulator/index.js';
import { TELEGRAM_CAPABILITIES } from './telegram/capabilities.js';

/** How the product and the simulated office automation know each other. The token works only in the simulator. */
export const SIMULATED_GAM = { path: '/simulator/gam/api/system', token: 'simulated-gam-token' } as const;

/** The interface that the simulated registry of calls uses, and where it is told of events. */
const SIMULATED_SAJA = { api: '/api/v1', events: '/simulator/saja/api/events' } as const;

/** The account of the product at the simulated provider of short messages. The key works only in the simulator. */
export const SIMULATED_SMS = {
  provider: 'kavenegar',
  key: 'simulated-sms-key',
  line: '30001370',
} as const;

const LATEST_REQUESTS = 30;

export interface SimulationOptions {
  readonly clock: MovableClock;
  readonly logger: Logger;
  /** The folder of the simulated Telegram's state. */
  readonly folder: string;
  readonly organization: OrganizationStore;
  readonly people: PeopleStore;
  readonly invites: InviteStore;
  readonly citizens: Pick<CitizenStore, 'meet' | 'update'>;
  readonly limits?: Partial<SimulatorLimits>;
  /** Where letters are exchanged with the simulated office automation as files; absent: over HTTP. */
  readonly letterFolder?: string;
  /** The messengers on which people are: the staff on the first, and the citizen whom the city knows on the last. */
  readonly messengers: readonly Messenger[];
  /** Address of this server on this machine. */
  readonly url: string;
  /** The name under which this server may be called, besides numbers and `localhost`. */
  readonly host?: string;
  readonly product: RunningProduct;
}

/** The parts of the product that the simulation needs. */
interface RunningProduct extends Pick<SimulatedProduct, 'isIdle' | 'isQuiet' | 'runDue'> {
  readonly requestStore: RequestStore;
  readonly phones: Pick<PhoneClaim, 'prove'>;
  /** True while no event waits to be told to another system. */
  areEventsTold(): boolean;
  /** Makes the key of the simulated registry anew; the one before is void. */
  makeRegistryKey(): Promise<string>;
}

/** A simulated city: the simulator, and the people who hold the positions. */
export interface Simulation {
  readonly router: Router;
  /** Fills the city with people and lets them write; repeating it changes nothing. */
  start(): Promise<void>;
  stop(): Promise<void>;
}

/** Makes the simulated city around a simulator. */
export function createSimulation(options: SimulationOptions): Simulation {
  const { clock, organization, people, invites, citizens, product, messengers } = options;
  const [staffMessenger = TELEGRAM] = messengers;
  const citizensMessenger = messengers.at(-1) ?? TELEGRAM;
  const staffId = (userId: number) => personId({ messenger: staffMessenger, userId });
  const seenBy = (messenger: Messenger): SimulatedProduct => ({
    describePeople: () => describePeople(messenger),
    isIdle: () => product.isIdle() && isRegistryQuiet(),
    isQuiet: () => product.isQuiet(),
    runDue: () => product.runDue(),
    requests: () => describeRequests(product.requestStore, messenger),
  });

  const simulator = createSimulator({
    clock,
    logger: options.logger,
    bots: simulatedBots,
    journalFolder: options.folder,
    ...(options.host === undefined ? {} : { host: options.host }),
    ...(options.limits === undefined ? {} : { limits: options.limits }),
    sms: { key: SIMULATED_SMS.key },
    gam: {
      token: SIMULATED_GAM.token,
      callback: `${options.url}/gam/wake`,
      ...(options.letterFolder === undefined ? {} : { letterFolder: options.letterFolder }),
      positions: describeDesks,
    },
    saja: {
      api: `${options.url}${SIMULATED_SAJA.api}`,
      eventAddress: `${options.url}${SIMULATED_SAJA.events}`,
      makeKey: () => product.makeRegistryKey(),
    },
    product: seenBy(TELEGRAM),
    ...(messengers.includes(BALE) ? { bale: { bots: baleBots, product: seenBy(BALE) } } : {}),
  });

  /** The registry of calls hears of everything, and reads it, before all is quiet; unused, it hears of nothing. */
  function isRegistryQuiet(): boolean {
    return !simulator.isRegistryUsed() || (product.areEventsTold() && simulator.isRegistryIdle());
  }

  async function describePeople(messenger: Messenger): ReturnType<SimulatedProduct['describePeople']> {
    const [city, staff] = await Promise.all([organization.current(), people.listAll()]);
    return new Map(
      staff.flatMap(({ _id, roles }) => {
        const address = personAddress(_id);
        if (address?.messenger !== messenger) return [];
        const [position] = city.positionsOf(_id, clock.now());
        const title = position === undefined ? undefined : city.position(position)?.title.fa;
        const described = {
          roles,
          ...(position === undefined ? {} : { position }),
          ...(title === undefined ? {} : { positionTitle: title }),
        };
        return [[address.userId, described]];
      }),
    );
  }

  /** Every position of the units that take part has a desk. */
  async function describeDesks() {
    const city = await organization.current();
    return city.positions
      .filter(({ code }) => city.isConnected(code))
      .map(({ code, title }) => ({ code, title: title.fa }));
  }

  async function describeRequests(store: RequestStore, messenger: Messenger) {
    const [city, requests] = await Promise.all([organization.current(), store.latest(LATEST_REQUESTS)]);
    return requests.map((request) => ({
      ...describeRequest(request, city, clock.now()),
      citizen: numberOn(messenger, request.citizen),
    }));
  }

  /** The first citizen has used the bot before: they have consented, and their number is known. */
  async function introduceFirstCitizen(): Promise<void> {
    const [{ id, phone }] = simulatedPeople;
    const citizen = await citizens.meet({ messenger: citizensMessenger, userId: id, locale: 'fa' });
    await citizens.update(citizen._id, { consentAt: clock.now() });
    await product.phones.prove(citizen, { phone, locale: 'fa' });
  }

  /** Citizens are on every messenger, and staff on theirs. */
  function settle({ id, name, bot, ...person }: (typeof simulatedPeople)[number]): void {
    const phone = 'phone' in person ? { phone: person.phone } : {};
    for (const home of bot === 'staff' ? [staffMessenger] : messengers) {
      simulator.addPerson({ id, name, bot, started: bot === 'staff', ...phone }, home);
    }
  }

  async function fill(): Promise<void> {
    const city = await organization.current();
    const known = new Set((await people.listAll()).map(({ _id }) => _id));
    if (known.size === 0) await introduceFirstCitizen();
    const grants: Grant[] = [];
    for (const person of simulatedPeople) {
      settle(person);
      const { id, name, roles } = person;
      if (!known.has(staffId(id))) grants.push(...roles.map((role) => ({ id: staffId(id), name, role })));
    }
    const managers = city.positions
      .map(({ code, title }, index) => ({ id: simulatedManagerId(index), name: title.fa, code }))
      .filter(({ code }) => !vacantInSimulation.includes(code));
    for (const { id, name } of managers) {
      simulator.addPerson({ id, name, bot: 'staff', started: true }, staffMessenger);
    }
    const added = managers.filter(
      ({ id, code }) => !known.has(staffId(id)) && city.holderOf(code, clock.now()) === undefined,
    );
    await organization.assign(Object.fromEntries(added.map(({ id, code }) => [code, staffId(id)])));
    await people.grant(
      ...grants,
      ...added.map(({ id, name }) => ({ id: staffId(id), name, role: 'manager' as const })),
    );
  }

  const router = Router();
  router.post(
    ['/simulator/api/invites', '/simulator/bale/api/invites'],
    json(),
    async (request, response) => {
      const parsed = inviteSchema.safeParse(request.body);
      const city = await organization.current();
      if (
        !parsed.success ||
        (parsed.data.position !== undefined && city.position(parsed.data.position) === undefined)
      ) {
        response
          .status(400)
          .json({ error: 'An invite needs a role, and for a manager the code of a position.' });
        return;
      }
      const { role, position } = parsed.data;
      const invite = await invites.create({
        role,
        ...(position === undefined ? {} : { position }),
        createdBy: 'simulation',
        now: clock.now(),
      });
      response.status(201).json({
        start: `/start ${invite.token}`,
        link: TELEGRAM_CAPABILITIES.startLink(simulatedBots.staff.username, invite.token),
        expiresAt: invite.expiresAt,
      });
    },
  );
  router.use(simulator.router);

  return {
    router,
    async start() {
      await fill();
      await simulator.start();
    },
    stop: () => simulator.stop(),
  };
}

const inviteSchema = z.object({
  role: z.enum(['manager', 'operator', 'supervisor', 'administrator']),
  position: z.string().optional(),
});

/** A person by their number on the messenger whose page it is, by both elsewhere: the same number is somebody else there. */
function numberOn(messenger: Messenger, person: string): string {
  const address = personAddress(person);
  if (address === undefined) return person;
  return address.messenger === messenger ? String(address.userId) : `${address.messenger}:${address.userId}`;
}

/** A request with the chain from its first position up, as the page draws it. */
function describeRequest(request: Request, city: Organization, now: Date) {
  const { stage, heldBy, category } = request;
  const current = stage.status === 'referred' || stage.status === 'waiting' ? stage.referral : undefined;
  const answerer =
    stage.status === 'answered' && stage.answer.by.kind === 'position' ? stage.answer.by.position : undefined;
  const start = heldBy[0];
  const chain = start === undefined ? [] : city.chainFrom(lowestOf(start, request, city));
  const currentIndex = chain.findIndex(({ code }) => code === (current?.position ?? answerer));
  return {
    code: request.code,
    filedAt: request.filedAt,
    status: stage.status,
    category: category === undefined ? undefined : city.category(category)?.title.fa,
    text: request.text,
    ...(current === undefined ? {} : { dueAt: current.dueAt }),
    chain: chain.map(({ code, title }, index) => ({
      position: code,
      title: title.fa,
      state: stateOf(code, index),
      vacant: city.isVacant(code, now),
    })),
  };

  function stateOf(code: string, index: number): 'answered' | 'now' | 'passed' | 'above' {
    if (code === answerer) return 'answered';
    if (code === current?.position) return 'now';
    if (heldBy.includes(code) || (currentIndex >= 0 && index < currentIndex)) return 'passed';
    return 'above';
  }
}

/**
 * The position from which the drawn chain starts: where the request entered, even if that position was
 * vacant.
 */
function lowestOf(firstHeld: string, request: Request, city: Organization): string {
  const route = city.route({
    ...(request.category === undefined ? {} : { category: request.category }),
    ...(request.place?.district === undefined ? {} : { district: request.place.district }),
  });
  return route.kind === 'position' && city.isBelow(route.position, firstHeld) ? route.position : firstHeld;
}
