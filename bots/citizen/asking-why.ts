import type { Message } from 'grammy/types';
import { spokenWord } from '../../src/flows/exit-words.js';
import type { Conversation } from '../../src/mailbox/chat-store.js';
import { canonical } from '../../src/text/persian.js';
import type { Visit } from './context.js';
import type { FilingParts } from './features/filing/parts.js';
import { readReason } from './features/objecting/flow.js';
import { inline, mainKeyboard } from './keyboards.js';
import type { CitizenBotOptions } from './options.js';
import { resume } from './resuming.js';

export type AskingWhyParts = FilingParts & Pick<CitizenBotOptions, 'texts' | 'defaultLocale'>;

/** Somebody who was asked why. */
interface Asked {
  /** The message that asks. */
  readonly askedAt?: number;
  /** What was going on before, and goes on afterwards. */
  readonly paused: Conversation | null;
}

/** A question why, before something is done to a request: answered by a button, by its words or number, or freely. */
export interface AskingWhy<Open extends Asked, Reason extends string> {
  /** Somebody whom that message asks; undefined where it does not, or not any more. */
  askedBy(visit: Visit, messageId: number | undefined): Open | undefined;
  /** Deals with a message of somebody who is asked; what is not about the question goes to `next`. */
  hear(visit: Visit, message: Message, next: () => Promise<void>): Promise<void>;
  /** A ready reason in the language of the city, since a manager reads it. */
  ready(reason: Reason): string;
  /** Ends the question with a sentence in its place, and goes on with what was interrupted. */
  end(visit: Visit, open: Open, sentence: string): Promise<void>;
  /** Ends the question without an answer. */
  leave(visit: Visit, open: Open): Promise<void>;
}

/** A question why, in its own words. */
export function askingWhy<Open extends Asked, Reason extends string>(
  parts: AskingWhyParts,
  question: {
    /** Keys of its texts. */
    readonly words: {
      readonly cancelled: string;
      because(reason: string): string;
      problem(problem: 'textOnly' | 'emptyText' | 'tooLong'): string;
    };
    readonly reasons: readonly Reason[];
    read(conversation: Conversation | null): Open | undefined;
    /** Does what the answer is for. */
    act(visit: Visit, open: Open, reason: string): Promise<void>;
    /** Does it without a reason, the last button («none»); absent: a reason is needed. */
    actWithout?(visit: Visit, open: Open): Promise<void>;
  },
): AskingWhy<Open, Reason> {
  const { texts, defaultLocale, messenger } = parts;
  const { words, reasons, read, act, actWithout } = question;

  const ready = (reason: Reason) => texts.plain(defaultLocale, words.because(reason));

  const isCalled = (reason: string, typed: string) =>
    texts.locales.some((locale) => texts.plain(locale, words.because(reason)) === typed);

  function typedReady(typed: string): string | undefined {
    const reason = reasons.find(
      (one, index) => canonical(typed) === String(index + 1) || isCalled(one, typed),
    );
    return reason === undefined ? undefined : ready(reason);
  }

  const isNone = (typed: string) =>
    canonical(typed) === String(reasons.length + 1) || isCalled('none', typed.trim());

  async function stay(visit: Visit, problem: Parameters<typeof words.problem>[0]): Promise<void> {
    await visit.say(visit.html(words.problem(problem)));
  }

  async function leave(visit: Visit, { askedAt, paused }: Open): Promise<void> {
    if (askedAt !== undefined) await messenger.setButtons(visit.chatId, askedAt);
    await visit.say(visit.html(words.cancelled), mainKeyboard(visit));
    await resume(parts, visit, paused);
  }

  return {
    askedBy(visit, messageId) {
      const open = read(visit.conversation);
      return open !== undefined && open.askedAt === messageId ? open : undefined;
    },

    async hear(visit, { text }, next) {
      const open = read(visit.conversation);
      if (open === undefined) return next();
      if (text === undefined) return stay(visit, 'textOnly');
      if (spokenWord(text) !== undefined) return leave(visit, open);
      if (text.startsWith('/')) {
        if (text.startsWith('/start')) visit.conversation = open.paused;
        return next();
      }
      if (actWithout !== undefined && isNone(text)) return actWithout(visit, open);
      const typed = readReason(text);
      if (!typed.ok) return stay(visit, typed.problem);
      return act(visit, open, typedReady(typed.reason) ?? typed.reason);
    },

    ready,

    async end(visit, { askedAt, paused }, sentence) {
      const isShown =
        askedAt !== undefined && (await messenger.edit(visit.chatId, askedAt, sentence, inline()));
      if (!isShown) await visit.say(sentence, mainKeyboard(visit));
      await resume(parts, visit, paused);
    },

    leave,
  };
}
