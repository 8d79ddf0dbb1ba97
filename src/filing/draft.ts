import { z } from 'zod';
import { codeField, pausedField } from '../flows/flow-codec.js';
import type { Category } from '../organization/city.js';
import type { Organization } from '../organization/organization.js';
import type { Attachment, Place } from '../requests/lifecycle/facts.js';
import { canonicalText, codePoints, truncateText, withoutControls } from '../text/persian.js';
import { findDistrictIn, type Point } from './place.js';

/** The step of a citizen who is filing: each is named by what it asks for. */
export const FILING_STEPS = ['words', 'category', 'place', 'district', 'similar', 'review'] as const;
export type FilingStep = (typeof FILING_STEPS)[number];

/** The most code points of the words of one request. */
export const LONGEST_WORDS = 4_000;
/** Code points of the longest sign that is not cut in two: a text that was cut is shorter by less. */
const LONGEST_SIGN = 50;
export const MOST_FILES = 10;

const placeSchema = z.object({
  latitude: z.number().exactOptional(),
  longitude: z.number().exactOptional(),
  address: z.string().exactOptional(),
  district: z.string().exactOptional(),
});

export const draftSchema = z.object({
  /** The message it began with, which distinguishes this draft from others of the same person. */
  begunBy: z.number(),
  /** The words, message by message, so that an edited message replaces only its own. */
  texts: z.array(z.object({ messageId: z.number(), text: z.string() })).readonly(),
  attachments: z
    .array(z.object({ id: z.string(), kind: z.enum(['photo', 'voice', 'video', 'audio', 'document']) }))
    .readonly(),
  /** Which message brought which file, so that an edited message replaces its own. */
  sources: z
    .array(z.object({ messageId: z.number(), file: z.string() }))
    .readonly()
    .exactOptional(),
  /** The album whose files come in messages of their own, and whether one of them found no room. */
  album: z.object({ id: z.string(), isFull: z.boolean() }).exactOptional(),
  /** The choice of categories that is shown; if absent, the likeliest ones. */
  choices: z
    .union([
      z.object({ kind: z.literal('groups') }),
      z.object({ kind: z.literal('group'), group: z.string() }),
      z.object({ kind: z.literal('search'), text: z.string() }),
      z.object({ kind: z.literal('found'), categories: z.array(z.string()).readonly() }),
    ])
    .exactOptional(),
  /** Code of the category; null if the citizen does not know it. */
  category: z.string().nullable().exactOptional(),
  /** The category was recognised with certainty in the words, and the citizen has not chosen another one. */
  isTopicTaken: z.literal(true).exactOptional(),
  /** The citizen went back to choose the category, so that none is taken from the words. */
  isTopicAsked: z.literal(true).exactOptional(),
  /** Null if the request has no place. */
  place: placeSchema.nullable().exactOptional(),
  /** The message with the address. */
  addressMessageId: z.number().exactOptional(),
  /** The message that brought the point. */
  pointMessageId: z.number().exactOptional(),
  /** The citizen does not know in which district the address lies. */
  isDistrictUnknown: z.literal(true).exactOptional(),
  /**
   * Requests that this one may duplicate, and the subject for which they were looked up. `isDeclined`: the
   * citizen said that theirs is a different one.
   */
  similar: z
    .object({
      subject: z.string(),
      codes: z.array(codeField).readonly(),
      isDeclined: z.literal(true).exactOptional(),
    })
    .exactOptional(),
  /** The field that the citizen is changing at the review. */
  changing: z.enum(['text', 'category', 'place']).exactOptional(),
  /** Drawn with the first question, so that registering twice registers once, and a review shown twice has one code. */
  code: codeField.exactOptional(),
  /** The conversation in the middle of which it began; it resumes once the filing is over. */
  before: pausedField.exactOptional(),
  /**
   * The latest question, and where its buttons are: below the message, or in place of the keyboard. `after`: the message
   * of the question before it.
   */
  asked: z
    .object({
      messageId: z.number(),
      buttons: z.enum(['inline', 'keyboard']),
      after: z.number().exactOptional(),
    })
    .exactOptional(),
  /** The message of a review that was confirmed before it was known (`pressed-review.ts`). */
  confirmedAhead: z.number().exactOptional(),
});

/** A request that is being put together. */
export type FilingDraft = Readonly<z.infer<typeof draftSchema>>;

/** A citizen in the middle of filing. */
export interface Filing {
  readonly step: FilingStep;
  readonly draft: FilingDraft;
}

/** The parts of the organisation that filing needs. */
export type FilingContext = Pick<
  Organization,
  'groups' | 'group' | 'category' | 'guess' | 'districts' | 'districtAt' | 'understanding' | 'areaCode'
>;

/** What was accepted, or accepted in part, besides the answer to the question. */
export type FilingNote =
  | Attachment['kind']
  | 'text'
  | 'textCut'
  | 'textFull'
  | 'edited'
  | 'editedFile'
  | 'topic'
  | 'place'
  | 'address'
  | 'addressCut'
  | 'tooManyFiles'
  | 'fileTooBig'
  | 'fileNotTaken';

/** The draft at the step that asks for what is still missing. */
export function moveToMissingStep(draft: FilingDraft, context: FilingContext): Filing {
  const category = categoryOf(draft, context);
  const { changing, place } = draft;
  const isEmpty = draft.texts.length === 0 && draft.attachments.length === 0;
  if (changing === 'text' || isEmpty) return { step: 'words', draft };
  if (changing === 'category' || draft.category === undefined) return { step: 'category', draft };
  const lacksPlace = place === undefined || (place === null && mustHavePlace(draft, context));
  if (changing === 'place' || lacksPlace) return { step: 'place', draft };
  const lacksDistrict = place !== null && place.district === undefined && draft.isDistrictUnknown !== true;
  const needsDistrict = category !== undefined && 'district' in category.route;
  if (needsDistrict && lacksDistrict) return { step: 'district', draft };
  return { step: hasSimilar(draft) ? 'similar' : 'review', draft };
}

/** The subject of a draft; while it is the same, the search for similar requests need not be repeated. */
export function subjectOf({ category, place }: Pick<FilingDraft, 'category' | 'place'>): string {
  return JSON.stringify([category, place?.latitude, place?.longitude, place?.address]);
}

/** True while requests that this one may duplicate have to be offered. */
function hasSimilar(draft: FilingDraft): boolean {
  const { similar } = draft;
  return (
    similar !== undefined &&
    similar.codes.length > 0 &&
    similar.isDeclined !== true &&
    similar.subject === subjectOf(draft)
  );
}

/** The category of the draft, if the citizen knows it. */
export function categoryOf(
  { category }: FilingDraft,
  context: Pick<FilingContext, 'category'>,
): Category | undefined {
  return typeof category === 'string' ? context.category(category) : undefined;
}

/** True if the category requires a place. */
export function mustHavePlace(draft: FilingDraft, context: Pick<FilingContext, 'category'>): boolean {
  return categoryOf(draft, context)?.needsPlace === true;
}

/** All the words of the draft. */
export function wordsOf({ texts }: Pick<FilingDraft, 'texts'>): string {
  return texts.map(({ text }) => text).join('\n');
}

/** True for a filing by voice alone, which cannot be read. */
export function isVoiceAlone({ texts, attachments }: Pick<FilingDraft, 'texts' | 'attachments'>): boolean {
  return texts.length === 0 && attachments.some(({ kind }) => kind === 'voice');
}

/** True for a text of only spaces and direction marks. */
export function isBlank(text: string): boolean {
  return canonicalText(text).replace(/\u200C/g, '') === '';
}

/**
 * True for the rest of a text that fills the draft already: Telegram's apps send a text that is too long in several
 * messages, and the answer to the first one has said that its end is not kept.
 */
export function isRestOfFullText(
  { texts }: Pick<FilingDraft, 'texts'>,
  { messageId }: { readonly messageId: number },
): boolean {
  const last = texts.at(-1);
  return (
    last !== undefined &&
    last.messageId === messageId - 1 &&
    codePoints(last.text) > LONGEST_WORDS - LONGEST_SIGN
  );
}

/** Adds a message's words to the draft, as far as there is room; words of the same message are replaced. */
export function withText(
  draft: FilingDraft,
  message: { readonly messageId: number; readonly text: string },
): { readonly draft: FilingDraft; readonly note: 'text' | 'textCut' | 'textFull' } {
  const index = draft.texts.findIndex(({ messageId }) => messageId === message.messageId);
  const others = draft.texts.filter((_, at) => at !== index);
  const taken = others.length === 0 ? 0 : codePoints(wordsOf({ texts: others })) + 1;
  const room = LONGEST_WORDS - taken;
  const text = withoutControls(message.text).trim();
  if (room <= 1) return { draft, note: 'textFull' };
  const kept = { messageId: message.messageId, text: truncateText(text, room) };
  const texts = index < 0 ? [...others, kept] : draft.texts.with(index, kept);
  return { draft: { ...draft, texts }, note: kept.text === text ? 'text' : 'textCut' };
}

/** The draft with files of a message, as far as there is room; `isFull` where there is none for all of them. */
export function withFiles(
  draft: FilingDraft,
  { messageId, files }: { readonly messageId: number; readonly files: readonly Attachment[] },
): { readonly draft: FilingDraft; readonly isFull: boolean } {
  const others = draft.attachments.filter(({ id }) => !files.some((file) => file.id === id));
  const taken = files.slice(0, MOST_FILES - others.length);
  const ofOthers = (draft.sources ?? []).filter(({ file }) => !taken.some(({ id }) => id === file));
  return {
    draft: {
      ...draft,
      attachments: [...others, ...taken],
      sources: [...ofOthers, ...taken.map(({ id: file }) => ({ messageId, file }))],
    },
    isFull: taken.length < files.length,
  };
}

/** The draft without the place and what belongs to it. */
export function withoutPlace(draft: FilingDraft): FilingDraft {
  const {
    place: _place,
    addressMessageId: _address,
    pointMessageId: _point,
    isDistrictUnknown: _unknown,
    ...rest
  } = draft;
  return rest;
}

/** The draft with another place. */
export function withPlace(draft: FilingDraft, place: Place | null, addressMessageId?: number): FilingDraft {
  const rest = withoutChanging(withoutPlace(draft));
  return { ...rest, place, ...(addressMessageId === undefined ? {} : { addressMessageId }) };
}

/** The draft with an address in words, and the district that it names. */
export function withAddress(
  draft: FilingDraft,
  address: string,
  messageId: number,
  context: Pick<FilingContext, 'districts' | 'understanding'>,
): FilingDraft {
  const district = findDistrictIn(address, context.districts) ?? onlyDistrictOf(address, context);
  return withPlace(draft, { address, ...(district === undefined ? {} : { district }) }, messageId);
}

/** The districts in which the quarters and streets that an address names can be; empty if it names none. */
export function possibleDistricts(
  address: string,
  { districts, understanding }: Pick<FilingContext, 'districts' | 'understanding'>,
): FilingContext['districts'] {
  const possible = understanding.findDistricts(address);
  return districts.filter(({ code }) => possible.includes(code));
}

function onlyDistrictOf(
  address: string,
  context: Pick<FilingContext, 'districts' | 'understanding'>,
): string | undefined {
  const [only, ...others] = possibleDistricts(address, context);
  return others.length === 0 ? only?.code : undefined;
}

/** The draft with the chosen category; null for «I do not know». */
export function chooseCategory(
  { isTopicTaken: _taken, ...draft }: FilingDraft,
  category: string | null,
): FilingDraft {
  return withoutChoices(withoutChanging({ ...draft, category }));
}

/** The draft as the operators receive it: they find out what it is about, and its place may stay open. */
export function forOperators(draft: FilingDraft): FilingDraft {
  return { ...chooseCategory(draft, null), place: draft.place ?? null };
}

/** The draft with one field to be asked for again. */
export function reopenField(draft: FilingDraft, field: 'text' | 'category' | 'place'): FilingDraft {
  return withoutChoices({ ...draft, changing: field });
}

/** The draft showing the likely categories again. */
export function withoutChoices({ choices: _choices, ...draft }: FilingDraft): FilingDraft {
  return draft;
}

/** The draft, no longer being changed. */
export function withoutChanging({ changing: _changing, ...draft }: FilingDraft): FilingDraft {
  return draft;
}

/** The place of a point, with the address of the draft; undefined outside the city. */
export function placeAt(point: Point, draft: FilingDraft, context: FilingContext): Place | undefined {
  const { latitude, longitude } = point;
  const district = context.districtAt({ latitude, longitude });
  if (district === undefined) return undefined;
  const known = draft.changing === 'place' ? undefined : draft.place?.address;
  const address = known ?? point.address;
  return { latitude, longitude, district, ...(address === undefined ? {} : { address }) };
}
