import type { Value } from './document.js';

/** When this interface was last changed; a city's own categories are in the list of services. */
const CHANGED = '2026-11-30T00:00:00+03:30';

/** What «Service Discovery» says of this server. */
export function discoveryOf(options: {
  readonly address: string;
  readonly contact: string;
  readonly keyService: string;
  readonly isSimulated: boolean;
}): { readonly [name: string]: Value } {
  const { address, contact, keyService, isSimulated } = options;
  return {
    changeset: CHANGED,
    contact,
    key_service: keyService,
    endpoints: [
      {
        specification: 'http://wiki.open311.org/GeoReport_v2',
        url: address,
        changeset: CHANGED,
        type: isSimulated ? 'test' : 'production',
        formats: ['text/xml', 'application/json'],
      },
    ],
  };
}
