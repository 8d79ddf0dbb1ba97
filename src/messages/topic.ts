import type { Place } from '../requests/lifecycle/facts.js';
import type { Request } from '../requests/lifecycle/request.js';
import { urgentMark } from '../requests/lifecycle/urgency.js';
import { escapeHtml, stripHtml } from '../text/html.js';
import { truncateText, withoutControls } from '../text/persian.js';
import type { Speech, Wording } from './wording.js';

/** Code points of an address on a card. */
const ADDRESS_ON_A_CARD = 200;
/** Code points of a topic on a button. */
const TOPIC_ON_A_BUTTON = 30;

/** What a request is about and in which part of the city, in one line. */
export function topicLine(
  { category, place }: Pick<Request, 'category' | 'place'>,
  { organization, locale }: Speech,
  wording: Wording,
): string {
  const known = category === undefined ? undefined : organization.category(category);
  const topic = known === undefined ? wording.plain('card.noCategory') : organization.title(known, locale);
  const district = place?.district === undefined ? undefined : wording.name(place.district);
  return district === undefined
    ? wording.html('card.topic', { topic })
    : wording.html('card.topicAndDistrict', { topic, district });
}

/** The one sign of a request whose words tell of danger, wherever staff see it; empty for any other. */
export function urgentSign(request: Pick<Request, 'stage' | 'urgentMarks'>): string {
  return urgentMark(request) === undefined ? '' : '🚨 ';
}

/** What staff are told about an urgent request, in one line. */
export function urgentLine(
  request: Pick<Request, 'stage' | 'urgentMarks'>,
  wording: Wording,
): string | undefined {
  const mark = urgentMark(request);
  if (mark === undefined) return undefined;
  return wording.html(mark.isPutFirst ? 'urgent.onCard.first' : 'urgent.onCard.doubted');
}

/** The topic line as staff see it, with the sign of an urgent request. */
export function staffTopicLine(
  request: Pick<Request, 'category' | 'place' | 'stage' | 'urgentMarks'>,
  speech: Speech,
  wording: Wording,
): string {
  return `${urgentSign(request)}${topicLine(request, speech, wording)}`;
}

/** What a request is about, as short as a button wants it. */
export function topicOnButton(
  request: Pick<Request, 'category' | 'place' | 'stage' | 'urgentMarks'>,
  speech: Speech,
  wording: Wording,
): string {
  return truncateText(stripHtml(staffTopicLine(request, speech, wording)), TOPIC_ON_A_BUTTON);
}

/** The address as the citizen gave it, or that there is a point on the map only. */
export function placeLine(
  place: Place | undefined,
  { texts, locale }: Pick<Speech, 'texts' | 'locale'>,
): string | undefined {
  if (place === undefined) return undefined;
  if (place.address !== undefined && place.address.trim() !== '') {
    return escapeHtml(truncateText(withoutControls(place.address).trim(), ADDRESS_ON_A_CARD));
  }
  return place.latitude === undefined ? undefined : texts.html(locale, 'card.pointOnly');
}
