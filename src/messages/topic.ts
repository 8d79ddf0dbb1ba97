import type { Place } from '../requests/lifecycle/facts.js';
import type { Request } from '../requests/lifecycle/request.js';
import { escapeHtml, stripHtml } from '../text/html.js';
import { truncate, withoutControls } from '../text/persian.js';
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

/** What a request is about, as short as a button wants it. */
export function topicOnButton(
  request: Pick<Request, 'category' | 'place'>,
  speech: Speech,
  wording: Wording,
): string {
  return truncate(stripHtml(topicLine(request, speech, wording)), TOPIC_ON_A_BUTTON);
}

/** The address as the citizen gave it, or that there is a point on the map only. */
export function placeLine(
  place: Place | undefined,
  { texts, locale }: Pick<Speech, 'texts' | 'locale'>,
): string | undefined {
  if (place === undefined) return undefined;
  if (place.address !== undefined && place.address.trim() !== '') {
    return escapeHtml(truncate(withoutControls(place.address).trim(), ADDRESS_ON_A_CARD));
  }
  return place.latitude === undefined ? undefined : texts.html(locale, 'card.pointOnly');
}
