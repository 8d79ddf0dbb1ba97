import type { ReadRequest } from './reader.js';
import { type PublicSpeech, requestEntry } from './request-document.js';

/**
 * Requests as GeoJSON (RFC 7946): a feature each under its public id, at a point about a kilometre wide or, without a
 * point, with a geometry that is null. The properties have the names of GeoReport v2; what is nothing is left out.
 */
export function writeGeoJson(requests: readonly ReadRequest[], speech: PublicSpeech): string {
  return JSON.stringify({
    type: 'FeatureCollection',
    features: requests.map((read) => {
      const { lat, long, service_request_id: id, ...entry } = requestEntry(read, speech, false);
      const known = Object.entries(entry).filter(([, value]) => value !== null);
      return {
        type: 'Feature',
        id,
        geometry: lat === null || long === null ? null : { type: 'Point', coordinates: [long, lat] },
        properties: {
          ...Object.fromEntries(known),
          ...(read.unit === undefined ? {} : { unit: read.unit }),
          ...(read.district === undefined ? {} : { district: read.district }),
        },
      };
    }),
  });
}
