import { assertNever } from '../assert-never.js';
import { canonicalText } from '../text/persian.js';
import {
  chooseCategory,
  type Filing,
  type FilingContext,
  type FilingDraft,
  forOperators,
  isBlank,
  isRestOfFullText,
  mustHavePlace,
  reopenField,
  withAddress,
  withoutChanging,
  withoutChoices,
  withPlace,
  withText,
} from './draft.js';
import { askForMissing, type FilingTurn, type InputOf } from './filing-step.js';
import { findDistrictByName, readAddress } from './place.js';
import { namedTopic, searchTopics, typedTopic } from './topic.js';
import { type FilingWord, filingWord } from './words.js';

/** What can be said at any step to change an answer. */
const CHANGES: ReadonlyMap<FilingWord, 'text' | 'category' | 'place'> = new Map([
  ['changeText', 'text'],
  ['changeCategory', 'category'],
  ['changePlace', 'place'],
]);

/** The result of a typed text, which may stand for a button; pure. */
export function takeTyped(filing: Filing, input: InputOf<'typed'>, context: FilingContext): FilingTurn {
  const { step, draft } = filing;
  if (isBlank(input.text)) return { kind: 'stay', problem: 'emptyText' };
  if (isRestOfFullText(draft, input)) return { kind: 'quiet', filing };
  const word = filingWord(input.text);
  if (word === 'operator') return askForMissing(forOperators(draft), context);
  const changed = word === undefined || step === 'words' ? undefined : CHANGES.get(word);
  if (changed !== undefined) return askForMissing(reopenField(draft, changed), context);
  switch (step) {
    case 'words':
      return moreWords(filing, input, context);
    case 'category':
      return typedCategory(filing, input, context);
    case 'place':
      return typedPlace(draft, input, context);
    case 'district':
      return typedDistrict(draft, input, context);
    case 'similar':
      return typedAtSimilar(filing, input, context);
    case 'review':
      return typedAtReview(filing, input, context);
    default:
      return assertNever(step);
  }
}

function typedCategory(filing: Filing, input: InputOf<'typed'>, context: FilingContext): FilingTurn {
  const { draft } = filing;
  const word = filingWord(input.text);
  if (word === 'unknown' || word === 'isRequest') return askForMissing(chooseCategory(draft, null), context);
  if (word === 'isQuestion') return askForMissing(forOperators(draft), context);
  if (word === 'allTopics') return askForMissing({ ...draft, choices: { kind: 'groups' } }, context);
  const topic = typedTopic(input.text, draft, context);
  if (topic === undefined) {
    const [only, ...others] = searchTopics(input.text, context);
    if (only === undefined) return moreWords(filing, input, context);
    if (others.length === 0) return askForMissing(chooseCategory(draft, only.code), context);
    return askForMissing({ ...draft, choices: { kind: 'search', text: input.text } }, context);
  }
  return 'category' in topic
    ? askForMissing(chooseCategory(draft, topic.category), context)
    : askForMissing({ ...draft, choices: { kind: 'group', group: topic.group } }, context);
}

function typedPlace(
  draft: FilingDraft,
  { text, messageId }: InputOf<'typed'>,
  context: FilingContext,
): FilingTurn {
  const word = filingWord(text);
  if (word === 'sendLocation') return { kind: 'stay', problem: 'useLocationButton' };
  if (word === 'noPlace' || word === 'unknown') {
    return mustHavePlace(draft, context)
      ? { kind: 'stay', problem: 'placeNeeded' }
      : askForMissing(withPlace(draft, null), context);
  }
  const only = findDistrictByName(text, context.districts);
  if (only !== undefined) return askForMissing(withPlace(draft, { district: only }), context);
  const topic = otherTopic(text, draft, context);
  if (topic !== undefined) return topic;
  const read = readAddress(text);
  if (!read.ok) return { kind: 'stay', problem: 'addressTooShort' };
  return askForMissing(
    withAddress(draft, read.address, messageId, context),
    context,
    read.isCut ? ['addressCut'] : [],
  );
}

/** The district of an address that names none; any other text becomes part of the address. */
function typedDistrict(
  draft: FilingDraft,
  { text, messageId }: InputOf<'typed'>,
  context: FilingContext,
): FilingTurn {
  const { place } = draft;
  if (filingWord(text) === 'unknown') return askForMissing({ ...draft, isDistrictUnknown: true }, context);
  const district = findDistrictByName(text, context.districts);
  if (district !== undefined) return askForMissing({ ...draft, place: { ...place, district } }, context);
  const topic = otherTopic(text, draft, context);
  if (topic !== undefined) return topic;
  const read = readAddress(text, place?.address);
  if (!read.ok) return { kind: 'stay', problem: 'addressTooShort' };
  const next = withAddress(draft, read.address, messageId, context);
  return askForMissing(next, context, [read.isCut ? 'addressCut' : 'address']);
}

/** The name of a topic is no address: it becomes that of the request, whose place is asked for again. */
function otherTopic(text: string, draft: FilingDraft, context: FilingContext): FilingTurn | undefined {
  const topic = namedTopic(text, context);
  if (topic === undefined) return undefined;
  if ('category' in topic) return askForMissing(chooseCategory(draft, topic.category), context, ['topic']);
  return askForMissing(
    { ...reopenField(draft, 'category'), choices: { kind: 'group', group: topic.group } },
    context,
  );
}

/** Chooses one of the requests offered, says that theirs is a different one, or adds words to their own. */
function typedAtSimilar(filing: Filing, input: InputOf<'typed'>, context: FilingContext): FilingTurn {
  const { draft } = filing;
  const codes = draft.similar?.codes ?? [];
  const number = Number(canonicalText(input.text));
  const numbered = Number.isInteger(number) ? codes[number - 1] : undefined;
  if (numbered !== undefined) return { kind: 'follow', code: numbered };
  switch (filingWord(input.text)) {
    case 'meToo': {
      const [only, ...others] = codes;
      return only === undefined || others.length > 0
        ? { kind: 'stay', problem: 'whichRequest' }
        : { kind: 'follow', code: only };
    }
    case 'different':
    case 'register':
      return continueWithOwn(draft, context);
    default:
      return moreWords(filing, input, context);
  }
}

/** None of the offered requests is theirs: they continue with their own. */
export function continueWithOwn(draft: FilingDraft, context: FilingContext): FilingTurn {
  const { similar } = draft;
  return askForMissing(
    similar === undefined ? draft : { ...draft, similar: { ...similar, isDeclined: true } },
    context,
  );
}

function typedAtReview(filing: Filing, input: InputOf<'typed'>, context: FilingContext): FilingTurn {
  return filingWord(input.text) === 'register' ? { kind: 'register' } : moreWords(filing, input, context);
}

/** Adds words to the existing ones, or replaces them if the citizen is changing them. */
function moreWords({ step, draft }: Filing, input: InputOf<'typed'>, context: FilingContext): FilingTurn {
  const { messageId, text } = input;
  const before = draft.changing === 'text' ? withoutChanging({ ...draft, texts: [] }) : draft;
  const added = withText(before, { messageId, text });
  const isNews = step !== 'words' || added.note !== 'text';
  return askForMissing(withoutChoices(added.draft), context, isNews ? [added.note] : []);
}
