import { element } from '../dom.js';
import { pointOf } from '../map/city-grid.js';
import { formatPlace } from '../map/location-chooser.js';
import { drawMap } from '../map/schematic-map.js';
import { texts } from '../texts.js';

const WIDTH = 200;
const HEIGHT = 100;

/** A place as a small piece of the schematic map, with its name where it has one. */
export function placeCard(location, venue) {
  const { x, y } = pointOf(location);
  const map = drawMap(
    { x: x - WIDTH / 2, y: y - HEIGHT * 0.6, width: WIDTH, height: HEIGHT },
    { 'aria-hidden': 'true', preserveAspectRatio: 'xMidYMid slice' },
  );
  map.movePin(location);
  return element(
    'div',
    { class: 'place-card', role: 'group', 'aria-label': texts.message.location },
    map.svg,
    venue === undefined
      ? undefined
      : element('div', { class: 'place-words' }, element('strong', {}, venue.title), venue.address),
    element('span', { class: 'coordinates' }, formatPlace(location)),
  );
}
