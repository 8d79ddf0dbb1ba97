import { z } from 'zod';
import { assertNever } from '../assert-never.js';
import { codeField, pausedField, stepCodec } from '../flows/flow-codec.js';
import type { Conversation } from '../mailbox/chat-store.js';
import type { Place } from '../requests/lifecycle/facts.js';
import { readTypedMeanings } from '../text/typed-words.js';
import { draftSchema, type FilingContext, type FilingDraft, isBlank, withFiles, withText } from './draft.js';
import { withEdited } from './edited.js';
import type { FilingInput } from './filing-step.js';

const STEPS = ['which', 'collect'] as const;

const supplementSchema = z.object({
  code: codeField,
  /** Whether a manager has asked for it, or the citizen adds it unasked. */
  as: z.enum(['reply', 'addition']),
  /** What they have sent so far, in the form of a request, which it may turn out to be. */
  draft: draftSchema,
  /** The message that asks for more, or previews what will be sent. */
  askedAt: z.number().exactOptional(),
  /** The interrupted conversation, which resumes afterwards. */
  paused: pausedField,
});

/**
 * A citizen replying to a question or adding something to a request. At the step «which» they have written while a
 * question waits, or soon after registering a request, and are asked whether it belongs to that.
 */
export type Supplement = Readonly<z.infer<typeof supplementSchema>> & {
  readonly step: (typeof STEPS)[number];
};

/** What a citizen does while supplementing; the steps of filing that do not apply here are left out. */
export type SupplementInput =
  | Extract<
      FilingInput,
      { kind: 'typed' | 'edited' | 'file' | 'tooBig' | 'notTaken' | 'location' | 'cancel' | 'back' }
    >
  | { readonly kind: 'send' }
  | { readonly kind: 'isReply' }
  | { readonly kind: 'isNew' };

type SupplementProblem =
  | 'emptyText'
  | 'textFull'
  | 'tooManyFiles'
  | 'fileTooBig'
  | 'fileNotTaken'
  | 'outsideCity';

/** The result of an action. */
export type SupplementTurn =
  | { readonly kind: 'ask'; readonly supplement: Supplement }
  /** It belongs to something accepted before: the message shown is updated. */
  | { readonly kind: 'refresh'; readonly supplement: Supplement }
  | { readonly kind: 'stay'; readonly problem: SupplementProblem }
  | { readonly kind: 'send' }
  /** It was the beginning of another request. */
  | { readonly kind: 'newRequest' }
  | { readonly kind: 'leave' };

const words = readTypedMeanings('supplements', ['send', 'isReply', 'isNew']);

/** The beginning, before anything of its first message was used. */
export function beginSupplement(
  about: Pick<Supplement, 'code' | 'as' | 'paused' | 'step'> & { readonly begunBy: number },
): Supplement {
  const { begunBy, ...rest } = about;
  return { ...rest, draft: { begunBy, texts: [], attachments: [] } };
}

/** The name of a supplement in stored conversations, from before it was called so in the code. */
export const SUPPLEMENT = 'supplying';

const kept = stepCodec({ name: SUPPLEMENT, version: 1, steps: STEPS, schema: supplementSchema });

/** The supplement that a conversation stores, or undefined for another flow or an older shape. */
export function readSupplement(conversation: Conversation | null): Supplement | undefined {
  const open = kept.read(conversation);
  return open === undefined ? undefined : { step: open.step, ...open.draft };
}

/** A supplement as a conversation. */
export function keepSupplement({ step, ...draft }: Supplement): Conversation {
  return kept.keep({ step, draft });
}

/** True while it contains nothing that could be sent. */
export function isEmpty({ draft }: Pick<Supplement, 'draft'>): boolean {
  return draft.texts.length === 0 && draft.attachments.length === 0 && placeOf(draft) === undefined;
}

/** The place in it. */
export function placeOf({ place }: Pick<FilingDraft, 'place'>): Place | undefined {
  return place ?? undefined;
}

/** The result of the citizen's action; pure. */
export function takeSupplement(
  supplement: Supplement,
  input: SupplementInput,
  context: Pick<FilingContext, 'districtAt'>,
): SupplementTurn {
  switch (input.kind) {
    case 'typed': {
      const meant = meaningOf(input.text, supplement);
      if (meant !== undefined) return takeSupplement(supplement, { kind: meant }, context);
      return isBlank(input.text) ? { kind: 'stay', problem: 'emptyText' } : worded(supplement, input);
    }
    case 'edited':
      return edited(supplement, input, context);
    case 'file':
      return filed(supplement, input);
    case 'tooBig':
      return { kind: 'stay', problem: 'fileTooBig' };
    case 'notTaken':
      return { kind: 'stay', problem: 'fileNotTaken' };
    case 'location':
      return located(supplement, input, context);
    case 'send':
      return isEmpty(supplement) ? { kind: 'stay', problem: 'emptyText' } : { kind: 'send' };
    case 'isReply':
      return supplement.as === 'addition'
        ? { kind: 'send' }
        : { kind: 'ask', supplement: { ...supplement, step: 'collect' } };
    case 'isNew':
      return { kind: 'newRequest' };
    case 'cancel':
    case 'back':
      return { kind: 'leave' };
    default:
      return assertNever(input);
  }
}

/** An edited message changes what is shown. */
function edited(
  supplement: Supplement,
  input: Extract<SupplementInput, { kind: 'edited' }>,
  context: Pick<FilingContext, 'districtAt'>,
): SupplementTurn {
  const { point } = input;
  if (point !== undefined) {
    const turn = located(supplement, { ...input, kind: 'location', point }, context);
    return turn.kind === 'ask' ? { ...turn, kind: 'refresh' } : turn;
  }
  const changed = withEdited(supplement.draft, input);
  return {
    kind: 'refresh',
    supplement: changed === undefined ? supplement : withDraft(supplement, changed.draft),
  };
}

/** The button that a typed text stands for at this step. */
function meaningOf(text: string, { step }: Supplement): 'send' | 'isReply' | 'isNew' | undefined {
  const meant = words.meaningOf(text);
  return meant === undefined || (meant === 'send') === (step === 'collect') ? meant : undefined;
}

function worded(
  supplement: Supplement,
  { messageId, text }: { readonly messageId: number; readonly text: string },
): SupplementTurn {
  const { draft, note } = withText(supplement.draft, { messageId, text });
  if (note === 'textFull') return { kind: 'stay', problem: 'textFull' };
  return { kind: 'ask', supplement: withDraft(supplement, draft) };
}

function filed(supplement: Supplement, input: Extract<SupplementInput, { kind: 'file' }>): SupplementTurn {
  const { draft } = supplement;
  const { attachment, others = [], album, caption = '', messageId } = input;
  const { draft: filled, isFull } = withFiles(draft, { messageId, files: [attachment, ...others] });
  if (isFull) return { kind: 'stay', problem: 'tooManyFiles' };
  const isOfAlbum = album !== undefined && album === draft.album?.id;
  const withFile: FilingDraft = {
    ...filled,
    ...(album === undefined ? {} : { album: { id: album, isFull: false } }),
  };
  const next = withDraft(
    supplement,
    isBlank(caption) ? withFile : withText(withFile, { messageId, text: caption }).draft,
  );
  return { kind: isOfAlbum ? 'refresh' : 'ask', supplement: next };
}

function located(
  supplement: Supplement,
  { point, messageId }: Extract<SupplementInput, { kind: 'location' }>,
  context: Pick<FilingContext, 'districtAt'>,
): SupplementTurn {
  const district = context.districtAt(point);
  if (district === undefined) return { kind: 'stay', problem: 'outsideCity' };
  return {
    kind: 'ask',
    supplement: withDraft(supplement, {
      ...supplement.draft,
      place: { ...point, district },
      ...(messageId === undefined ? {} : { pointMessageId: messageId }),
    }),
  };
}

function withDraft(supplement: Supplement, draft: FilingDraft): Supplement {
  return { ...supplement, draft };
}
