import { categoryOf, type FilingDraft, wordsOf } from '../../../../src/filing/draft.js';
import { WORDS_A_MESSAGE } from '../../../../src/messages/message-parts.js';
import { placeLine, topicLine } from '../../../../src/messages/topic.js';
import { createWording, joinLines, joinParagraphs } from '../../../../src/messages/wording.js';
import type { Attachment } from '../../../../src/requests/lifecycle/facts.js';
import { codePoints, truncateText } from '../../../../src/text/persian.js';
import type { Visit } from '../../context.js';

const KINDS = [
  'photo',
  'video',
  'voice',
  'audio',
  'document',
] as const satisfies readonly Attachment['kind'][];

/** The draft as the manager will see it, under a title. */
export function describeDraft(draft: FilingDraft, visit: Visit, title: string): string {
  const { speech } = visit;
  const wording = createWording(speech);
  const { category, place } = draft;
  const facts = {
    ...(typeof category === 'string' ? { category } : {}),
    ...(place === undefined || place === null ? {} : { place }),
  };
  const words = wordsOf(draft);
  return joinParagraphs(
    title,
    joinLines(
      topicLine(facts, speech, wording),
      place === null ? visit.html('filing.review.noPlace') : placeLine(facts.place, speech),
    ),
    words === ''
      ? undefined
      : joinLines(
          visit.html('filing.review.words'),
          wording.quote(truncateText(words, WORDS_A_MESSAGE)),
          codePoints(words) > WORDS_A_MESSAGE ? visit.html('filing.review.more') : undefined,
        ),
    countFiles(draft.attachments, visit),
  );
}

/** What the citizen should know before registering. */
export function adviceOn(draft: FilingDraft, visit: Visit): string {
  const { place } = draft;
  const isUrgent = categoryOf(draft, visit.organization)?.urgent === true;
  const hasOnlyDistrict =
    place !== undefined && place !== null && place.address === undefined && place.latitude === undefined;
  return joinParagraphs(
    isUrgent ? visit.html('filing.review.urgent') : undefined,
    joinLines(
      hasOnlyDistrict ? visit.html('filing.review.onlyDistrict') : undefined,
      visit.html('filing.review.ask'),
    ),
  );
}

/** How many files of each kind, one kind per line. */
export function countFiles(attachments: readonly Attachment[], visit: Visit): string | undefined {
  const counted = KINDS.flatMap((kind) => {
    const count = attachments.filter((attachment) => attachment.kind === kind).length;
    return count === 0 ? [] : [visit.html(`filing.review.files.${kind}`, { count })];
  });
  return counted.length === 0 ? undefined : joinLines(...counted);
}
