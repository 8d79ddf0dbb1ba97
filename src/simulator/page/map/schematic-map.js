import { drawing } from '../dom.js';
import { DISTRICTS, pointOf } from './city-grid.js';

const LABEL_FROM_TOP = 24;
const LABEL_FROM_SIDE = 12;
/** Streets of one district, as parts of its width and height. */
const STREETS = [
  [0, 0.62, 1, 0.55],
  [0.36, 0, 0.42, 1],
  [0, 0.27, 1, 0.31],
  [0.74, 0, 0.7, 1],
];

/**
 * Draws the schematic city within `view` (`{ x, y, width, height }` on the grid). The drawing has
 * `movePin(place)`.
 */
export function drawMap(view, attributes = {}) {
  const pin = drawing(
    'g',
    { class: 'map-pin' },
    drawing('ellipse', { cx: 0, cy: 0, rx: 7, ry: 3, class: 'map-pin-shadow' }),
    drawing('path', { d: 'M0 0C-5 -9 -12 -15 -12 -23A12 12 0 0 1 12 -23C12 -15 5 -9 0 0Z' }),
    drawing('circle', { cx: 0, cy: -23, r: 4.5 }),
  );
  const svg = drawing(
    'svg',
    {
      viewBox: `${view.x} ${view.y} ${view.width} ${view.height}`,
      class: 'map',
      direction: 'ltr',
      ...attributes,
    },
    ...DISTRICTS.map(drawDistrict),
    pin,
  );
  return {
    svg,
    movePin(place) {
      const { x, y } = pointOf(place);
      pin.setAttribute('transform', `translate(${x} ${y})`);
    },
  };
}

function drawDistrict({ name, x, y, width, height }) {
  const streets = STREETS.map(([fromX, fromY, toX, toY]) =>
    drawing('line', {
      x1: x + fromX * width,
      y1: y + fromY * height,
      x2: x + toX * width,
      y2: y + toY * height,
      class: 'map-street',
    }),
  );
  const label = drawing('text', {
    x: x + width - LABEL_FROM_SIDE,
    y: y + LABEL_FROM_TOP,
    class: 'map-label',
  });
  label.textContent = name;
  return drawing('g', {}, drawing('rect', { x, y, width, height, class: 'map-district' }), ...streets, label);
}
