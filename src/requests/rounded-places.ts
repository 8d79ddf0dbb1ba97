import type { NamingCitizens } from './change-of-citizen.js';
import type { Place } from './lifecycle/facts.js';

/** Decimals of degrees that are left: about a kilometre. */
const DECIMALS = 2;

/**
 * The same request without where exactly it was: points are rounded to about a kilometre, addresses are gone,
 * the district stays. Doing it twice is doing it once. Pure.
 */
export function withRoundedPlaces({ request, events }: NamingCitizens): NamingCitizens {
  return {
    request: request.place === undefined ? request : { ...request, place: roundPlace(request.place) },
    events: events.map((event) =>
      'place' in event && event.place !== undefined ? { ...event, place: roundPlace(event.place) } : event,
    ),
  };
}

/** A place without its address, its point rounded to about a kilometre. */
export function roundPlace({ latitude, longitude, district }: Place): Place {
  return {
    ...(latitude === undefined ? {} : { latitude: Number(latitude.toFixed(DECIMALS)) }),
    ...(longitude === undefined ? {} : { longitude: Number(longitude.toFixed(DECIMALS)) }),
    ...(district === undefined ? {} : { district }),
  };
}
