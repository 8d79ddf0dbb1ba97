import { done, type FlowResult, passed } from '../../src/flows/flow.js';
import type { Conversation } from '../../src/mailbox/chat.js';
import { canonicalText } from '../../src/text/persian.js';
import type { TrackingCode } from '../../src/text/tracking-code.js';
import { type CitizenAction, pressedMessage, type Visit } from './context.js';
import { readReason } from './features/objection/flow.js';
import { pauseFor, resumeConversation } from './interruption.js';
import { inlineKeyboard, mainKeyboard } from './keyboards.js';
import type { Messenger } from './messenger.js';
import type { CitizenBotOptions } from './options.js';

export type AskingWhyParts = Pick<CitizenBotOptions, 'texts' | 'defaultLocale'> & {
  readonly messenger: Messenger;
};

/** A person who was asked why. */
interface Asked {
  readonly code: TrackingCode;
  /** The message that asks. */
  readonly askedAt?: number;
  /** The interrupted conversation, which resumes afterwards. */
  readonly paused: Conversation | null;
}

/**
 * Asks why before something is done to a request; answered with a button, with its text or number, or in the
 * person's own words.
 */
export interface AskingWhy<Open extends Asked, Reason extends string> {
  /** True if the message whose button was pressed asks this person; about that request, if one is named. */
  isAsked(visit: Visit, open: Open, code?: string): boolean;
  /** Handles a message of a person who was asked. */
  take(visit: Visit, open: Open, action: CitizenAction): Promise<FlowResult>;
  /** A ready reason in the city's language, since a manager reads it. */
  ready(reason: Reason): string;
  /**
   * Asks, and removes the buttons of an earlier question that this one replaces; resolves to the new
   * conversation.
   */
  begin(
    visit: Visit,
    place: string,
    before: Open | undefined,
    ask: () => Promise<number | undefined>,
  ): Promise<Pick<Asked, 'askedAt' | 'paused'>>;
  /** Replaces the question by a closing sentence, and resumes the interrupted conversation. */
  end(visit: Visit, open: Open, sentence: string): Promise<FlowResult>;
  /** Ends the question without an answer. */
  leave(visit: Visit, open: Open): Promise<FlowResult>;
  /** `/start` ends the question silently; any other word leaves it open. */
  interrupted(visit: Visit, open: Open): Promise<FlowResult>;
}

/** Makes a question why, with its own texts. */
export function createReasonQuestion<Open extends Asked, Reason extends string>(
  { messenger, texts, defaultLocale }: AskingWhyParts,
  question: {
    /** Keys of its texts. */
    readonly words: {
      readonly cancelled: string;
      because(reason: string): string;
      problem(problem: 'textOnly' | 'emptyText' | 'tooLong'): string;
    };
    readonly reasons: readonly Reason[];
    /** Carries out the action. */
    act(visit: Visit, open: Open, reason: string): Promise<FlowResult>;
    /** Carries it out without a reason, for the last button («none»); if absent, a reason is required. */
    actWithout?(visit: Visit, open: Open): Promise<FlowResult>;
  },
): AskingWhy<Open, Reason> {
  const { words, reasons, act, actWithout } = question;

  const ready = (reason: Reason) => texts.plain(defaultLocale, words.because(reason));

  const isCalled = (reason: string, typed: string) =>
    texts.locales.some((locale) => texts.plain(locale, words.because(reason)) === typed);

  function typedReady(typed: string): string | undefined {
    const reason = reasons.find(
      (one, index) => canonicalText(typed) === String(index + 1) || isCalled(one, typed),
    );
    return reason === undefined ? undefined : ready(reason);
  }

  const isNone = (typed: string) =>
    canonicalText(typed) === String(reasons.length + 1) || isCalled('none', typed.trim());

  async function stay(visit: Visit, problem: Parameters<typeof words.problem>[0]): Promise<FlowResult> {
    await visit.say(visit.html(words.problem(problem)));
    return done(visit.conversation);
  }

  return {
    isAsked: (visit, { askedAt, code }, named = code) => askedAt === pressedMessage(visit) && code === named,

    async take(visit, open, action) {
      if (action.kind === 'edit' || action.kind === 'press') return passed(visit.conversation);
      if (action.kind !== 'text') return stay(visit, 'textOnly');
      const { text } = action;
      if (actWithout !== undefined && isNone(text)) return actWithout(visit, open);
      const typed = readReason(text);
      if (!typed.ok) return stay(visit, typed.problem);
      return act(visit, open, typedReady(typed.reason) ?? typed.reason);
    },

    ready,

    async begin(visit, place, before, ask) {
      const askedAt = await ask();
      const paused = pauseFor(visit, place);
      if (before?.askedAt !== undefined) await messenger.removeButtons(visit.chatId, before.askedAt);
      return { ...(askedAt === undefined ? {} : { askedAt }), paused };
    },

    async end(visit, { askedAt, paused }, sentence) {
      const isShown =
        askedAt !== undefined && (await messenger.edit(visit.chatId, askedAt, sentence, inlineKeyboard()));
      if (!isShown) await visit.say(sentence, mainKeyboard(visit));
      return resumeConversation(visit, paused);
    },

    async leave(visit, { askedAt, paused }) {
      if (askedAt !== undefined) await messenger.removeButtons(visit.chatId, askedAt);
      await visit.say(visit.html(words.cancelled), mainKeyboard(visit));
      return resumeConversation(visit, paused);
    },

    async interrupted({ action, conversation }, { paused }) {
      return passed(action.kind === 'text' && action.word === 'start' ? paused : conversation);
    },
  };
}
