import { z } from 'zod';
import { done, type FlowResult, passed } from '../../src/flows/flow.js';
import { pausedField, stepCodec } from '../../src/flows/flow-codec.js';
import type { Conversation } from '../../src/mailbox/chat.js';
import type { Markup } from './chat-writer.js';
import type { Visit } from './context.js';
import { pauseFor } from './interruption.js';
import type { CitizenWord } from './words.js';

/** The place of all questions to citizens about themselves: a later one replaces an earlier one. */
export const PROFILE_PLACE = 'profile';
/** The name under which older versions stored all of them. */
const FORMERLY = ['aside'];

const questionSchema = z.object({
  /** The message that asks. */
  askedAt: z.number().exactOptional(),
  /** The interrupted conversation, which resumes afterwards. */
  paused: pausedField,
});

/** A short question to citizens about themselves, and the conversation it interrupts. */
export type ProfileQuestion<Step extends string> = Readonly<z.infer<typeof questionSchema>> & {
  readonly step: Step;
};

/** One kind of question to citizens about themselves: how it is stored and asked. */
export interface KeptQuestion<Step extends string> {
  readonly name: string;
  readonly formerly: readonly string[];
  /** The question that a conversation stores, or undefined for another flow or an older shape. */
  read(conversation: Conversation | null): ProfileQuestion<Step> | undefined;
  /** The question as a conversation. */
  keep(question: ProfileQuestion<Step>): Conversation;
  /** Asks it and pauses the open conversation. */
  ask(
    visit: Visit,
    step: Step,
    message: { readonly html: string; readonly markup: Markup },
  ): Promise<FlowResult>;
}

/** A kind of question to citizens about themselves, with these steps. */
export function createProfileQuestion<const Step extends string>(
  name: string,
  steps: readonly Step[],
): KeptQuestion<Step> {
  const kept = stepCodec({ name, formerly: FORMERLY, version: 1, steps, schema: questionSchema });
  const keep = ({ step, ...draft }: ProfileQuestion<Step>) => kept.keep({ step, draft });
  return {
    name,
    formerly: FORMERLY,
    read(conversation) {
      const open = kept.read(conversation);
      return open === undefined ? undefined : { step: open.step, ...open.draft };
    },
    keep,
    async ask(visit, step, { html, markup }) {
      const paused = pauseFor(visit, PROFILE_PLACE);
      const askedAt = await visit.say(html, markup);
      return done(keep({ step, paused, ...(askedAt === undefined ? {} : { askedAt }) }));
    },
  };
}

/** Words that end a question to citizens about themselves, since they ask for something else. */
const ENDING: ReadonlySet<CitizenWord> = new Set(['start', 'requests', 'unknownCommand']);

/**
 * What a word that asks for something else does to a question: end it without an answer, or leave it open.
 */
export function leaveByWord(
  { action, conversation }: Visit,
  { paused }: Pick<ProfileQuestion<string>, 'paused'>,
  alsoEnding: readonly CitizenWord[] = [],
): FlowResult {
  const word = action.kind === 'text' ? action.word : undefined;
  const isEnded = word !== undefined && (ENDING.has(word) || alsoEnding.includes(word));
  return passed(isEnded ? paused : conversation);
}
