import { join } from 'node:path';
import { Resvg } from '@resvg/resvg-js';
import { packageRoot } from '../package-root.js';
import { FONT_FAMILY } from './drawn-text.js';

/** resvg reads no woff2, and draws nothing at all where a font is missing: so the file is named. */
const FONT_FILE = join(packageRoot, 'node_modules', 'vazirmatn', 'fonts', 'ttf', 'Vazirmatn-Medium.ttf');

/** A drawing (SVG) as a picture (PNG). Takes some ten milliseconds of the thread. Throws for what is no SVG. */
export function rasterize(svg: string): Buffer {
  const font = { fontFiles: [FONT_FILE], loadSystemFonts: false, defaultFontFamily: FONT_FAMILY };
  return Buffer.from(new Resvg(svg, { font }).render().asPng());
}
