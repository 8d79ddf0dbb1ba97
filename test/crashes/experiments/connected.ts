import { setTimeout as pause } from 'node:timers/promises';
import { brokenCalls, type CallingSystem, openCallingSystem } from './calling-system.js';
import { type Experiment, HOUR_MS, type Stage } from './experiment.js';
import { type OfficeDesks, openOfficeDesks } from './office-desks.js';
import { CONNECTED_POINTS } from './points.js';
import { allRequests } from './stored-requests.js';
import type { World } from './world.js';

/** Milliseconds after the beginning of a round within which the program is killed. */
const WITHIN_MS = 400;
const KILLS = { short: 2, full: 185 } as const;
/** At which passing of each point the program ends. */
const PASSINGS = { short: [1], full: [1, 2, 4] } as const;
const MOST_ROUNDS = 16;
/** Longer than an answer can be taken back for. */
const RECALL_MS = 7_000;
/** How often more than a day passes before a round, so that deadlines pass while letters are answered. */
const SHARE_OF_DAYS = 0.3;

/**
 * Another system calls over `/api/v1`, desks answer in Gam, phones answer as well, and a receiver of webhooks hears of
 * all of it, while the program is killed: what was acknowledged to any of them is there once.
 */
export const connected: Experiment = {
  name: 'connected',
  title: 'the program is killed while another system calls, and desks in Gam and phones answer',
  citizens: 3,
  usesGam: true,
  async run(stage) {
    const { world, players } = stage;
    const sides = { calling: await openCallingSystem(world), desks: openOfficeDesks(world) };
    await world.start();
    for (let round = 0; round < 2; round += 1) await settledRound(stage, sides);
    await dieAtPoints(stage, sides);
    await dieAnywhere(stage, sides);
    players.fileNoMore();
    await sides.desks.mend();
    for (const hours of [1, 49, 21, 4]) {
      world.advance(hours * HOUR_MS);
      await world.rest();
    }
    await look(stage, sides);
  },
};

/** Everybody who takes part beside the citizens and managers with their phones. */
interface Sides {
  readonly calling: CallingSystem;
  readonly desks: OfficeDesks;
}

/** The program ends between an act of another system, or at a desk, and what is noted of it. */
async function dieAtPoints(stage: Stage, sides: Sides): Promise<void> {
  const { world, isShort, count, miss } = stage;
  const passings = isShort ? PASSINGS.short : PASSINGS.full;
  for (const death of passings.flatMap((passing) => CONNECTED_POINTS.map((point) => ({ point, passing })))) {
    await endAll(world);
    const program = await world.startAgain({ death });
    for (let round = 0; round < MOST_ROUNDS && program.isAlive(); round += 1) {
      await begin(stage, sides);
      await world.rest(program);
    }
    if (program.isAlive()) miss(`«${death.point}» was not passed ${death.passing} times`);
    else count(`deaths at «${death.point}»`);
    await goOn(stage, sides);
  }
}

/** The program is killed at random moments while everybody is at it. */
async function dieAnywhere(stage: Stage, sides: Sides): Promise<void> {
  const { world, isShort, count } = stage;
  for (let kill = 0; kill < (isShort ? KILLS.short : KILLS.full); kill += 1) {
    const ended = pause(world.chance.between(0, WITHIN_MS)).then(() => endAll(world));
    await begin(stage, sides);
    await ended;
    count('kills');
    await goOn(stage, sides);
  }
}

/** What was answered to the system is there, and each letter and each desk's answer is where it belongs. */
async function look({ world, book, count, miss }: Stage, { calling, desks }: Sides): Promise<void> {
  await book.look();
  const all = await allRequests(world.connection);
  for (const { kind, answer } of calling.calls) count(`«${kind}» answered ${answer?.status}`);
  const problems = [...brokenCalls(calling, all), ...(await desks.broken(all, book.deliveries))];
  for (const problem of problems) miss(problem);
}

async function endAll(world: World): Promise<void> {
  await Promise.all(world.programs().map((program) => program.kill()));
}

/** A moment or more than a day passes, and everybody begins something. */
async function begin({ world, players }: Stage, { calling, desks }: Sides): Promise<void> {
  world.advance(world.chance.happens(SHARE_OF_DAYS) ? 25 * HOUR_MS : 5_000);
  await calling.round();
  await desks.round();
  await players.round();
}

/** After a program has ended another one makes good what it left; then every call is answered, and the same again. */
async function goOn(stage: Stage, sides: Sides): Promise<void> {
  const { world } = stage;
  await endAll(world);
  await world.startAgain();
  await settle(stage, sides);
}

async function settledRound(stage: Stage, sides: Sides): Promise<void> {
  await begin(stage, sides);
  await settle(stage, sides);
}

async function settle({ world, book, miss }: Stage, { calling }: Sides): Promise<void> {
  await calling.settled();
  // Answers that phones have sent are given now, and not only after so many seconds.
  world.advance(RECALL_MS);
  await world.rest();
  for (const other of await calling.repeat()) miss(other);
  await world.rest();
  await book.look();
}
