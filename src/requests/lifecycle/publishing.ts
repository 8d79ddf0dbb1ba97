import type { ChangeCommand } from './commands.js';
import type { Context } from './context.js';
import type { EventsOrRefusal } from './decision.js';
import type { EventOf } from './events.js';
import type { PublishedParts } from './facts.js';
import { isCitizenOf } from './filing.js';
import type { PublicParts, Request } from './request.js';

/** Nothing of what a citizen wrote or sent. */
const NO_PARTS: PublicParts = { words: false, photos: [] };

/**
 * What everybody may read of what the citizen wrote and sent: what an operator has published and the citizen still lets
 * everybody read. Nothing of it is public without both (docs/design.md, 3).
 */
export function publishedParts({ publication }: Pick<Request, 'publication'>): PublicParts {
  if (publication === undefined) return NO_PARTS;
  const { permitted, published } = publication;
  return {
    words: permitted.words && published.words,
    photos: published.photos.filter((photo) => permitted.photos.includes(photo)),
  };
}

/** What the citizen lets everybody read. */
export function permittedParts({ publication }: Pick<Request, 'publication'>): PublicParts {
  return publication?.permitted ?? NO_PARTS;
}

/** True where the citizen lets everybody read something that no operator has published, or taken back, since. */
export function waitsForPublication({ publication }: Pick<Request, 'publication'>): boolean {
  return publication !== undefined && !publication.isDecided && !isNothing(publication.permitted);
}

/** True where there is nothing to read. */
export function isNothing({ words, photos }: PublicParts): boolean {
  return !words && photos.length === 0;
}

/** The citizen lets everybody read parts of what they wrote and sent, or takes that back. */
export function permitPublication(
  { parts }: Extract<ChangeCommand, { readonly type: 'permitPublication' }>,
  request: Request,
  context: Context,
): EventsOrRefusal {
  if (!isCitizenOf(request, context)) return { code: 'notAllowed' };
  const wanted = partsOf(parts, request);
  return isSame(wanted, permittedParts(request))
    ? { code: 'unchanged' }
    : [{ type: 'publicationPermitted', ...wanted }];
}

/** An operator publishes parts that the citizen permits, or takes them back; the citizen can still take back more. */
export function publishParts(
  { parts }: Extract<ChangeCommand, { readonly type: 'publish' }>,
  request: Request,
  context: Context,
): EventsOrRefusal {
  if (context.actor.kind !== 'operator') return { code: 'notAllowed' };
  const permitted = permittedParts(request);
  const wanted = partsOf(parts, request, permitted);
  if (parts !== 'nothing' && isNothing(wanted)) return { code: 'notPermitted' };
  const isDecided = request.publication?.isDecided === true;
  return isDecided && isSame(wanted, publishedParts(request))
    ? { code: 'unchanged' }
    : [{ type: 'published', ...wanted }];
}

/** The request after the citizen has said what everybody may read; what is published and is more than that is not any more. */
export function withPermission(
  request: Request,
  { words, photos }: EventOf<'publicationPermitted'>,
): Request {
  const permitted = { words, photos };
  const published = publishedParts({
    publication: { permitted, published: request.publication?.published ?? NO_PARTS, isDecided: false },
  });
  return { ...request, publication: { permitted, published, isDecided: false } };
}

/** The request after an operator has published parts of it. */
export function withPublication(request: Request, { words, photos }: EventOf<'published'>): Request {
  return {
    ...request,
    publication: { permitted: permittedParts(request), published: { words, photos }, isDecided: true },
  };
}

/** The request after its citizen is gone from it: what they let everybody read was theirs to allow. */
export function withoutPublication(request: Request): Request {
  if (request.publication === undefined) return request;
  return { ...request, publication: { permitted: NO_PARTS, published: NO_PARTS, isDecided: true } };
}

/** The parts that a word stands for, of those that may be read: the first words, and the photos that are there now. */
function partsOf(parts: PublishedParts, { text, attachments }: Request, most?: PublicParts): PublicParts {
  const photos = attachments.flatMap(({ id, kind }) => (kind === 'photo' ? [id] : []));
  const mayShow = (photo: string) => most === undefined || most.photos.includes(photo);
  return {
    words: parts !== 'nothing' && text !== '' && most?.words !== false,
    photos: parts === 'all' ? photos.filter(mayShow) : [],
  };
}

function isSame(one: PublicParts, other: PublicParts): boolean {
  return one.words === other.words && one.photos.join() === other.photos.join();
}
