import { createPhone } from '../../../src/month/phone.js';
import { staffButtons } from '../../../src/telegram/staff-buttons.js';
import type { Stage } from './experiment.js';
import { ADMINISTRATOR } from './inhabitants.js';
import type { World } from './world.js';

/** What a bot says about a message that it could not deal with. */
export const APOLOGY = 'این پیام به نتیجه نرسید';

/** An update that was set aside: its id there, and why. */
interface Letter {
  readonly id: string;
  readonly error: string;
}

/** The updates that were set aside. */
export async function lettersIn({ connection }: Pick<World, 'connection'>): Promise<readonly Letter[]> {
  const letters = await connection.collection('deadLetters').find().toArray();
  return letters.map(({ _id, error }) => ({ id: String(_id), error: String(error) }));
}

/** An administrator has everything that was set aside handled again, by the button for it. */
export async function handleAgain(
  { world, miss, count, handledAgain }: Stage,
  { isAnswerExpected }: { readonly isAnswerExpected: boolean },
): Promise<void> {
  const letters = await lettersIn(world);
  if (letters.length === 0) return;
  const phone = createPhone({ ...world, person: ADMINISTRATOR.id, bot: 'staff' });
  await phone.send('وضعیت سامانه');
  await world.rest();
  await phone.press(staffButtons.pack('letters'));
  await world.rest();
  for (const { id } of letters) {
    handledAgain(id);
    const person = Number(id.split(':')[1]);
    const before = (await world.city.chat(person, 'citizen')).at(-1)?.messageId ?? 0;
    await phone.press(staffButtons.pack('retryLetter', id));
    await world.rest();
    // What the bot answers depends on what the person is at by now; only not with another apology.
    const news = (await world.city.chat(person, 'citizen')).filter(({ messageId }) => messageId > before);
    const isAnswered = news.some(({ from, text = '' }) => from === 'bot' && !text.includes(APOLOGY));
    if (isAnswerExpected && !isAnswered) miss(`${id} was not answered after «دوباره»`);
    count('presses of «دوباره»');
  }
  const left = await lettersIn(world);
  if (left.length > 0) miss(`${left.map(({ id }) => id).join(', ')} is still there after «دوباره»`);
}
