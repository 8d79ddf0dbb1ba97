import { type Html, html } from '../html.js';
import { type DistrictShapes, MAP_WIDTH } from './district-shapes.js';
import type { MapScale, MapValue } from './map-figures.js';

/** A district with what the map says of it. */
export interface MappedDistrict {
  readonly unit: string;
  readonly name: string;
  readonly value: MapValue;
}

/** Units from a line of a label to the next, and across for a letter of a name, where the map is smallest. */
const LINE = 34;
const LETTER = 19;

/**
 * The map: every district in the colour of its class, with its name and its value on it, so that nothing is said by
 * colour alone. It is a picture; the table beside it says the same to whoever does not see it.
 */
export function renderMapPicture(
  { height, shapes }: DistrictShapes,
  districts: readonly MappedDistrict[],
  title: string,
): Html {
  const known = new Map(districts.map((district) => [district.unit, district]));
  const drawn = shapes.flatMap(({ unit, path, middle, room }) => {
    const district = known.get(unit);
    return district === undefined ? [] : [{ ...district, path, middle, room }];
  });
  return html`<svg class="map" viewBox="0 0 ${MAP_WIDTH} ${height}" role="img" aria-label="${title}">
<defs><pattern id="untold" width="16" height="16" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect class="ground" width="16" height="16"/><rect class="stripe" width="3" height="16"/></pattern></defs>
${drawn.map(
  ({ value, path }) =>
    html`<path class="district ${classNameOf(value.place)}"${fillOf(value.place)} fill-rule="evenodd" d="${path}"/>`,
)}
${drawn.map(
  ({ name, value, middle: [x, y], room }) =>
    html`<text class="${classNameOf(value.place)}" text-anchor="middle"><tspan${name.length * LETTER > room ? html` class="long"` : undefined} x="${x}" y="${y - LINE / 4}">${name}</tspan><tspan class="value" x="${x}" y="${y + LINE}">${value.written}</tspan></text>`,
)}
</svg>`;
}

/** What the colours mean, in words; the classes that no district has are there too. */
export function renderMapLegend({ classes, writeClass }: MapScale, untold: string, title: string): Html {
  const entry = (place: number | undefined, meaning: string) =>
    html`<li><svg class="sample" viewBox="0 0 24 16" aria-hidden="true" focusable="false"><rect class="${classNameOf(place)}"${fillOf(place)} width="24" height="16"/></svg>${meaning}</li>`;
  return html`<ul class="legend" aria-label="${title}">${classes.map((one, place) => entry(place, writeClass(one)))}${entry(undefined, untold)}</ul>`;
}

/** The name of a class in the style of the pages. */
function classNameOf(place: number | undefined): string {
  return place === undefined ? 'untold' : `class-${place}`;
}

/** Hatching, where there is no class to colour by. */
function fillOf(place: number | undefined): Html | undefined {
  return place === undefined ? html` fill="url(#untold)"` : undefined;
}
