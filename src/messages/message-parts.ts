import type { EventOf, RequestEvent } from '../requests/lifecycle/events.js';
import type { Attachment } from '../requests/lifecycle/facts.js';
import { codePoints, splitText } from '../text/persian.js';

/**
 * Code points of a person's words in one message: with the surrounding text it stays below Telegram's 4,096
 * (docs/telegram.md, 7).
 */
export const WORDS_A_MESSAGE = 3_000;
/** Code points of the citizen's words on a card, which also has to show what happened since. */
const WORDS_ON_A_CARD = 2_000;
/**
 * Code points of each older text on a card, which has to fit into one message together with the citizen's
 * words.
 */
export const OLDER_WORDS_ON_A_CARD = 300;
/** The most items in one album (docs/telegram.md, 7). */
export const MOST_IN_ALBUM = 10;

/** A text cut into pieces of at most one message each; at least one piece. */
export function piecesOf(text: string, most = WORDS_A_MESSAGE): readonly string[] {
  const pieces = splitText(text, most);
  return pieces.length === 0 ? [''] : pieces;
}

/** The citizen's words on a card, and the rest, which needs messages of its own. */
export function wordsOfRequest(text: string): { readonly onCard: string; readonly rest: readonly string[] } {
  const [onCard = '', ...others] = piecesOf(text, WORDS_ON_A_CARD);
  return { onCard, rest: others };
}

/** The objection to the last answer by the time of an event; undefined if there was none, or it was answered. */
export function objectionUntil(
  events: readonly RequestEvent[],
  seq: number,
): EventOf<'objected'> | undefined {
  const judged = events.findLast(
    (event) => event.seq <= seq && (event.type === 'objected' || event.type === 'answered'),
  );
  return judged?.type === 'objected' ? judged : undefined;
}

/**
 * What follows the card of an event in messages of its own: the rest of a long request, and the whole of an objection
 * of which the card shows the beginning.
 */
export function wordsAfterCard(
  text: string,
  events: readonly RequestEvent[],
  seq: number,
): readonly { readonly of: 'request' | 'objection'; readonly words: string }[] {
  const reason = objectionUntil(events, seq)?.reason ?? '';
  const objection = codePoints(reason) > OLDER_WORDS_ON_A_CARD ? piecesOf(reason) : [];
  return [
    ...wordsOfRequest(text).rest.map((words) => ({ of: 'request' as const, words })),
    ...objection.map((words) => ({ of: 'objection' as const, words })),
  ];
}

/** A person's words in an event that have to be told in full. */
export function wordsOf(event: RequestEvent): string {
  switch (event.type) {
    case 'answered':
    case 'answerDrafted':
    case 'replied':
    case 'added':
      return event.text;
    case 'asked':
      return event.question;
    case 'rejected':
      return event.reason;
    case 'promiseKept':
    case 'promiseMoved':
      return event.text ?? '';
    case 'escalated':
      return event.reason ?? '';
    default:
      return '';
  }
}

/** Attachments in groups that one call of the Bot API can send: photos and videos as albums, others alone. */
export function groupsOf<File extends Attachment>(
  attachments: readonly File[],
): readonly (readonly File[])[] {
  const groups: File[][] = [];
  for (const attachment of attachments) {
    const last = groups.at(-1);
    const joins =
      last !== undefined &&
      last.length < MOST_IN_ALBUM &&
      isVisual(attachment) &&
      last.every((other) => isVisual(other));
    if (joins) last.push(attachment);
    else groups.push([attachment]);
  }
  return groups;
}

/** What the citizen had sent by the time of an event: with the filing, and later. */
export function attachmentsUntil(events: readonly RequestEvent[], seq: number): readonly Attachment[] {
  return events.flatMap((event) => {
    if (event.seq > seq) return [];
    return event.type === 'registered' ? event.attachments : filesFromCitizen(event);
  });
}

/** The files of a reply, an addition or an objection. */
export function filesFromCitizen(event: RequestEvent): readonly Attachment[] {
  switch (event.type) {
    case 'replied':
    case 'added':
      return event.attachments;
    case 'objected':
      return event.attachments ?? [];
    default:
      return [];
  }
}

/** True for a photo or a video, which an album can hold. */
export function isVisual({ kind }: Attachment): boolean {
  return kind === 'photo' || kind === 'video';
}
