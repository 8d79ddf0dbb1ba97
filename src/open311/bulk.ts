import { zonedIsoTime } from '../calendar.js';
import { csvLine } from '../text/csv.js';
import type { ReadRequest } from './reader.js';
import { type PublicSpeech, requestEntry } from './request-document.js';

/** The columns of GeoReport Bulk, in its order. */
const COLUMNS = [
  'service_request_id',
  'requested_datetime',
  'updated_datetime',
  'closed_date',
  'status_description',
  'status_notes',
  'source',
  'service_name',
  'service_subtype',
  'description',
  'agency_responsible',
  'address',
  'lat',
  'long',
] as const;

/** Requests as open data: CSV in UTF-8 without a byte order mark, one line each below the names of the columns. */
export function writeBulk(requests: readonly ReadRequest[], speech: PublicSpeech): string {
  return [
    csvLine(COLUMNS),
    ...requests.map((read) => {
      const entry = requestEntry(read, speech, false);
      const more: Readonly<Record<string, string>> = {
        closed_date: read.isOpen ? '' : zonedIsoTime(read.updatedAt, speech.timeZone),
        status_description: String(entry['status']),
        source: read.request.channel,
      };
      return csvLine(COLUMNS.map((column) => more[column] ?? String(entry[column] ?? '')));
    }),
  ].join('');
}
