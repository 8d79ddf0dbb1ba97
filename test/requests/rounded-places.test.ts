import type { RequestEvent } from '../../src/requests/lifecycle/events.js';
import type { Request } from '../../src/requests/lifecycle/request.js';
import { withRoundedPlaces } from '../../src/requests/rounded-places.js';

const exact = {
  latitude: 36.314_159,
  longitude: 59.471_828,
  address: 'وکیل‌آباد ۱۷، پلاک ۳',
  district: 'district-9',
};
const coarse = { latitude: 36.31, longitude: 59.47, district: 'district-9' };

/** What a request says of places, in its state and in its events. */
function placesIn(places: readonly object[]) {
  // Only the places of a request are looked at here.
  const request = { code: '1', place: places[0] } as unknown as Request;
  const events = places.map((place, seq) => ({ type: 'added', seq, place })) as unknown as RequestEvent[];
  const rounded = withRoundedPlaces({
    request,
    events: [...events, { type: 'rated', seq: 9 } as RequestEvent],
  });
  return [rounded.request.place, ...rounded.events.map((event) => ('place' in event ? event.place : 'none'))];
}

it('leaves of a place a point within a kilometre and the district, wherever it stands', () => {
  expect(placesIn([exact, exact])).toEqual([coarse, coarse, coarse, 'none']);
});

it('changes nothing the second time', () => {
  expect(placesIn([coarse])).toEqual([coarse, coarse, 'none']);
});

it('leaves nothing of an address alone', () => {
  expect(placesIn([{ address: 'وکیل‌آباد ۱۷' }])).toEqual([{}, {}, 'none']);
});
