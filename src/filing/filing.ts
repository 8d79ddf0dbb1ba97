import { assertNever } from '../assert-never.js';
import { type FlowCodec, stepCodec } from '../flows/flow-codec.js';
import type { TrackingCode } from '../text/tracking-code.js';
import { goBackInFiling } from './back.js';
import {
  chooseCategory,
  draftSchema,
  FILING_STEPS,
  type Filing,
  type FilingContext,
  type FilingDraft,
  type FilingNote,
  forOperators,
  isBlank,
  moveToMissingStep,
  placeAt,
  reopenField,
  withFiles,
  withoutChanging,
  withPlace,
  withText,
} from './draft.js';
import { takeEdited } from './edited.js';
import { askForMissing, type FilingInput, type FilingTurn, type InputOf } from './filing-step.js';
import { continueWithOwn, takeTyped } from './typed.js';

/** The beginning of a filing, before anything of its first message was used. */
export function beginFiling(messageId: number): Filing {
  return { step: 'words', draft: { begunBy: messageId, texts: [], attachments: [] } };
}

/** The name of a filing in stored conversations. */
export const FILING = 'filing';

const kept: FlowCodec<Filing> = stepCodec({
  name: FILING,
  version: 1,
  steps: FILING_STEPS,
  schema: draftSchema,
});

/** The filing that a conversation stores, or undefined for another flow or an older shape. */
export const readFiling = kept.read;

/** A filing as a conversation. */
export const keepFiling = kept.keep;

/** The filing with the code it will be registered under. */
export function withCode({ step, draft }: Filing, code: TrackingCode): Filing {
  return { step, draft: { ...draft, code } };
}

/** The filing with the words of a message. */
export function withWords(
  { step, draft }: Filing,
  message: { readonly messageId: number; readonly text: string },
): Filing {
  return { step, draft: withText(draft, message).draft };
}

/** The result of the citizen's action; pure. */
export function takeTurn(filing: Filing, input: FilingInput, context: FilingContext): FilingTurn {
  const { step, draft } = filing;
  switch (input.kind) {
    case 'typed':
      return takeTyped(filing, input, context);
    case 'edited':
      return takeEdited(filing, input, context);
    case 'file':
      return file(filing, input, context);
    case 'tooBig':
    case 'notTaken':
      return refusedFile(draft, input, context);
    case 'location':
      return located(filing, input, context);
    case 'category': {
      if (input.category !== null && context.category(input.category) === undefined) {
        return { kind: 'stay', problem: 'noSuchTopic' };
      }
      return askForMissing(chooseCategory(draft, input.category), context);
    }
    case 'operator':
      return askForMissing(forOperators(draft), context);
    case 'groups':
      return refresh(step, { ...draft, choices: { kind: 'groups' } });
    case 'group':
      return opened(filing, input.group, context);
    case 'change':
      return askForMissing(reopenField(draft, input.field), context);
    case 'follow': {
      const code = draft.similar?.codes.find((offered) => offered === input.code);
      return code === undefined ? { kind: 'stay', problem: 'whichRequest' } : { kind: 'follow', code };
    }
    case 'different':
      return continueWithOwn(draft, context);
    case 'register':
      return step === 'review' ? { kind: 'register' } : { kind: 'stay', problem: 'notComplete' };
    case 'back':
      return goBackInFiling(filing, context);
    case 'cancel':
      return { kind: 'leave' };
    default:
      return assertNever(input);
  }
}

// biome-ignore lint/complexity/noExcessiveCognitiveComplexity: what a file leads to depends on all these conditions together.
function file({ step, draft }: Filing, input: InputOf<'file'>, context: FilingContext): FilingTurn {
  const { attachment, others = [], album, caption = '', messageId } = input;
  const isOfAlbum = album !== undefined && album === draft.album?.id;
  const open = draft.changing === 'text' ? withoutChanging(draft) : draft;
  const { draft: filled, isFull } = withFiles(open, { messageId, files: [attachment, ...others] });
  const withFile: FilingDraft = {
    ...filled,
    ...(album === undefined ? {} : { album: { id: album, isFull } }),
  };
  const captioned = isBlank(caption) ? undefined : withText(withFile, { messageId, text: caption });
  if (isFull && captioned === undefined && album === undefined) {
    return { kind: 'stay', problem: 'tooManyFiles' };
  }
  const next = moveToMissingStep(captioned?.draft ?? withFile, context);
  const isSaid = !isFull || draft.album?.isFull === true;
  const isCut = captioned !== undefined && captioned.note !== 'text';
  if (isOfAlbum && isSaid && !isCut && next.step === step) {
    const isShown = step === 'review' || (step === 'category' && captioned !== undefined);
    return isShown
      ? { kind: 'refresh', filing: next, notes: [attachment.kind] }
      : { kind: 'quiet', filing: next };
  }
  const isFirst = step === 'words' && draft.changing === undefined && !isFull;
  const taken: readonly FilingNote[] = isFirst ? [] : [isFull ? 'tooManyFiles' : attachment.kind];
  return { kind: 'ask', filing: next, notes: isCut ? [...taken, captioned.note] : taken };
}

/** Refuses a file that cannot be used but keeps its caption. */
function refusedFile(
  draft: FilingDraft,
  input: InputOf<'tooBig' | 'notTaken'>,
  context: FilingContext,
): FilingTurn {
  const { caption = '', messageId } = input;
  const problem = input.kind === 'tooBig' ? 'fileTooBig' : 'fileNotTaken';
  if (isBlank(caption)) return { kind: 'stay', problem };
  const added = withText(withoutChanging(draft), { messageId, text: caption });
  return askForMissing(added.draft, context, [problem, added.note]);
}

function located(
  { step, draft }: Filing,
  { point, messageId }: InputOf<'location'>,
  context: FilingContext,
): FilingTurn {
  const place = placeAt(point, draft, context);
  if (place === undefined) return { kind: 'stay', problem: 'outsideCity' };
  const isAsked = step === 'place' || step === 'district';
  const next = withPlace(draft, place, draft.addressMessageId);
  const withSource = messageId === undefined ? next : { ...next, pointMessageId: messageId };
  return askForMissing(withSource, context, isAsked ? [] : ['place']);
}

function opened({ step, draft }: Filing, group: string, context: FilingContext): FilingTurn {
  if (context.group(group) === undefined) return { kind: 'stay', problem: 'noSuchTopic' };
  return refresh(step, { ...draft, choices: { kind: 'group', group } });
}

function refresh(step: Filing['step'], draft: FilingDraft): FilingTurn {
  return { kind: 'refresh', filing: { step, draft }, notes: [] };
}
