import { z } from 'zod';
import type { CallbackQuery, Person, StoredMessage } from '../state.js';
import { chatOf, type Telegram, userOf } from '../telegram.js';
import { newUpdate } from '../updates/new-update.js';
import { botSchema } from './context.js';
import { ControlError } from './errors.js';

/** Long enough for a machine that has much else to do: only a bot that never answers takes it. */
const LONGEST_WAIT_MS = 60_000;

export const pressSchema = z
  .object({
    bot: botSchema,
    messageId: z.number().int(),
    data: z.string().min(1).optional(),
    button: z.string().min(1).optional(),
  })
  .refine(({ data, button }) => (data === undefined) !== (button === undefined), {
    message: 'a press has either data or button',
  });
export type Press = z.output<typeof pressSchema>;

/**
 * Presses a button and waits for the bot's answer, at most a minute of the machine's clock. `data` may
 * be anything, as with a changed Telegram app; `button` must be on the message. Throws `ControlError`: 404
 * for a message or button that is not there, 504 when the bot does not answer.
 */
export async function pressButton(
  telegram: Telegram,
  person: Person,
  body: Press,
): Promise<NonNullable<CallbackQuery['answer']>> {
  const stored = telegram.store.chat(body.bot, person.id).messages.get(body.messageId);
  if (stored?.from !== 'bot') {
    throw new ControlError(404, 'The bot has no message with this id in this chat.');
  }
  const data = body.data ?? dataOf(stored, body.button ?? '');
  const id = telegram.rules.pressId(telegram.random());
  const query: CallbackQuery = {
    id,
    bot: body.bot,
    personId: person.id,
    askedAt: telegram.clock.now().getTime(),
  };
  const { message } = stored;
  const content = {
    id,
    from: userOf(person),
    // A message that is gone is known to the bot by its id only (Bot API, InaccessibleMessage).
    message: stored.deleted ? { chat: chatOf(person), message_id: message.message_id, date: 0 } : message,
    chat_instance: String(person.id * 7919),
    data,
  };
  const answered = waitForAnswer(telegram, id);
  telegram.store.commit(
    { type: 'callback', query },
    ...newUpdate(telegram, { bot: body.bot, kind: 'callback_query', personId: person.id, content }),
  );
  const answer = await answered;
  if (!answer) throw new ControlError(504, 'The bot did not answer the press within a minute.');
  return telegram.rules.showsAnswer(id) ? answer : { showAlert: false };
}

async function waitForAnswer(
  { store, wallClock, ended }: Telegram,
  id: string,
): Promise<CallbackQuery['answer']> {
  const answered = new AbortController();
  const unsubscribe = store.subscribe((change) => {
    if (change.type === 'callback' && change.query.id === id && change.query.answer)
      answered.abort('answered');
  });
  await wallClock.sleep(LONGEST_WAIT_MS, AbortSignal.any([answered.signal, ended]));
  unsubscribe();
  return store.state.callbacks.get(id)?.answer;
}

/** Data of the button with this text, or whose text contains it. */
function dataOf({ message, deleted }: StoredMessage, wanted: string): string {
  const buttons = deleted ? [] : (message.reply_markup?.inline_keyboard.flat() ?? []);
  const button =
    buttons.find(({ text }) => text === wanted) ?? buttons.find(({ text }) => text.includes(wanted));
  if (!button) {
    const names = buttons.map(({ text }) => `«${text}»`).join('، ');
    throw new ControlError(404, `The message has no such button; it has ${names || 'none'}.`);
  }
  if (button.callback_data === undefined) {
    throw new ControlError(400, 'This button opens an address and tells the bot nothing.');
  }
  return button.callback_data;
}
