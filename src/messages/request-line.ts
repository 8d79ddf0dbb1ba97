import type { Request } from '../requests/lifecycle/request.js';
import { escapeHtml } from '../text/html.js';
import { formatNumber } from '../text/numbers.js';
import { truncateText, withoutControls } from '../text/persian.js';
import { urgentSign } from './topic.js';
import type { Speech, Wording } from './wording.js';

/** Code points of the citizen's words, and of the street, in a line of a list. */
const FIRST_WORDS = 45;
const STREET = 30;

/**
 * How somebody with many requests recognises one of them: its first words and its street, in HTML. The unit is named
 * only where it is not one of the reader's own.
 *
 * @param ownUnits - The units of the reader.
 */
export function requestLine(
  request: Pick<Request, 'text' | 'place' | 'attachments' | 'category'>,
  ownUnits: ReadonlySet<string>,
  { organization, locale }: Speech,
  wording: Wording,
): string {
  const { text, place, category } = request;
  const words = oneLine(text, FIRST_WORDS);
  const topic = category === undefined ? undefined : organization.category(category);
  const title = topic === undefined ? wording.plain('card.noCategory') : organization.title(topic, locale);
  const unit = place?.district === undefined || ownUnits.has(place.district) ? undefined : place.district;
  return [
    words === '' ? wording.plain('requestLine.noWords', { topic: title }) : words,
    oneLine(place?.address ?? '', STREET),
    unit === undefined ? '' : wording.name(unit),
  ]
    .filter((part) => part !== '')
    .map(escapeHtml)
    .join(' · ');
}

/** The signs of a request: danger, photos, voices, other files, and how many others wait for it. */
export function requestMarks(
  request: Pick<Request, 'attachments' | 'followers' | 'stage' | 'urgentMarks'>,
  { locale }: Pick<Speech, 'locale'>,
): string {
  const { attachments, followers } = request;
  const isAny = (...kinds: readonly string[]) => attachments.some(({ kind }) => kinds.includes(kind));
  return [
    urgentSign(request),
    isAny('photo', 'video') ? '📷' : '',
    isAny('voice', 'audio') ? '🎤' : '',
    isAny('document') ? '📎' : '',
    followers.length === 0 ? '' : `👥${formatNumber(followers.length, locale)}`,
  ].join('');
}

/** The units of some positions. */
export function unitsOf(
  positions: readonly string[],
  { organization }: Pick<Speech, 'organization'>,
): ReadonlySet<string> {
  return new Set(positions.flatMap((code) => organization.position(code)?.unit ?? []));
}

function oneLine(text: string, most: number): string {
  return truncateText(withoutControls(text).replace(/\s+/g, ' ').trim(), most);
}
