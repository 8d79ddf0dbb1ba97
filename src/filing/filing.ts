import { assertNever } from '../assert-never.js';
import { type FlowCodec, stepCodec } from '../flows/flow-codec.js';
import type { TrackingCode } from '../text/tracking-code.js';
import { back } from './back.js';
import {
  changing,
  chosen,
  draftSchema,
  FILING_STEPS,
  type Filing,
  type FilingContext,
  type FilingDraft,
  type FilingNote,
  forOperators,
  isBlank,
  MOST_FILES,
  placeAt,
  settled,
  withAddress,
  withoutChanging,
  withPlace,
  withText,
} from './draft.js';
import { ask, type FilingInput, type FilingTurn, type InputOf } from './filing-step.js';
import { type Point, readAddress } from './place.js';
import { different, typed } from './typed.js';

/** The beginning of a request, before anything was taken of the message that it begins with. */
export function beginFiling(messageId: number): Filing {
  return { step: 'words', draft: { begunBy: messageId, texts: [], attachments: [] } };
}

/** The name of a filing in the conversations that are kept. */
export const FILING = 'filing';

const kept: FlowCodec<Filing> = stepCodec({
  name: FILING,
  version: 1,
  steps: FILING_STEPS,
  schema: draftSchema,
});

/** The filing that a conversation is, or undefined for another flow or one of an older shape. */
export const readFiling = kept.read;

/** A filing as the conversation that keeps it. */
export const keepFiling = kept.keep;

/** The filing with the code under which it will be registered. */
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

/** What follows from what the citizen did; pure. */
export function takeTurn(filing: Filing, input: FilingInput, context: FilingContext): FilingTurn {
  const { step, draft } = filing;
  switch (input.kind) {
    case 'typed':
      return typed(filing, input, context);
    case 'edited':
      return edited(filing, input, context);
    case 'file':
      return file(filing, input, context);
    case 'tooBig':
    case 'notTaken':
      return refusedFile(draft, input, context);
    case 'location':
      return located(filing, input.point, context);
    case 'category': {
      if (input.category !== null && context.category(input.category) === undefined) {
        return { kind: 'stay', problem: 'noSuchTopic' };
      }
      return ask(chosen(draft, input.category), context);
    }
    case 'operator':
      return ask(forOperators(draft), context);
    case 'groups':
      return refresh(step, { ...draft, choices: { kind: 'groups' } });
    case 'group':
      return opened(filing, input.group, context);
    case 'change':
      return ask(changing(draft, input.field), context);
    case 'follow': {
      const code = draft.similar?.codes.find((offered) => offered === input.code);
      return code === undefined ? { kind: 'stay', problem: 'whichRequest' } : { kind: 'follow', code };
    }
    case 'different':
      return different(draft, context);
    case 'register':
      return step === 'review' ? { kind: 'register' } : { kind: 'stay', problem: 'notComplete' };
    case 'back':
      return back(filing, context);
    case 'cancel':
      return { kind: 'leave' };
    default:
      return assertNever(input);
  }
}

function edited({ step, draft }: Filing, input: InputOf<'edited'>, context: FilingContext): FilingTurn {
  const { messageId, text } = input;
  if (isBlank(text)) return { kind: 'quiet', filing: { step, draft } };
  const before = draft.texts.find((words) => words.messageId === messageId);
  if (before !== undefined) {
    const changed = withText(draft, { messageId, text });
    const isSame = changed.draft.texts.some(
      (words) => words.messageId === messageId && words.text === before.text,
    );
    if (isSame) return { kind: 'quiet', filing: { step, draft } };
    return ask(changed.draft, context, changed.note === 'textCut' ? ['edited', 'textCut'] : ['edited']);
  }
  const read = readAddress(text);
  if (draft.addressMessageId !== messageId || !read.ok || read.address === draft.place?.address) {
    return { kind: 'quiet', filing: { step, draft } };
  }
  const { place } = draft;
  const next =
    place?.latitude === undefined
      ? withAddress(draft, read.address, messageId, context)
      : withPlace(draft, { ...place, address: read.address }, messageId);
  return ask(next, context, ['edited']);
}

// biome-ignore lint/complexity/noExcessiveCognitiveComplexity: what a file leads to depends on all these conditions together.
function file({ step, draft }: Filing, input: InputOf<'file'>, context: FilingContext): FilingTurn {
  const { attachment, album, caption = '', messageId } = input;
  const others = draft.attachments.filter(({ id }) => id !== attachment.id);
  const isFull = others.length >= MOST_FILES;
  const isOfAlbum = album !== undefined && album === draft.album?.id;
  const withFile: FilingDraft = {
    ...(draft.changing === 'text' ? withoutChanging(draft) : draft),
    attachments: isFull ? others : [...others, attachment],
    ...(album === undefined ? {} : { album: { id: album, isFull } }),
  };
  const captioned = isBlank(caption) ? undefined : withText(withFile, { messageId, text: caption });
  if (isFull && captioned === undefined && album === undefined) {
    return { kind: 'stay', problem: 'tooManyFiles' };
  }
  const next = settled(captioned?.draft ?? withFile, context);
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

/** A file that cannot be had; the words that came with it can. */
function refusedFile(
  draft: FilingDraft,
  input: InputOf<'tooBig' | 'notTaken'>,
  context: FilingContext,
): FilingTurn {
  const { caption = '', messageId } = input;
  const problem = input.kind === 'tooBig' ? 'fileTooBig' : 'fileNotTaken';
  if (isBlank(caption)) return { kind: 'stay', problem };
  const added = withText(withoutChanging(draft), { messageId, text: caption });
  return ask(added.draft, context, [problem, added.note]);
}

function located({ step, draft }: Filing, point: Point, context: FilingContext): FilingTurn {
  const place = placeAt(point, draft, context);
  if (place === undefined) return { kind: 'stay', problem: 'outsideCity' };
  const isAsked = step === 'place' || step === 'district';
  return ask(withPlace(draft, place, draft.addressMessageId), context, isAsked ? [] : ['place']);
}

function opened({ step, draft }: Filing, group: string, context: FilingContext): FilingTurn {
  if (context.group(group) === undefined) return { kind: 'stay', problem: 'noSuchTopic' };
  return refresh(step, { ...draft, choices: { kind: 'group', group } });
}

function refresh(step: Filing['step'], draft: FilingDraft): FilingTurn {
  return { kind: 'refresh', filing: { step, draft }, notes: [] };
}
