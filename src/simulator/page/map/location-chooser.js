import { button, element } from '../dom.js';
import { icon } from '../icons.js';
import { formatDegrees } from '../persian.js';
import { openDialog } from '../popover.js';
import { texts } from '../texts.js';
import { MAP_HEIGHT, MAP_WIDTH, PLACES, placeAt, pointOf } from './city-grid.js';
import { drawMap } from './schematic-map.js';

const STEP = 8;
const STEPS = {
  ArrowUp: [0, -STEP],
  ArrowDown: [0, STEP],
  ArrowLeft: [-STEP, 0],
  ArrowRight: [STEP, 0],
};

/** Opens the map on which a place is chosen; `onChosen` gets `{ latitude, longitude }`. */
export function openLocationChooser(onChosen) {
  openDialog({ label: texts.map.title, className: 'location-chooser' }, (close) => {
    let place = PLACES[0];
    const coordinates = element('p', { class: 'coordinates', role: 'status' });
    const map = drawMap(
      { x: 0, y: 0, width: MAP_WIDTH, height: MAP_HEIGHT },
      { tabindex: 0, role: 'application', 'aria-label': texts.map.label },
    );
    const names = PLACES.map((one) => button({ class: 'place', onclick: () => move(one) }, one.name));

    function move(to) {
      place = { latitude: rounded(to.latitude), longitude: rounded(to.longitude) };
      map.movePin(place);
      coordinates.textContent = formatPlace(place);
      names.forEach((name, index) => {
        name.setAttribute('aria-pressed', String(PLACES[index] === to));
      });
    }

    map.svg.addEventListener('click', ({ clientX, clientY }) => {
      const point = new DOMPoint(clientX, clientY).matrixTransform(map.svg.getScreenCTM().inverse());
      move(placeAt(point));
    });
    map.svg.addEventListener('keydown', (event) => {
      const step = STEPS[event.key];
      if (step === undefined) return;
      event.preventDefault();
      const { x, y } = pointOf(place);
      move(placeAt({ x: x + step[0], y: y + step[1] }));
    });
    move(PLACES[0]);

    return [
      element(
        'div',
        { class: 'dialog-head' },
        element('h2', {}, texts.map.title),
        button({ class: 'icon-button', 'aria-label': texts.composer.cancel, onclick: close }, icon('close')),
      ),
      element('p', { class: 'field-hint' }, texts.map.hint),
      map.svg,
      element('div', { class: 'places', role: 'group', 'aria-label': texts.map.places }, ...names),
      element(
        'div',
        { class: 'dialog-foot' },
        coordinates,
        button(
          {
            class: 'button button-main',
            onclick: () => {
              close();
              onChosen({ latitude: place.latitude, longitude: place.longitude });
            },
          },
          icon('pin'),
          texts.map.send,
        ),
      ),
    ];
  });
}

/** Latitude and longitude as people read them. */
export function formatPlace({ latitude, longitude }) {
  return texts.map.coordinates(formatDegrees(latitude), formatDegrees(longitude));
}

/** Four places of a degree are some ten metres. */
function rounded(degrees) {
  return Math.round(degrees * 10_000) / 10_000;
}
