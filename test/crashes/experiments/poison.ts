import { setTimeout as pause } from 'node:timers/promises';
import { createPhone } from '../../../src/month/phone.js';
import { staffButtons } from '../../../src/telegram/staff-buttons.js';
import { eventually } from '../../support/eventually.js';
import { type Experiment, HOUR_MS, type Stage } from './experiment.js';
import { ADMINISTRATOR } from './inhabitants.js';

const POISON = 'جمله‌ای که هیچ کس از پس آن برنمی‌آید';
const HANGING = 'جمله‌ای که کار آن پنج دقیقه می‌ماند';
/** What the bot says about a message that it could not deal with. */
const APOLOGY = 'این پیام به نتیجه نرسید';
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
    if ((await lettersIn(stage)).length > 0)
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
    await handleAgain(stage);
    for (const person of [thrown, hung]) await world.city.send(person, 'citizen', { text: 'لغو' });
    await world.rest();
    for (let round = 0; round < 4; round += 1) await settledRound();
    count('persons whose texts cannot be read');
    players.fileNoMore();
    await settledRound();
  },
};

async function lettersIn({ world }: Stage): Promise<readonly string[]> {
  const letters = await world.connection.collection('deadLetters').find().toArray();
  return letters.map(({ _id }) => String(_id));
}

/** Lets time pass until so many messages have been given up. */
async function giveUp(stage: Stage, messages: number): Promise<void> {
  const isOver = async () => {
    if ((await lettersIn(stage)).length >= messages) return true;
    stage.world.advance(STEP_MS);
    // In a step the program tries again, and whatever it waits for is over by then.
    await pause(STEP_TAKES_MS);
    return false;
  };
  await eventually(isOver, { withinMs: GIVEN_UP_WITHIN_MS });
}

/** The sender of a message that was given up is told so once, and his next message is answered. */
async function expectApology({ world, miss }: Stage, person: number): Promise<void> {
  const texts = (await world.city.chat(person, 'citizen')).map(({ text = '' }) => text);
  const times = texts.filter((text) => text.includes(APOLOGY)).length;
  if (times !== 1) miss(`${person} was told ${times} times that his message came to nothing`);
  if (texts.at(-1)?.includes(APOLOGY) !== false) miss(`the next message of ${person} was not answered`);
}

/** An administrator has everything that was given up handled again, by the button for it. */
async function handleAgain(stage: Stage): Promise<void> {
  const { world, miss, count, handledAgain } = stage;
  const phone = createPhone({ ...world, person: ADMINISTRATOR.id, bot: 'staff' });
  const letters = await lettersIn(stage);
  await phone.send('وضعیت سامانه');
  await world.rest();
  await phone.press(staffButtons.pack('letters'));
  await world.rest();
  for (const letter of letters) {
    handledAgain(letter);
    const person = Number(letter.split(':')[1]);
    const before = (await world.city.chat(person, 'citizen')).at(-1)?.messageId ?? 0;
    await phone.press(staffButtons.pack('retryLetter', letter));
    await world.rest();
    // What the bot answers depends on what the person is at by now; only not with another apology.
    const news = (await world.city.chat(person, 'citizen')).filter(({ messageId }) => messageId > before);
    const isAnswered = news.some(({ from, text = '' }) => from === 'bot' && !text.includes(APOLOGY));
    if (!isAnswered) miss(`${letter} was not answered after «دوباره»`);
    count('presses of «دوباره»');
  }
  const left = await lettersIn(stage);
  if (left.length > 0) miss(`${left.join(', ')} is still there after «دوباره»`);
}
