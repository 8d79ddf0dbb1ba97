import { eventually } from '../../support/eventually.js';
import { APOLOGY, handleAgain, lettersIn } from './dead-letters.js';
import type { Experiment, Stage } from './experiment.js';
import { type FrontDoor, hang, NOBODY, openFrontDoor } from './front-door.js';
import type { Program } from './program.js';
import type { ProgramOptions } from './program-options.js';

const ENDING = 'جمله‌ای که هر برنامه‌ای را از کار می‌اندازد';
/**
 * With so many ends of programs an update is set aside (docs/design.md, 4): three that are counted, and the first one
 * before them, with which nothing of it was stored.
 */
const ENDS = 4;
const ENDS_WITHIN_MS = 60_000;

/**
 * A message that ends every program that handles it: once three ends are counted it is set aside and its sender told, while
 * everybody else is served, and once the fault is mended an administrator has it handled again.
 */
export const endingUpdate: Experiment = {
  name: 'ending',
  title: 'one message ends every program that handles it',
  citizens: 4,
  run: (stage) => endAll(stage, (options) => stage.world.startAgain(options)),
};

/** The same where Telegram brings the updates: whatever an ended program did not take comes again by itself. */
export const endingByWebhook: Experiment = {
  name: 'ending-by-webhook',
  title: 'one message that Telegram brings ends every program that handles it',
  citizens: 4,
  async run(stage) {
    const door = await openFrontDoor();
    stage.comeApart(door.presses);
    try {
      await endAll(stage, (options) => startBehind(door, stage, options));
    } finally {
      await door.close();
    }
  },
};

async function startBehind(door: FrontDoor, { world }: Stage, options?: ProgramOptions): Promise<Program> {
  const program = await world.startAgain({ ...options, publicUrl: NOBODY });
  await hang(door, world, [program]);
  return program;
}

async function endAll(
  stage: Stage,
  startAgain: (options?: ProgramOptions) => Promise<Program>,
): Promise<void> {
  const { world, players, miss, count, settledRound } = stage;
  const [ender = 0, ...others] = world.citizens;
  await world.city.send(ender, 'citizen', { text: ENDING });
  await world.city.send(ender, 'citizen', { text: '/start' });
  let ends = 0;
  let program = await startAgain({ ending: ENDING });
  for (; ends <= ENDS; ends += 1) {
    const present = program;
    const isDecided = async () => !present.isAlive() || (await lettersIn(world)).length > 0;
    await eventually(isDecided, { withinMs: ENDS_WITHIN_MS });
    if (present.isAlive()) break;
    count('programs that it ended');
    program = await startAgain({ ending: ENDING });
  }
  if (ends !== ENDS) miss(`the message ended ${ends} programs before it was set aside`);
  for (const person of others) await world.city.send(person, 'citizen', { text: '/start' });
  await world.rest();
  const texts = (await world.city.chat(ender, 'citizen')).map(({ text = '' }) => text);
  if (!texts.some((text) => text.includes(APOLOGY))) miss('its sender was not told');
  if (texts.at(-1)?.includes(APOLOGY) !== false) miss('the next message of its sender was not answered');
  for (const person of others) if (!(await world.hears(person, 'citizen'))) miss(`${person} got no answer`);
  for (let round = 0; round < 3; round += 1) await settledRound();

  await program.kill();
  await startAgain();
  await world.rest();
  await handleAgain(stage, { isAnswerExpected: true });
  players.fileNoMore();
  await settledRound();
}
