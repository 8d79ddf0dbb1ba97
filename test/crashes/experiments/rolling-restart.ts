import type { Experiment, Stage } from './experiment.js';
import { type FrontDoor, hang, NOBODY, openFrontDoor } from './front-door.js';
import type { Program } from './program.js';
import type { ProgramOptions } from './program-options.js';

/** How often each of the four processes is stopped and started. */
const TURNS = { short: 1, full: 5 } as const;
/** Longer than the front door takes to notice. */
const DRAIN_SECONDS = 1;

const PROCESSES: readonly ProgramOptions[] = [
  { role: 'web', publicUrl: NOBODY, drainSeconds: DRAIN_SECONDS },
  { role: 'web', publicUrl: NOBODY, drainSeconds: DRAIN_SECONDS },
  { role: 'worker' },
  { role: 'worker' },
];

/** Two processes receive and two work; each in turn is stopped in order and started again while people are at it. */
export const rollingRestart: Experiment = {
  name: 'rolling',
  title:
    'two receivers and two workers are stopped in order and started again, one after the other, under load',
  citizens: 8,
  async run(stage) {
    const door = await openFrontDoor({ looksForReadiness: true });
    try {
      await playBehind(door, stage);
    } finally {
      await door.close();
    }
  },
};

async function playBehind(door: FrontDoor, stage: Stage): Promise<void> {
  const { world, players, isShort, count, miss, settledRound, book } = stage;
  stage.comeApart(door.presses);
  const programs = await Promise.all(PROCESSES.map((one) => world.start(one)));
  const receivers = () => programs.filter((_, place) => PROCESSES[place]?.role === 'web');
  await hang(door, world, receivers());
  for (let round = 0; round < 2; round += 1) await settledRound();
  for (let turn = 0; turn < (isShort ? TURNS.short : TURNS.full); turn += 1) {
    for (const [place, options] of PROCESSES.entries()) {
      const stopped = stop(programs[place], miss);
      // People go on while it drains, while it finishes, and while only the other one is there.
      await players.round();
      await stopped;
      await players.round();
      // A receiver tells Telegram its own address, behind which there is nobody here, until the door is hung again.
      await world.rest();
      programs[place] = await world.start(options);
      await hang(door, world, receivers());
      count('processes stopped in order and started again');
      await players.round();
      // Nobody waits here until what a process held counts as lost: it has given everything back.
      await world.rest();
      await book.look();
    }
  }
  players.fileNoMore();
  await settledRound();
  if (door.refused() > 0) miss(`${door.refused()} calls of Telegram were not taken`);
}

async function stop(program: Program | undefined, miss: Stage['miss']): Promise<void> {
  const code = await program?.stop();
  if (code !== 0) miss(`A process that was stopped ended with ${code}: ${program?.output()}`);
}
