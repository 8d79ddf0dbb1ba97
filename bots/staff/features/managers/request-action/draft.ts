import { z } from 'zod';
import { codeField, type FlowCodec, stepCodec } from '../../../../../src/flows/flow-codec.js';
import { pieceSchema } from '../../../../../src/flows/split-message.js';

const kinds = z.enum([
  'question',
  'extension',
  'refusal',
  'referral',
  'draftRequest',
  'disapproval',
  'objection',
  'routing',
  'rejection',
  'merge',
]);
const steps = z.enum([
  'hours',
  'subordinate',
  'draftTime',
  'topic',
  'unit',
  'door',
  'code',
  'text',
  'preview',
]);
const draftSchema = z.object({
  kind: kinds,
  code: codeField,
  /** The position as which a manager does it; absent for an operator. */
  position: z.string().exactOptional(),
  /** More time: how many hours. */
  hours: z.number().exactOptional(),
  /** A draft: until when it is wanted, and whether it is wanted without a message. */
  by: z.date().exactOptional(),
  isWithoutWord: z.literal(true).exactOptional(),
  /** Passing on: which units are shown, or the matches of the typed words. */
  units: z.enum(['district', 'organisation', 'deputy']).exactOptional(),
  found: z.array(z.string()).readonly().exactOptional(),
  /** The page of the matches that is shown, from 0. */
  foundPage: z.number().exactOptional(),
  unit: z.string().exactOptional(),
  /** Passing on: the position at which it enters the unit. A draft: the position that is asked. */
  to: z.string().exactOptional(),
  /** Routing: the group of categories that is shown, the whole list of groups, and the category. */
  group: z.string().exactOptional(),
  showsGroups: z.literal(true).exactOptional(),
  category: z.string().exactOptional(),
  /** Merging: the request that covers this one. */
  into: codeField.exactOptional(),
  text: z.string().exactOptional(),
  /** Rejecting: the ready reason of which the text is. */
  ready: z.string().exactOptional(),
  /** The message with the words. */
  words: pieceSchema.exactOptional(),
  /** The latest message that was too long, so that the rest of it is not taken for the words. */
  refused: pieceSchema.exactOptional(),
  previewMessageId: z.number().exactOptional(),
  /** The message whose button began it, if that has nothing more to ask afterwards. */
  askedMessageId: z.number().exactOptional(),
});

/** What a member of staff is about to do with a request, besides answering it. */
export type RequestActionDraft = Readonly<z.infer<typeof draftSchema>>;

/**
 * - `question` to the citizen; `extension`: more time; `refusal` of more time that somebody asked for;
 * - `draftRequest`: the owner wants a draft from a position below;
 * - `referral`: a manager passes on what belongs elsewhere; `routing`: an operator sends it to the position
 * in charge;
 * - `rejection` and `merge`, by an operator, and `objection`, on behalf of a caller.
 */
export type RequestActionKind = z.infer<typeof kinds>;
/** The question asked; the last step shows the effect before it happens. */
type RequestActionStep = z.infer<typeof steps>;

/** A member of staff preparing an action. */
export interface RequestAction {
  readonly step: RequestActionStep;
  readonly draft: RequestActionDraft;
}

/** The first step of each kind. */
const FIRST: Readonly<Record<RequestActionKind, RequestActionStep>> = {
  question: 'text',
  extension: 'hours',
  refusal: 'text',
  referral: 'unit',
  draftRequest: 'subordinate',
  routing: 'topic',
  rejection: 'text',
  disapproval: 'text',
  objection: 'text',
  merge: 'code',
};

/** The beginning. */
export function beginRequestAction(
  draft: Pick<RequestActionDraft, 'kind' | 'code' | 'position' | 'askedMessageId'>,
): RequestAction {
  return { step: FIRST[draft.kind], draft };
}

const kept: FlowCodec<RequestAction> = stepCodec({
  name: 'proposal',
  version: 1,
  steps: steps.options,
  schema: draftSchema,
});

/** The state that a conversation stores, or undefined for another flow or an older shape. */
export const readRequestAction = kept.read;

/** The state as a conversation. */
export const keepRequestAction = kept.keep;
