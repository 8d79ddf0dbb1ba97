import { z } from 'zod';
import { codeField, type FlowCodec, stepCodec } from '../../../../../src/flows/flow-codec.js';
import type { TrackingCode } from '../../../../../src/text/tracking-code.js';
import { type AnswerDraft, answerDraftSchema } from '../answer/draft.js';

/** So many requests are answered at once at most. */
export const MOST_TOGETHER = 30;

const STEPS = ['choose', 'outcome', 'day', 'text', 'preview'] as const;

const draftSchema = z.object({
  /** The topic that is chosen from; absent for all of the cartable. */
  category: z.string().exactOptional(),
  /** The page of the list that is shown. */
  page: z.number(),
  /** What was chosen, in that order. */
  codes: z.array(codeField).readonly(),
  /** What all of them are answered; begins once they are chosen. Its request is the first of them. */
  answer: answerDraftSchema.exactOptional(),
  /** The message with the present buttons. */
  shownAt: z.number().exactOptional(),
});

/** Several requests that are being answered with one text. */
export type ManyDraft = Readonly<z.infer<typeof draftSchema>>;

/** A manager in the middle of answering several requests with one text. */
export interface AnsweringMany {
  readonly step: (typeof STEPS)[number];
  readonly draft: ManyDraft;
}

/** Answering several requests, once they are chosen. */
export type Chosen = AnsweringMany & { readonly draft: ManyDraft & { readonly answer: AnswerDraft } };

const kept: FlowCodec<AnsweringMany> = stepCodec({
  name: 'answerMany',
  version: 1,
  steps: STEPS,
  schema: draftSchema,
});

/** What a conversation stores of answering several, or undefined for another flow or an older shape. */
export const readAnsweringMany = kept.read;

/** Answering several requests as a conversation. */
export const keepAnsweringMany = kept.keep;

/** True once the requests are chosen. */
export function isChosen(answering: AnsweringMany): answering is Chosen {
  return answering.draft.answer !== undefined && answering.step !== 'choose';
}

/** The choice with a request more, or one less; undefined if there would be too many. */
export function toggled(
  codes: readonly TrackingCode[],
  code: TrackingCode,
): readonly TrackingCode[] | undefined {
  if (codes.includes(code)) return codes.filter((one) => one !== code);
  return codes.length < MOST_TOGETHER ? [...codes, code] : undefined;
}

/** The choice with all of these, as many as can be answered at once. */
export function withAll(
  codes: readonly TrackingCode[],
  some: readonly TrackingCode[],
): readonly TrackingCode[] {
  return [...new Set([...codes, ...some])].slice(0, MOST_TOGETHER);
}
