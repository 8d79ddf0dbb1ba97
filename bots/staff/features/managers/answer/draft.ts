import { z } from 'zod';
import { codeField, type FlowCodec, stepCodec } from '../../../../../src/flows/flow-codec.js';
import { pieceSchema } from '../../../../../src/flows/split-message.js';
import type { Outcome } from '../../../../../src/requests/lifecycle/facts.js';
import type { DraftAnswer } from '../../../../../src/requests/lifecycle/request.js';
import type { SentKind } from '../../../sent-messages.js';

/** The step of a manager who is writing an answer: each is named by what it asks for. */
const ANSWER_STEPS = ['outcome', 'day', 'text', 'preview'] as const;
type AnswerStep = (typeof ANSWER_STEPS)[number];

/** Which photos show the place before the work: those of the citizen, some of the answer's own, or none. */
const BEFORE_CHOICES = ['citizen', 'own', 'none'] as const;
export type BeforeChoice = (typeof BEFORE_CHOICES)[number];

/** What of an answer that is being written is kept. */
export const answerDraftSchema = z.object({
  code: codeField,
  /** The position they answer as; absent for an operator, who answers in the name of a unit. */
  position: z.string().exactOptional(),
  /** A draft for the current owner of the request, which the citizen does not receive as it is. */
  isForOwner: z.literal(true).exactOptional(),
  outcome: z.enum(['done', 'planned', 'notPossible']).exactOptional(),
  /** End of the promised day. */
  day: z.date().exactOptional(),
  text: z.string().exactOptional(),
  /** The message with the latest words. */
  words: pieceSchema.exactOptional(),
  /** The latest message that was too long, so that the rest of it is not taken for an answer. */
  refused: pieceSchema.exactOptional(),
  attachments: z
    .array(z.object({ id: z.string(), kind: z.enum(['photo', 'voice', 'video', 'audio', 'document']) }))
    .readonly(),
  /** Which message brought which file, so that an edited message replaces its own. */
  sources: z
    .array(z.object({ messageId: z.number(), file: z.string() }))
    .readonly()
    .exactOptional(),
  /** The album that is being received; each of its files is a message of its own. */
  album: z.string().exactOptional(),
  /** Photos and videos whose captions say that they are from before the work. */
  beforeFiles: z.array(z.string()).readonly().exactOptional(),
  /** Which are shown as from before the work, once that was chosen. */
  before: z.enum(BEFORE_CHOICES).exactOptional(),
  /** The message with the preview and its buttons. */
  previewMessageId: z.number().exactOptional(),
});

/** An answer that is being written. */
export type AnswerDraft = Readonly<z.infer<typeof answerDraftSchema>>;

/** A manager in the middle of an answer. */
export interface Answering {
  readonly step: AnswerStep;
  readonly draft: AnswerDraft;
}

/** The beginning of an answer to a request. */
export function beginAnswer(start: Pick<AnswerDraft, 'code' | 'position' | 'isForOwner'>): Answering {
  return { step: 'outcome', draft: { ...start, attachments: [] } };
}

/** An answer with the words of somebody else's draft. */
export function beginFromDraft(
  start: Pick<AnswerDraft, 'code' | 'position'>,
  { outcome, text }: DraftAnswer,
): Answering {
  const day = outcome.kind === 'planned' ? { day: outcome.day } : {};
  return { step: 'preview', draft: { ...start, outcome: outcome.kind, ...day, text, attachments: [] } };
}

const kept: FlowCodec<Answering> = stepCodec({
  name: 'answer',
  version: 1,
  steps: ANSWER_STEPS,
  schema: answerDraftSchema,
});

/** The answer that a conversation stores, or undefined for another flow or an older shape. */
export const readAnswering = kept.read;

/** An answer as a conversation. */
export const keepAnswering = kept.keep;

/** The outcome that the draft states, once it is complete. */
export function outcomeOf({ outcome, day }: AnswerDraft): Outcome | undefined {
  if (outcome === undefined) return undefined;
  if (outcome !== 'planned') return { kind: outcome };
  return day === undefined ? undefined : { kind: 'planned', day };
}

/** What the messages of an answer become. */
export function sentAs({ position, isForOwner }: AnswerDraft): SentKind {
  if (isForOwner === true) return 'draft';
  return position === undefined ? 'deskAnswer' : 'answer';
}
