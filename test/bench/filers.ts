import { setTimeout as pause } from 'node:timers/promises';
import type { BotRole } from '../../src/channel/bot.js';
import { type CityClient, createCityClient, type PhoneMessage } from '../../src/story/city-client.js';
import { openEars } from './ears.js';
import { say, wishOf } from './filing-words.js';
import { citizenId } from './people.js';

/** Milliseconds for which somebody waits for a word to a press. */
const PRESS_PATIENCE_MS = 3_000;

/** One update of a filing: what somebody does, and how he knows that the bot is done with it. */
export interface Step {
  readonly name: string;
  act(phone: FilerPhone): Promise<void>;
  isAnswered(message: PhoneMessage): boolean;
}

/** The phone of somebody who files. */
interface FilerPhone {
  send(message: Parameters<CityClient['send']>[2]): Promise<void>;
  /** Presses a button of the newest message that has it. */
  press(button: string): Promise<void>;
}

/** People who file in the same words and places with whatever bot is at the other end. */
export interface Filers {
  /** Files for so many people from a number on, so many at a time; resolves to what it took. */
  file(options: { readonly from: number; readonly count: number; readonly atOnce: number }): Promise<Filed>;
  /** Does one step as one person and waits until the bot is done with it. */
  step(index: number, step: Step): Promise<void>;
  /** Writes as somebody and waits for an answer; resolves to the milliseconds until it was seen. */
  ask(question: Question): Promise<number>;
  close(): Promise<void>;
}

/** Something that somebody writes, and how he knows the answer. */
export interface Question {
  readonly person: number;
  readonly bot: BotRole;
  readonly text: string;
  isAnswer(message: PhoneMessage): boolean;
}

/** What it took to file. */
export interface Filed {
  readonly updatesPerSecond: number;
  /** Milliseconds from each update until its answer was seen. */
  readonly waits: readonly number[];
  /** The numbers of people who saw that their request was registered. */
  readonly registered: readonly number[];
  /** People who waited in vain for an answer, and filed no further. */
  readonly unanswered: number;
  /** What the first of them waited for; absent without one. */
  readonly firstMissed?: string;
}

/** The four updates of somebody who files for the first time. */
export function stepsOf(index: number): readonly Step[] {
  const { words, location } = wishOf(index);
  return [
    { name: 'words', act: (phone) => phone.send({ text: words }), isAnswered: hasButton(say.agree) },
    { name: 'consent', act: (phone) => phone.press(say.agree), isAnswered: says(say.where) },
    { name: 'place', act: (phone) => phone.send({ location }), isAnswered: hasButton(say.register) },
    { name: 'registering', act: (phone) => phone.press(say.register), isAnswered: says(say.registered) },
  ];
}

/** The four updates of somebody who has just filed, and is asked whether the words belong to that. */
export function stepsOfKnown(index: number): readonly Step[] {
  const { words, location } = wishOf(index);
  return [
    { name: 'words', act: (phone) => phone.send({ text: words }), isAnswered: hasButton(say.isNew) },
    { name: 'new request', act: (phone) => phone.press(say.isNew), isAnswered: says(say.where) },
    { name: 'place', act: (phone) => phone.send({ location }), isAnswered: hasButton(say.register) },
    { name: 'registering', act: (phone) => phone.press(say.register), isAnswered: says(say.registered) },
  ];
}

/** Opens the phones of everybody in the simulated Telegram at this address. */
export async function openFilers(address: string): Promise<Filers> {
  const city = createCityClient(address);
  const ears = await openEars(address);
  /** What each person saw of the citizen bot when he last looked. */
  const seen = new Map<number, readonly PhoneMessage[]>();

  async function fromBot(person: number, bot: BotRole): Promise<readonly PhoneMessage[]> {
    return (await city.chat(person, bot)).filter(({ from }) => from === 'bot');
  }

  /** Waits for an answer that was not among what is known; resolves to the chat as it is then. */
  async function answerTo(
    { person, bot, isAnswer }: Omit<Question, 'text'>,
    known: readonly PhoneMessage[],
  ): Promise<readonly PhoneMessage[]> {
    for (;;) {
      const heard = ears.heard(person);
      const chat = await fromBot(person, bot);
      if (chat.some((message) => isAnswer(message) && isNews(message, known))) return chat;
      await ears.more(person, heard);
    }
  }

  async function step(index: number, { act, isAnswered, name }: Step): Promise<void> {
    const person = citizenId(index);
    const known = seen.get(person) ?? [];
    await act(phoneOf(city, person, known));
    try {
      seen.set(person, await answerTo({ person, bot: 'citizen', isAnswer: isAnswered }, known));
    } catch (error) {
      throw new Unanswered(`The answer to «${name}» did not come.`, { cause: error });
    }
  }

  return {
    step,
    async file({ from, count, atOnce }) {
      const waits: number[] = [];
      const registered: number[] = [];
      let unanswered = 0;
      let firstMissed: string | undefined;
      let next = from;
      const started = performance.now();
      let last = started;
      const work = async () => {
        while (next < from + count) {
          const index = next;
          next += 1;
          try {
            await fileOne(index);
            registered.push(index);
            seen.delete(citizenId(index));
          } catch (error) {
            if (!(error instanceof Unanswered)) throw error;
            unanswered += 1;
            firstMissed ??= error.message;
          }
        }
      };
      const fileOne = async (index: number) => {
        for (const one of stepsOf(index)) {
          const begun = performance.now();
          await step(index, one);
          last = performance.now();
          waits.push(last - begun);
        }
      };
      await Promise.all(Array.from({ length: atOnce }, work));
      const seconds = (last - started) / 1000;
      const filed = { updatesPerSecond: waits.length / seconds, waits, registered, unanswered };
      return firstMissed === undefined ? filed : { ...filed, firstMissed };
    },
    async ask({ person, bot, text, isAnswer }) {
      const known = await fromBot(person, bot);
      const began = performance.now();
      await city.send(person, bot, { text });
      await answerTo({ person, bot, isAnswer }, known);
      return performance.now() - began;
    },
    close: () => ears.close(),
  };
}

/** A bot has not answered within a minute. */
class Unanswered extends Error {
  override readonly name = 'Unanswered';
}

function phoneOf(city: CityClient, person: number, chat: readonly PhoneMessage[]): FilerPhone {
  return {
    async send(message) {
      await city.send(person, 'citizen', message);
    },
    async press(button) {
      const target = chat.findLast(hasButton(button));
      if (target === undefined) throw new Error(`${person} has no button «${button}».`);
      // Nobody looks at the word to a press for long; what the bot does is seen in the chat all the same.
      const answered = city.press(person, 'citizen', target.messageId, button).catch((error: Error) => {
        if (!error.message.includes(': 504 ')) throw error;
      });
      const patience = new AbortController();
      await Promise.race([
        answered.finally(() => patience.abort()),
        pause(PRESS_PATIENCE_MS, undefined, { signal: patience.signal }).catch(() => undefined),
      ]);
    },
  };
}

/** True for a message that was not there, or was another one. */
function isNews(message: PhoneMessage, known: readonly PhoneMessage[]): boolean {
  const before = known.find(({ messageId }) => messageId === message.messageId);
  return before?.text !== message.text || before?.keyboard?.length !== message.keyboard?.length;
}

function hasButton(button: string) {
  return ({ keyboard = [] }: PhoneMessage) => keyboard.flat().some(({ text }) => text.includes(button));
}

/** True for a message with these words. */
export function says(words: string) {
  return ({ text = '' }: PhoneMessage) => text.includes(words);
}
