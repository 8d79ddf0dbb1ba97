import type { BotRole } from '../channel/bot.js';
import type { CityClient, PhoneMessage } from '../story/city-client.js';
import { citizenButtons } from '../telegram/citizen-buttons.js';

/** What somebody does with a phone in the simulated month, by the data of buttons rather than their text. */
export interface Phone {
  send(text: string): Promise<void>;
  /**
   * Presses the newest button with that data; if there is none, the press comes from the newest message with
   * buttons, as from a modified app.
   */
  press(data: string): Promise<void>;
  /**
   * The newest message of the bot that asks something, by a keyboard or by buttons; news of a request, which
   * may come in between, have a button that shows it.
   */
  asked(): Promise<PhoneMessage | undefined>;
  /** The newest text of the bot that contains some words. */
  saying(words: string): Promise<string | undefined>;
}

/** What somebody does, step by step, with a moment between steps. */
export type Act = AsyncGenerator<void, void, void>;

/** The phone of a person, who writes to one bot. */
export function createPhone(options: {
  readonly url: string;
  readonly city: CityClient;
  readonly person: number;
  readonly bot: BotRole;
}): Phone {
  const { url, city, person, bot } = options;

  async function fromBot(): Promise<readonly PhoneMessage[]> {
    return (await city.chat(person, bot)).filter(({ from, deleted }) => from === 'bot' && deleted !== true);
  }

  return {
    async send(text) {
      await city.send(person, bot, { text });
    },
    async press(data) {
      const messages = await fromBot();
      const target =
        messages.findLast((message) => dataOf(message).includes(data)) ??
        messages.findLast((message) => dataOf(message).length > 0);
      if (target === undefined) throw new Error(`Nobody has sent a button to ${person} yet.`);
      const response = await fetch(`${url}/simulator/api/people/${person}/presses`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ bot, messageId: target.messageId, data }),
      });
      if (!response.ok) throw new Error(`A press of ${person} was not taken: ${await response.text()}`);
    },
    async asked() {
      return (await fromBot()).findLast(
        (message) => message.replyKeyboard !== undefined || isQuestion(dataOf(message)),
      );
    },
    async saying(words) {
      const said = (await fromBot()).map(({ text, caption = '' }) => text ?? caption);
      return said.findLast((one) => one.includes(words));
    },
  };
}

function isQuestion(data: readonly string[]): boolean {
  return data.length > 0 && !data.some((one) => citizenButtons.parse(one)?.action === 'show');
}

/** The data of a message's buttons. */
export function dataOf({ keyboard = [] }: PhoneMessage): readonly string[] {
  return keyboard.flat().flatMap(({ data }) => data ?? []);
}
