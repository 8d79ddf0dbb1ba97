import { FONT_FAMILY } from '../../pictures/drawn-text.js';
import { rasterize } from '../../pictures/rasterize.js';
import type { DistrictArea } from '../city.js';
import { boxAround, ringsOf } from './area-shape.js';
import { projectBox } from './map-projection.js';

/** Areas before and after a change, with their labels in the picture. */
export interface AreaPicture {
  readonly before: readonly DistrictArea[];
  readonly after: readonly DistrictArea[];
  readonly names: Readonly<Record<string, string>>;
}

const WIDTH = 1_000;
const MARGIN = 40;
const MOST_HEIGHT = 2_000;
const OLD_LINE = 'fill="none" stroke="#9a3412" stroke-width="3" stroke-dasharray="10 6"';
const NEW_LINE = 'fill="#1d4ed8" fill-opacity="0.14" fill-rule="evenodd" stroke="#1d4ed8" stroke-width="2.5"';

/**
 * A picture (PNG) of areas: the new ones in blue with their names, and the old borders as broken red lines on
 * top.
 */
export function drawAreas(picture: AreaPicture): Buffer | undefined {
  const svg = renderSvg(picture);
  return svg === undefined ? undefined : rasterize(svg);
}

function renderSvg({ before, after, names }: AreaPicture): string | undefined {
  const box = boxAround([...before, ...after]);
  if (box === undefined) return undefined;
  const { height, place } = projectBox(box, { width: WIDTH, mostHeight: MOST_HEIGHT, margin: MARGIN });
  const path = (area: DistrictArea) =>
    ringsOf(area)
      .map(
        (ring) =>
          `M${ring
            .map((corner) =>
              place(corner)
                .map((at) => at.toFixed(1))
                .join(','),
            )
            .join('L')}Z`,
      )
      .join('');
  const labels = after.flatMap((area) => {
    const own = boxAround([area]);
    if (own === undefined) return [];
    const [x, y] = place([(own.west + own.east) / 2, (own.south + own.north) / 2]);
    const name = escapeXml(names[area.unit] ?? area.unit);
    return [
      `<text x="${x.toFixed(0)}" y="${y.toFixed(0)}" text-anchor="middle" font-size="22" font-family="${FONT_FAMILY}" fill="#0f172a" stroke="#fff" stroke-width="5" paint-order="stroke">${name}</text>`,
    ];
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}">`,
    `<rect width="${WIDTH}" height="${height}" fill="#fff"/>`,
    ...after.map((area) => `<path d="${path(area)}" ${NEW_LINE}/>`),
    ...before.map((area) => `<path d="${path(area)}" ${OLD_LINE}/>`),
    ...labels,
    '</svg>',
  ].join('');
}

function escapeXml(text: string): string {
  return text.replace(/[<>&"']/g, (letter) => `&#${letter.charCodeAt(0)};`);
}
