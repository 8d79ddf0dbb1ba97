import { setTimeout as pause } from 'node:timers/promises';
import { eventually } from '../../support/eventually.js';
import { APOLOGY, handleAgain, lettersIn } from './dead-letters.js';
import { type Experiment, HOUR_MS, type Stage } from './experiment.js';

const POISON = 'جمله‌ای که هیچ کس از پس آن برنمی‌آید';
const HANGING = 'جمله‌ای که کار آن پنج دقیقه می‌ماند';
/** Steps in which time passes while something is tried again and again. */
const STEP_MS = 5_000;
const STEP_TAKES_MS = 40;
const GIVEN_UP_WITHIN_MS = 60_000;

/**
 * A message whose handler throws, one whose handler hangs, and a person whose texts Telegram cannot read: their senders
 * are told and go on, nobody else notices, and once the fault is mended an administrator has them handled again.
 */
export const poison: Experiment = {
  name: 'poison',
  title: 'one handler throws, one hangs for five minutes, and the texts for one person cannot be read',
  citizens: 6,
  async run(stage) {
    const { world, players, miss, count, settledRound } = stage;
    const [thrown = 0, hung = 0, unread = 0, ...others] = world.citizens;
    const program = await world.start({ poison: POISON, hanging: HANGING, isHurried: true });
    await world.fault({ kind: 'unparsable', chatId: unread });
    for (const [person, words] of [
      [thrown, POISON],
      [hung, HANGING],
    ] as const) {
      await world.city.send(person, 'citizen', { text: words });
      await world.city.send(person, 'citizen', { text: '/start' });
    }
    // Nobody else waits for that: they are answered long before it has failed often enough.
    for (const person of [unread, ...others]) await world.city.send(person, 'citizen', { text: '/start' });
    const answered = await Promise.all([unread, ...others].map((person) => world.hears(person, 'citizen')));
    if ((await lettersIn(world)).length > 0)
      miss('the others were answered only after a message was given up');
    if (answered.includes(false)) miss('somebody else got no answer');

    await giveUp(stage, 2);
    await world.rest();
    for (const person of [thrown, hung]) await expectApology(stage, person);
    count('handlers that throw');
    count('handlers that hang');
    // What hung goes on long after it was given up, and does no harm.
    world.advance(HOUR_MS);
    await world.rest();
    for (let round = 0; round < 5; round += 1) await settledRound();

    await program.kill();
    await world.startAgain();
    await handleAgain(stage, { isAnswerExpected: true });
    for (const person of [thrown, hung]) await world.city.send(person, 'citizen', { text: 'لغو' });
    await world.rest();
    for (let round = 0; round < 4; round += 1) await settledRound();
    count('persons whose texts cannot be read');
    players.fileNoMore();
    await settledRound();
  },
};

/** Lets time pass until so many messages have been given up. */
async function giveUp({ world }: Stage, messages: number): Promise<void> {
  const isOver = async () => {
    if ((await lettersIn(world)).length >= messages) return true;
    world.advance(STEP_MS);
    // In a step the program tries again, and whatever it waits for is over by then.
    await pause(STEP_TAKES_MS);
    return false;
  };
  await eventually(isOver, { withinMs: GIVEN_UP_WITHIN_MS }).catch(async () => {
    const given = (await lettersIn(world)).map(({ id, error }) => `${id} (${error})`);
    throw new Error(`${messages} messages should have been given up; these were: ${given.join(', ')}.`);
  });
}

/** The sender of a message that was given up is told so once, and his next message is answered. */
async function expectApology({ world, miss }: Stage, person: number): Promise<void> {
  const texts = (await world.city.chat(person, 'citizen')).map(({ text = '' }) => text);
  const times = texts.filter((text) => text.includes(APOLOGY)).length;
  if (times !== 1) miss(`${person} was told ${times} times that his message came to nothing`);
  if (texts.at(-1)?.includes(APOLOGY) !== false) miss(`the next message of ${person} was not answered`);
}
