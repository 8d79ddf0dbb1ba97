import type { EventOf, RequestEvent } from '../../requests/lifecycle/events.js';
import type { Attachment } from '../../requests/lifecycle/facts.js';
import { filesFromCitizen, isVisual, MOST_IN_ALBUM } from '../message-parts.js';
import type { Wording } from '../wording.js';

/** Who is shown the files of an answer: a follower is not shown what the filer sent. */
export type FilesReader = 'filer' | 'follower' | 'staff';

/** A file of an answer; where photos show a place before and after the work, with which of both it is. */
export interface AnswerFile extends Attachment {
  readonly shows?: 'before' | 'beforeOfCitizen' | 'after';
}

/**
 * The files of an answer as somebody is shown them: where its photos show a place after the work, those from before it
 * come first, in one album, then those from after it, then the other files.
 */
export function filesOfAnswer(
  events: readonly RequestEvent[],
  answer: Pick<EventOf<'answered'>, 'attachments' | 'before'> & { readonly seq?: number },
  reader: FilesReader,
): readonly AnswerFile[] {
  const { attachments, before } = answer;
  if (before === undefined || (before === 'citizen' && reader === 'follower')) return attachments;
  const theirs = before === 'citizen' ? picturesOfFiler(events, answer.seq) : [];
  const old = new Set(before === 'citizen' ? theirs.map(({ id }) => id) : before);
  const pictures = attachments.filter(isVisual);
  const after = pictures.filter(({ id }) => !old.has(id));
  const earlier =
    before === 'citizen'
      ? theirs.slice(0, Math.max(0, MOST_IN_ALBUM - after.length))
      : pictures.filter(({ id }) => old.has(id));
  if (earlier.length === 0 || after.length === 0) return attachments;
  const shows = before === 'citizen' && reader === 'filer' ? 'beforeOfCitizen' : 'before';
  return [
    ...earlier.map((file) => ({ ...file, shows }) as const),
    ...after.map((file) => ({ ...file, shows: 'after' }) as const),
    ...attachments.filter((file) => !isVisual(file)),
  ];
}

/** The files of an answer with what is said under each. */
export function captionFiles(
  files: readonly AnswerFile[],
  wording: Pick<Wording, 'plain'>,
): readonly (Attachment & { readonly caption?: string })[] {
  return files.map(({ id, kind, shows }) => ({
    id,
    kind,
    ...(shows === undefined ? {} : { caption: wording.plain(`outcome.picture.${shows}`) }),
  }));
}

/** The photos and videos that whoever filed a request has sent, up to an event. */
export function picturesOfFiler(
  events: readonly RequestEvent[],
  seq = Number.POSITIVE_INFINITY,
): readonly Attachment[] {
  const filed = events.find((event) => event.type === 'registered');
  const isTheirs = ({ actor }: RequestEvent) => actor.kind === 'citizen' && actor.citizen === filed?.citizen;
  const files = events.flatMap((event) => {
    if (event.seq > seq) return [];
    if (event.type === 'registered') return event.attachments;
    return isTheirs(event) ? filesFromCitizen(event) : [];
  });
  return files.filter(isVisual);
}
