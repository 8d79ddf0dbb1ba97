import { z } from 'zod';
import { done, type FlowResult, passed } from '../../src/flows/flow.js';
import { pausedField, stepCodec } from '../../src/flows/flow-codec.js';
import type { Conversation } from '../../src/mailbox/chat.js';
import type { Visit } from './context.js';
import { pausedBy } from './interruption.js';
import type { Markup } from './messenger.js';
import type { CitizenWord } from './words.js';

/** The place of all questions to a citizen about themselves: the later one takes the place of the earlier. */
export const PROFILE_PLACE = 'profile';
/** The one name under which older versions kept all of them. */
const FORMERLY = ['aside'];

const questionSchema = z.object({
  /** The message that asks. */
  askedAt: z.number().exactOptional(),
  /** What was going on before, and goes on afterwards. */
  paused: pausedField,
});

/** A short question to a citizen about themselves, and what it interrupts. */
export type ProfileQuestion<Step extends string> = Readonly<z.infer<typeof questionSchema>> & {
  readonly step: Step;
};

/** One kind of question to a citizen about themselves: how it is kept, and asked. */
export interface KeptQuestion<Step extends string> {
  readonly name: string;
  readonly formerly: readonly string[];
  /** The question that a conversation is, or undefined for another flow or one of an older shape. */
  read(conversation: Conversation | null): ProfileQuestion<Step> | undefined;
  /** The question as the conversation that keeps it. */
  keep(question: ProfileQuestion<Step>): Conversation;
  /** Asks it; what was going on waits. */
  ask(
    visit: Visit,
    step: Step,
    message: { readonly html: string; readonly markup: Markup },
  ): Promise<FlowResult>;
}

/** A kind of question to a citizen about themselves, in these steps. */
export function profileQuestion<const Step extends string>(
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
      const paused = pausedBy(visit, PROFILE_PLACE);
      const askedAt = await visit.say(html, markup);
      return done(keep({ step, paused, ...(askedAt === undefined ? {} : { askedAt }) }));
    },
  };
}

/** Words after which a question to a citizen about themselves is not asked any more: something else was. */
const ENDING: ReadonlySet<CitizenWord> = new Set(['start', 'requests', 'unknownCommand']);

/** What a word that asks for something else does to a question: ends it without an answer, or leaves it open. */
export function hearWord(
  { action, conversation }: Visit,
  { paused }: Pick<ProfileQuestion<string>, 'paused'>,
  alsoEnding: readonly CitizenWord[] = [],
): FlowResult {
  const word = action.kind === 'text' ? action.word : undefined;
  const isEnded = word !== undefined && (ENDING.has(word) || alsoEnding.includes(word));
  return passed(isEnded ? paused : conversation);
}
