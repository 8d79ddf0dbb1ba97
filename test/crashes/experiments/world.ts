import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Connection } from 'mongoose';
import { createCitizenStore } from '../../../src/citizens/citizen-store.js';
import { createMovableClock } from '../../../src/clock.js';
import { readConfig } from '../../../src/config.js';
import { connect } from '../../../src/database/connection.js';
import { createLogger } from '../../../src/logger.js';
import { type Chance, createChance } from '../../../src/month/chance.js';
import { readCity } from '../../../src/organization/city-file.js';
import type { Organization } from '../../../src/organization/organization.js';
import { createOrganizationStore } from '../../../src/organization/organization-store.js';
import { createPeopleStore } from '../../../src/organization/people-store.js';
import type { Fault } from '../../../src/simulator/faults.js';
import { type CityClient, createCityClient } from '../../../src/story/city-client.js';
import { type RunningSimulator, runSimulator, TOKENS } from '../../simulator/harness.js';
import { writeMachineOffset } from '../../support/machine-clock.js';
import { NO_LIMITS_ENVIRONMENT } from '../../support/no-limits.js';
import { type DatabaseServer, openDatabaseServer } from './database-server.js';
import type { Mutation, PointName } from './points.js';
import { type Program, startProgram } from './program.js';
import { whatIsLeft } from './rest.js';

/** How a program is started. */
export interface ProgramOptions {
  readonly role?: 'all' | 'web' | 'worker';
  /** Where it ends, and at which passing of that point. */
  readonly death?: { readonly point: PointName; readonly passing: number };
  /** Milliseconds by which its machine's clock is off. */
  readonly skewMs?: number;
  /** Milliseconds that the database takes before it writes a request. */
  readonly slownessMs?: number;
}

/**
 * A city for one experiment: a Telegram that nothing befalls, a database server, programs that can be ended, and
 * a clock for all of them. Everything has a folder and ports of its own.
 */
export interface World {
  readonly url: string;
  readonly city: CityClient;
  readonly telegram: RunningSimulator;
  readonly connection: Connection;
  readonly database: DatabaseServer;
  readonly organization: Organization;
  readonly citizens: readonly number[];
  readonly chance: Chance;
  now(): Date;
  /** Moves the clock of everything forward. */
  advance(ms: number): void;
  /** Moves the clocks of the programs alone, also back. */
  shiftMachines(ms: number): void;
  start(options?: ProgramOptions): Promise<Program>;
  /** Starts a program after one that was ended, once what that one held counts as lost. */
  startAgain(options?: ProgramOptions): Promise<Program>;
  /**
   * Waits until everything that was sent, planned or has become due is dealt with, or until a program has ended that
   * is expected to. Rejects after a minute, with what is left.
   */
  rest(mayEnd?: Program): Promise<void>;
  fault(fault: Fault): Promise<void>;
  clearFaults(): Promise<void>;
  close(): Promise<void>;
}

/** Milliseconds after which a lease of a process that ended is void, whatever it was. */
const LEASES_ARE_LOST_MS = 100_000;
const REST_MS = 60_000;
const LOOK_EVERY_MS = 15;
/** What people may do with the bots is not what is tried here. */
const SILENT = createLogger({ level: 'silent' });
const FIRST_MANAGER = 500_001;
const ADMINISTRATOR = 400_004;

/** Opens a world; no program runs in it yet. */
export async function openWorld(options: {
  readonly seed: number;
  readonly citizens: number;
  readonly mutation?: Mutation | undefined;
}): Promise<World> {
  const { mutation } = options;
  const folder = await mkdtemp(join(tmpdir(), 'pasokh-experiment-'));
  const machine = join(folder, 'machine-clock');
  writeMachineOffset(machine, 0);
  const clock = createMovableClock();
  const database = await openDatabaseServer({ folder: join(folder, 'database'), mutation });
  const telegram = await runSimulator({ clock });
  const programs: Program[] = [];
  const city = createCityClient(telegram.address);
  const { connection, close } = await connect({ uri: database.uri, logger: SILENT });
  let machineShift = 0;
  let starts = 0;

  const stores = { connection, clock, defaultAnswerHours: 72 };
  const organizationStore = createOrganizationStore(stores);
  await organizationStore.importCity(await readCity(readConfig({}).cityFile));
  await appointManagers();
  const citizens = await introduceCitizens(options.citizens);

  async function appointManagers(): Promise<void> {
    const people = createPeopleStore({ connection });
    const { positions } = await organizationStore.current();
    const managers = positions.map(({ code, title }, index) => ({
      code,
      name: title.fa,
      id: FIRST_MANAGER + index,
    }));
    for (const { id, name } of managers) {
      telegram.simulator.addPerson({ id, name, bot: 'staff', started: true });
    }
    await Promise.all(
      managers.map(({ id, name }) => people.grant({ id: String(id), name, role: 'manager' })),
    );
    const administrator = { id: ADMINISTRATOR, name: 'راهبر سامانه' };
    telegram.simulator.addPerson({ ...administrator, bot: 'staff', started: true });
    await people.grant({ ...administrator, id: String(administrator.id), role: 'administrator' });
    await organizationStore.assign(Object.fromEntries(managers.map(({ code, id }) => [code, String(id)])));
  }

  async function introduceCitizens(count: number): Promise<readonly number[]> {
    const store = createCitizenStore(connection);
    const ids: number[] = [];
    for (let index = 1; index <= count; index += 1) {
      const id = await city.createPerson({ name: `شهروند ${index}`, languageCode: 'fa' });
      const { _id } = await store.meet({ chatId: id, locale: 'fa' });
      await store.update(_id, { consentAt: clock.now(), isWithoutPhone: true });
      ids.push(id);
    }
    return ids;
  }

  function setMachines(): void {
    writeMachineOffset(machine, clock.offset + machineShift);
  }

  function advance(ms: number): void {
    clock.advance(ms);
    setMachines();
  }

  async function start({
    role = 'all',
    death,
    skewMs = 0,
    slownessMs = 0,
  }: ProgramOptions = {}): Promise<Program> {
    starts += 1;
    const dataDir = join(folder, `program-${starts}`);
    await mkdir(dataDir);
    const program = await startProgram({
      DATA_DIR: dataDir,
      MONGODB_URI: database.uri,
      CITIZEN_BOT_TOKEN: TOKENS.citizen,
      STAFF_BOT_TOKEN: TOKENS.staff,
      TELEGRAM_API_ROOT: `${telegram.address}/telegram`,
      PROCESS_ROLE: role,
      SWEEP_SECONDS: '1',
      LOG_LEVEL: 'warn',
      EXPERIMENT_CLOCK: machine,
      EXPERIMENT_SKEW_MS: String(skewMs),
      EXPERIMENT_SLOWNESS_MS: String(slownessMs),
      ...(death === undefined ? {} : { EXPERIMENT_DEATH: `${death.point}:${death.passing}` }),
      ...(mutation === undefined ? {} : { EXPERIMENT_MUTATION: mutation }),
      ...NO_LIMITS_ENVIRONMENT,
    });
    programs.push(program);
    return program;
  }

  async function isQuiet(): Promise<readonly string[]> {
    try {
      return await whatIsLeft({ connection, telegram, now: new Date(clock.now().getTime() + machineShift) });
    } catch (error) {
      return [error instanceof Error ? error.message : String(error)];
    }
  }

  return {
    url: telegram.address,
    city,
    telegram,
    connection,
    database,
    organization: await organizationStore.current(),
    citizens,
    chance: createChance(options.seed),
    now: () => clock.now(),
    advance,
    shiftMachines(ms) {
      machineShift += ms;
      setMachines();
    },
    start,
    async startAgain(again) {
      advance(LEASES_ARE_LOST_MS);
      return start(again);
    },
    async rest(mayEnd) {
      const until = performance.now() + REST_MS;
      // Between two looks a message may have become an update, or an event a delivery.
      for (let quiet = 0; quiet < 2; ) {
        if (mayEnd?.isAlive() === false) return;
        const left = await isQuiet();
        quiet = left.length === 0 ? quiet + 1 : 0;
        if (performance.now() > until) {
          const printed = programs.filter((program) => program.isAlive()).map((program) => program.output());
          throw new Error(`It does not come to rest: ${left.join('; ')}\n${printed.join('\n')}`);
        }
        await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
      }
    },
    async fault(fault) {
      await telegram.control('POST', '/faults', fault);
    },
    async clearFaults() {
      await telegram.control('DELETE', '/faults');
    },
    async close() {
      for (const program of programs.filter((one) => one.isAlive())) await program.kill();
      await telegram.stop();
      await close();
      await database.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
