import { rmSync } from 'node:fs';
import { mkdir, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Connection } from 'mongoose';
import type { BotRole } from '../../../src/channel/bot.js';
import { createMovableClock } from '../../../src/clock.js';
import { connectToDatabase } from '../../../src/database/connection.js';
import { createLogger } from '../../../src/logger.js';
import { type Chance, createChance } from '../../../src/month/chance.js';
import type { Organization } from '../../../src/organization/organization.js';
import type { Fault } from '../../../src/simulator/faults.js';
import { type CityClient, createCityClient } from '../../../src/story/city-client.js';
import { type RunningSimulator, runSimulator } from '../../simulator/harness.js';
import { eventually } from '../../support/eventually.js';
import { writeMachineOffset } from '../../support/machine-clock.js';
import { removeFolder } from '../../support/remove-folder.js';
import { type DatabaseServer, openDatabaseServer } from './database-server.js';
import { populate } from './inhabitants.js';
import { type OtherSystem, openOtherSystem } from './other-system.js';
import type { Mutation } from './points.js';
import { type Program, startProgram } from './program.js';
import { environmentOf, type ProgramOptions } from './program-options.js';
import { whatIsLeft } from './rest.js';

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
  /** Another system, which is told of every event. */
  readonly otherSystem: OtherSystem;
  readonly citizens: readonly number[];
  readonly chance: Chance;
  now(): Date;
  /** Moves the clock of everything forward. */
  advance(ms: number): void;
  /** Moves the clocks of the programs alone, also back. */
  shiftMachines(ms: number): void;
  /** The programs that have not ended. */
  programs(): readonly Program[];
  start(options?: ProgramOptions): Promise<Program>;
  /** Lets so much time pass, in steps by which nobody loses what he holds; who is hurried does what is due meanwhile. */
  pass(ms: number): Promise<void>;
  /** Waits like `rest`, but as long as it takes, while time runs as fast as a bot can send what it may in it. */
  catchUp(): Promise<void>;
  /** Lets so much time pass that whatever somebody held who does not know of it, or has ended, is free again. */
  outlastLeases(): void;
  /** Starts a program after one that was ended, once what that one held counts as lost. */
  startAgain(options?: ProgramOptions): Promise<Program>;
  /** Lets whatever starts next take the programs before it for stopped in order, so that it takes itself to be alone. */
  forgetEnds(): Promise<void>;
  /** Waits until a program that is alone has found that out again after the clock was moved. */
  findAlone(): Promise<void>;
  /** Lets it know of one that was not. */
  rememberAnEnd(): Promise<void>;
  /**
   * Waits until everything that was sent, planned or has become due is dealt with, or until a program has ended that
   * is expected to. Rejects after two and a half minutes, with what is left.
   */
  rest(mayEnd?: Program): Promise<void>;
  /** True as soon as the last word in a chat is the bot's; false after a minute. */
  hears(person: number, bot: BotRole): Promise<boolean>;
  fault(fault: Fault): Promise<void>;
  clearFaults(): Promise<void>;
  close(): Promise<void>;
}

/** Milliseconds after which a lease of a process that ended is void, whatever it was. */
const LEASES_ARE_LOST_MS = 100_000;
const REST_MS = 150_000;
/** Longer than from one look for other processes to the next. */
const ALONE_AFTER_MS = 1_500;
/** More than anybody is told in an experiment: what a phone has forgotten could not be counted. */
const MESSAGES_KEPT = 20_000;
/** Shorter than any lease, and long enough in truth for renewing one. */
const STEP_MS = 20_000;
const STEP_TAKES_MS = 200;
/** A step in which a bot may send two messages, which it may send at once. */
const SMALL_STEP_MS = 70;
const SMALL_STEP_TAKES_MS = 10;
const SMALL_STEPS_BETWEEN_LOOKS = 50;
const CATCH_UP_MS = 600_000;
const HEARS_WITHIN_MS = 60_000;
const HEALTH_WITHIN_MS = 5_000;
const GAM_TOKEN = 'gam-token-for-experiments-only';
const SILENT = createLogger({ level: 'silent' });

/** Opens a world; no program runs in it yet. */
export async function openWorld(options: {
  /** The file in which the program is. */
  readonly program: string;
  readonly seed: number;
  readonly citizens: number;
  /** Every unit has its requests in Gam as well. */
  readonly usesGam: boolean;
  readonly mutation?: Mutation | undefined;
}): Promise<World> {
  const { mutation, usesGam } = options;
  const folder = await mkdtemp(join(tmpdir(), 'pasokh-experiment-'));
  // What is broken off leaves no folder behind either; its processes end with the one that started them.
  const removeAtOnce = () => rmSync(folder, { recursive: true, force: true });
  process.once('exit', removeAtOnce);
  const machine = join(folder, 'machine-clock');
  writeMachineOffset(machine, 0);
  const clock = createMovableClock();
  const database = await openDatabaseServer({ folder: join(folder, 'database'), mutation });
  const telegram = await runSimulator({
    clock,
    limits: { messagesKept: MESSAGES_KEPT },
    // Nobody is there: the program has another address after each start, and asks by itself what was done.
    gam: {
      token: GAM_TOKEN,
      callback: 'http://127.0.0.1:9/gam/wake',
      positions: async () => organization.positions.map(({ code, title }) => ({ code, title: title.fa })),
    },
  });
  const programs: Program[] = [];
  const city = createCityClient(telegram.address);
  const { connection, close } = await connectToDatabase({ uri: database.uri, logger: SILENT });
  let machineShift = 0;
  let starts = 0;

  const { organization, citizens } = await populate({
    connection,
    clock,
    city,
    telegram,
    citizens: options.citizens,
    usesGam,
  });

  const otherSystem = await openOtherSystem(connection, clock.now());

  /** What the clocks of the programs say. */
  const machineNow = () => new Date(clock.now().getTime() + machineShift);

  function setMachines(): void {
    writeMachineOffset(machine, clock.offset + machineShift);
  }

  function advance(ms: number): void {
    clock.advance(ms);
    setMachines();
  }

  async function start(how: ProgramOptions = {}): Promise<Program> {
    starts += 1;
    const dataDir = join(folder, `program-${starts}`);
    await mkdir(dataDir);
    const program = await startProgram(options.program, {
      DATA_DIR: dataDir,
      MONGODB_URI: database.uri,
      TELEGRAM_API_ROOT: `${telegram.address}/telegram`,
      EXPERIMENT_CLOCK: machine,
      ...(usesGam ? gamEnvironment(telegram.address) : {}),
      ...environmentOf(how),
      ...(mutation === undefined ? {} : { EXPERIMENT_MUTATION: mutation }),
    });
    programs.push(program);
    return program;
  }

  async function isQuiet(): Promise<readonly string[]> {
    try {
      return await whatIsLeft({ connection, telegram, now: machineNow() });
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
    organization,
    otherSystem,
    citizens,
    chance: createChance(options.seed),
    now: () => clock.now(),
    advance,
    shiftMachines(ms) {
      machineShift += ms;
      setMachines();
    },
    programs: () => programs.filter((one) => one.isAlive()),
    start,
    async pass(ms) {
      for (let left = ms; left > 0; left -= STEP_MS) {
        advance(Math.min(STEP_MS, left));
        await pause(STEP_TAKES_MS);
      }
    },
    async catchUp() {
      const until = performance.now() + CATCH_UP_MS;
      for (let left = await isQuiet(); left.length > 0; left = await isQuiet()) {
        if (performance.now() > until) throw new Error(`It does not catch up: ${left.join('; ')}`);
        for (let step = 0; step < SMALL_STEPS_BETWEEN_LOOKS; step += 1) {
          advance(SMALL_STEP_MS);
          await pause(SMALL_STEP_TAKES_MS);
        }
      }
    },
    outlastLeases: () => advance(LEASES_ARE_LOST_MS),
    async startAgain(again) {
      advance(LEASES_ARE_LOST_MS);
      return start(again);
    },
    async forgetEnds() {
      await connection.collection('processes').deleteMany({});
    },
    findAlone: () => pause(ALONE_AFTER_MS),
    async rememberAnEnd() {
      await connection.collection('processes').insertOne({ _id: `ended-${starts}` as never, beats: 1 });
    },
    async rest(mayEnd) {
      let quiet = 0;
      let left: readonly string[] = [];
      const isOver = async () => {
        if (mayEnd?.isAlive() === false) return true;
        left = await isQuiet();
        // Between two looks a message may have become an update, or an event a delivery.
        quiet = left.length === 0 ? quiet + 1 : 0;
        return quiet === 2;
      };
      await eventually(isOver, { withinMs: REST_MS }).catch(async () => {
        const told = await Promise.all(programs.filter((program) => program.isAlive()).map(stateOf));
        const at = machineNow().toISOString();
        throw new Error(`It does not come to rest by ${at}: ${left.join('; ')}\n${told.join('\n')}`);
      });
    },
    async hears(person, bot) {
      const isAnswered = async () => (await city.chat(person, bot)).at(-1)?.from === 'bot';
      return eventually(isAnswered, { withinMs: HEARS_WITHIN_MS }).then(
        () => true,
        () => false,
      );
    },
    async fault(fault) {
      await telegram.control('POST', '/faults', fault);
    },
    async clearFaults() {
      await telegram.control('DELETE', '/faults');
    },
    async close() {
      for (const program of programs.filter((one) => one.isAlive())) await program.kill();
      await otherSystem.close();
      await telegram.stop();
      await close();
      await database.close();
      await removeFolder(folder);
      process.off('exit', removeAtOnce);
    },
  };
}

/** How a program reaches the simulated Gam. */
function gamEnvironment(address: string): Readonly<Record<string, string>> {
  return { GAM_URL: `${address}/simulator/gam/api/system`, GAM_TOKEN, GAM_POLL_SECONDS: '1' };
}

/** What can be told of a program that does not come to rest: what it says of its health, and what it has printed. */
async function stateOf({ url, output }: Program): Promise<string> {
  const health = await fetch(`${url}/health/ready`, { signal: AbortSignal.timeout(HEALTH_WITHIN_MS) }).then(
    async (response) => `${response.status} ${await response.text()}`,
    (error: Error) => error.message,
  );
  return `ready: ${health}\n${output()}`;
}
