import { LOCALES } from '../../../src/config.js';
import type { PhoneMessage } from '../../../src/story/city-client.js';
import type { RunningCity } from '../../support/city.js';

/** What the control API takes as a message, besides what the city client knows. */
export type AnyMessage = Readonly<Record<string, unknown>>;

/** A citizen's phone: everything waits until the city is quiet again. */
export interface CitizenPhone {
  readonly person: number;
  /** Sends a text, or any other message of the control API, and resolves to its id. */
  send(message: string | AnyMessage): Promise<number>;
  /** Sends several messages before anything is waited for. */
  sendAll(messages: readonly AnyMessage[]): Promise<void>;
  /** Presses the newest button with this text; resolves to what the bot answered to the press. */
  press(button: string): Promise<{ readonly text?: string; readonly showAlert: boolean }>;
  /** Presses with any data on any message of the bot; the newest one where none is named. */
  pressData(data: string, messageId?: number): Promise<{ readonly text?: string }>;
  /** Everything in the chat, oldest first. */
  chat(): Promise<readonly PhoneMessage[]>;
  /** What the bot said since the person last sent something or began to. */
  replies(): Promise<readonly string[]>;
  /** The text of the newest message of the bot. */
  last(): Promise<string>;
  /** The newest message of the bot with a button of this text. */
  withButton(button: string): Promise<PhoneMessage>;
  /** The texts of the newest keyboard in place of the letters. */
  keyboard(): Promise<readonly string[]>;
}

/** Calls the control API of a running city. */
export async function control(
  running: Pick<RunningCity, 'url'>,
  path: string,
  body: object,
): Promise<unknown> {
  const response = await fetch(`${running.url}/simulator/api${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const answer: unknown = await response.json();
  if (!response.ok) throw new Error(`${path}: ${response.status} ${JSON.stringify(answer)}`);
  return answer;
}

const MOMENT_SECONDS = 10;

/** What of a city a phone needs. */
type PhoneNetwork = Pick<RunningCity, 'url' | 'city' | 'introduce'>;

/** A citizen with a phone who has used the bot before. */
export async function newCitizen(
  running: PhoneNetwork,
  languageCode = 'fa',
  name = 'شهروند',
): Promise<CitizenPhone> {
  const person = await running.city.createPerson({ name, languageCode });
  await running.introduce(
    person,
    LOCALES.find((locale) => locale === languageCode),
  );
  return phoneOf(running, person);
}

/** A person with a phone who has never met the bot. */
export async function newcomer(
  running: PhoneNetwork,
  languageCode = 'fa',
  name = 'شهروند',
): Promise<CitizenPhone> {
  return phoneOf(running, await running.city.createPerson({ name, languageCode }));
}

/** The phone of somebody. */
export function phoneOf(running: PhoneNetwork, person: number): CitizenPhone {
  const bot = 'citizen';
  const chat = () => running.city.chat(person, bot);
  const fromBot = async () => (await chat()).filter((message) => message.from === 'bot' && !message.deleted);
  let seen = 0;

  async function note(): Promise<void> {
    seen = (await chat()).at(-1)?.messageId ?? 0;
  }

  /**
   * Waits until everything is handled. A person takes a moment between two acts, so that no chat comes near
   * Telegram's limits.
   */
  async function settle(): Promise<void> {
    await running.city.passMoment(MOMENT_SECONDS);
  }

  async function post(message: AnyMessage): Promise<number> {
    const answer = await control(running, `/people/${person}/messages`, { bot, ...message });
    // The control API is ours and its tests hold it to this shape.
    return (answer as { messageId: number }).messageId;
  }

  async function pressOn(press: object): Promise<{ text?: string; showAlert: boolean }> {
    await note();
    const answer = await control(running, `/people/${person}/presses`, { bot, ...press });
    await settle();
    return (answer as { answer: { text?: string; showAlert: boolean } }).answer;
  }

  const withButton = async (button: string) => {
    const found = (await fromBot()).findLast((message) =>
      message.keyboard?.flat().some(({ text }) => text.includes(button)),
    );
    if (found === undefined) throw new Error(`No message has a button «${button}».`);
    return found;
  };

  return {
    person,
    chat,
    withButton,
    async send(message) {
      await note();
      const id = await post(typeof message === 'string' ? { text: message } : message);
      seen = Math.max(seen, id);
      await settle();
      return id;
    },
    async sendAll(messages) {
      await note();
      for (const message of messages) await post(message);
      await settle();
    },
    async press(button) {
      const { messageId } = await withButton(button);
      return pressOn({ messageId, button });
    },
    async pressData(data, messageId) {
      const target = messageId ?? (await fromBot()).at(-1)?.messageId;
      return pressOn({ messageId: target, data });
    },
    async replies() {
      return (await fromBot()).filter((message) => message.messageId > seen).map(({ text = '' }) => text);
    },
    async last() {
      return (await fromBot()).at(-1)?.text ?? '';
    },
    async keyboard() {
      const shown = (await fromBot()).findLast((message) => message.replyKeyboard !== undefined);
      return (shown?.replyKeyboard ?? []).flat().map(({ text }) => text);
    },
  };
}
