import { join } from 'node:path';
import { Resvg } from '@resvg/resvg-js';
import { packageRoot } from '../../package-root.js';
import type { DistrictArea } from '../city.js';
import { type Box, boxAround, type Corner, ringsOf } from './area-shape.js';

/** Areas before and after a change, with their labels in the picture. */
export interface AreaPicture {
  readonly before: readonly DistrictArea[];
  readonly after: readonly DistrictArea[];
  readonly names: Readonly<Record<string, string>>;
}

const WIDTH = 1_000;
const MARGIN = 40;
const MOST_HEIGHT = 2_000;
const FONT = join(packageRoot, 'node_modules', 'vazirmatn', 'fonts', 'ttf', 'Vazirmatn-Medium.ttf');
const OLD_LINE = 'fill="none" stroke="#9a3412" stroke-width="3" stroke-dasharray="10 6"';
const NEW_LINE = 'fill="#1d4ed8" fill-opacity="0.14" fill-rule="evenodd" stroke="#1d4ed8" stroke-width="2.5"';

/**
 * A picture (PNG) of areas: the new ones in blue with their names, and the old borders as broken red lines on
 * top.
 */
export function drawAreas(picture: AreaPicture): Buffer | undefined {
  const svg = renderSvg(picture);
  if (svg === undefined) return undefined;
  const font = { fontFiles: [FONT], loadSystemFonts: false, defaultFontFamily: 'Vazirmatn' };
  return Buffer.from(new Resvg(svg, { font }).render().asPng());
}

function renderSvg({ before, after, names }: AreaPicture): string | undefined {
  const box = boxAround([...before, ...after]);
  if (box === undefined) return undefined;
  const project = projection(box);
  const height = Math.min(MOST_HEIGHT, Math.ceil(project([box.west, box.south])[1] + MARGIN));
  const path = (area: DistrictArea) =>
    ringsOf(area)
      .map(
        (ring) =>
          `M${ring
            .map((corner) =>
              project(corner)
                .map((at) => at.toFixed(1))
                .join(','),
            )
            .join('L')}Z`,
      )
      .join('');
  const labels = after.flatMap((area) => {
    const own = boxAround([area]);
    if (own === undefined) return [];
    const [x, y] = project([(own.west + own.east) / 2, (own.south + own.north) / 2]);
    const name = escapeXml(names[area.unit] ?? area.unit);
    return [
      `<text x="${x.toFixed(0)}" y="${y.toFixed(0)}" text-anchor="middle" font-size="22" font-family="Vazirmatn" fill="#0f172a" stroke="#fff" stroke-width="5" paint-order="stroke">${name}</text>`,
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

/** Converts degrees to pixels: north is up, and degrees of longitude are scaled to their width there. */
function projection({ west, south, east, north }: Box): (corner: Corner) => readonly [number, number] {
  const narrowing = Math.cos((((south + north) / 2) * Math.PI) / 180);
  const width = Math.max((east - west) * narrowing, 1e-6);
  const height = Math.max(north - south, 1e-6);
  const scale = Math.min((WIDTH - 2 * MARGIN) / width, (MOST_HEIGHT - 2 * MARGIN) / height);
  return ([longitude, latitude]) => [
    MARGIN + (longitude - west) * narrowing * scale,
    MARGIN + (north - latitude) * scale,
  ];
}

function escapeXml(text: string): string {
  return text.replace(/[<>&"']/g, (letter) => `&#${letter.charCodeAt(0)};`);
}
