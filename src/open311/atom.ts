import { zonedIsoTime } from '../calendar.js';
import { xmlText } from '../text/xml.js';
import type { ReadRequest } from './reader.js';
import { type PublicSpeech, requestEntry } from './request-document.js';

/** Where a feed lies. */
interface AtomAddresses {
  /** The address of the feed itself, with its query. */
  readonly self: string;
  /** The address of Open311 as it is reached from outside, without a slash at its end. */
  readonly open311: string;
}

/**
 * Requests as Atom (RFC 4287), with their points as GeoRSS says. An entry keeps its id, the address of its request, and
 * gets a new date whenever something public happens to it.
 */
export function writeAtom(
  requests: readonly ReadRequest[],
  speech: PublicSpeech,
  { self, open311 }: AtomAddresses,
): string {
  const { texts, locale, timeZone, now } = speech;
  const dates = requests.map(({ updatedAt }) => updatedAt.getTime());
  const updated = dates.length === 0 ? now : new Date(Math.max(...dates));
  const title = texts.plain(locale, 'openData.feed');
  return `<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xmlns:georss="http://www.georss.org/georss" xml:lang="${locale}">
<id>${xmlText(self)}</id>
<title>${xmlText(title)}</title>
<updated>${zonedIsoTime(updated, timeZone)}</updated>
<author><name>${xmlText(texts.plain(locale, 'openData.contact'))}</name></author>
<link rel="self" href="${xmlText(self)}"/>
${requests.map((read) => entryOf(read, speech, open311)).join('')}</feed>
`;
}

function entryOf(read: ReadRequest, speech: PublicSpeech, open311: string): string {
  const { timeZone, organization, locale } = speech;
  const { service_name, status_notes, lat, long } = requestEntry(read, speech, false);
  const district = read.district === undefined ? undefined : organization.unit(read.district);
  const place = district === undefined ? [] : [organization.title(district, locale)];
  const address = `${open311}/requests/${read.id}`;
  return `<entry>
<id>${xmlText(`${address}.xml`)}</id>
<title>${xmlText([String(service_name), ...place].join(' – '))}</title>
<published>${zonedIsoTime(read.filedAt, timeZone)}</published>
<updated>${zonedIsoTime(read.updatedAt, timeZone)}</updated>
<link rel="alternate" type="application/json" href="${xmlText(`${address}.json`)}"/>
<category term="${xmlText(read.category.code)}" label="${xmlText(String(service_name))}"/>
<summary>${xmlText(String(status_notes))}</summary>
${lat === null || long === null ? '' : `<georss:point>${String(lat)} ${String(long)}</georss:point>\n`}</entry>
`;
}
