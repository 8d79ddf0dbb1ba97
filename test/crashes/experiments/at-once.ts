import { type Experiment, HOUR_MS, type Stage } from './experiment.js';
import { type FrontDoor, hang, NOBODY, openFrontDoor } from './front-door.js';

/** At which passing of each point the program ends. */
const PASSINGS = { short: [2], full: [1, 2, 3, 5, 8] } as const;
const MOST_ROUNDS = 16;
/** How long a process is frozen, by the clock of all others. */
const FROZEN_MS = 90_000;

/** A program that takes itself to be alone handles updates before it stores them, and says that it has them afterwards. */
export const handlingAtOnce: Experiment = {
  name: 'at-once',
  title: 'a program that is alone is killed around its one write, and freezes while others begin',
  citizens: 6,
  async run(stage) {
    const door = await openFrontDoor();
    stage.comeApart(door.presses);
    try {
      await killAroundTheWrite(door, stage);
      await freezeAlone(door, stage);
    } finally {
      await door.close();
    }
  },
};

async function killAroundTheWrite(door: FrontDoor, stage: Stage): Promise<void> {
  const { world, players, isShort, count, miss } = stage;
  for (const passing of isShort ? PASSINGS.short : PASSINGS.full) {
    for (const point of ['atOnce', 'consumed'] as const) {
      await world.forgetEnds();
      const program = await world.startAgain({ publicUrl: NOBODY, death: { point, passing } });
      await hang(door, world, [program]);
      for (let round = 0; round < MOST_ROUNDS && program.isAlive(); round += 1) {
        world.advance(5_000);
        await world.findAlone();
        await players.round();
        await world.rest(program);
      }
      if (program.isAlive()) miss(`«${point}» was not passed ${passing} times`);
      else count(`deaths at «${point}»`);
      await program.kill();
      await lookAtAcknowledged(door, stage);
    }
  }
}

/** Nothing was acknowledged that is not stored: consumed, waiting, or set aside. */
async function lookAtAcknowledged(door: FrontDoor, { world, miss }: Stage): Promise<void> {
  const chats = await world.connection.collection('chats').find().toArray();
  const letters = await world.connection.collection('deadLetters').find().toArray();
  const stored = new Set([
    ...letters.map(({ _id }) => String(_id)),
    ...chats.flatMap(({ _id, seen, pending }) =>
      [...seen, ...pending.map(({ id }: { readonly id: number }) => id)].map((id) => `${String(_id)}:${id}`),
    ),
  ]);
  for (const { chat, id } of door.acknowledged()) {
    if (!stored.has(`${chat}:${id}`)) miss(`${chat}:${id} was acknowledged and is not stored`);
  }
}

/** It freezes in the middle of its work; others take its work over, and it wakes while it still takes itself to be alone. */
async function freezeAlone(door: FrontDoor, stage: Stage): Promise<void> {
  const { world, players, count, settledRound } = stage;
  await world.forgetEnds();
  const alone = await world.startAgain({ publicUrl: NOBODY });
  await hang(door, world, [alone]);
  await world.findAlone();
  const round = players.round();
  alone.freeze();
  world.advance(FROZEN_MS);
  const other = await world.start({ publicUrl: NOBODY });
  await hang(door, world, [other]);
  await round;
  await players.round();
  await hang(door, world, [alone, other]);
  alone.wake();
  count('freezes of a program that was alone');
  for (let times = 0; times < 2; times += 1) await settledRound();
  await door.repeat();
  await lookAtAcknowledged(door, stage);
  world.advance(HOUR_MS);
  players.fileNoMore();
  await settledRound();
}
