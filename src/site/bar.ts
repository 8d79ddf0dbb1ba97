import type { Locale } from '../config.js';
import { writingDirection } from '../text/direction.js';
import { type Html, html } from './html.js';

/** Units of a drawing across and down. */
const WIDTH = 100;
const HEIGHT = 8;

/**
 * A bar that begins where lines begin in the language; the number beside it says the same, so that nobody who cannot see
 * it misses anything. `share` is from 0 to 1.
 */
export function renderBar(share: number, locale: Locale): Html {
  const width = Math.round(Math.min(1, Math.max(0, share)) * WIDTH);
  const x = writingDirection(locale) === 'rtl' ? WIDTH - width : 0;
  return html`<svg class="bar" viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="none" aria-hidden="true" focusable="false"><rect class="ground" width="${WIDTH}" height="${HEIGHT}"/><rect class="filled" x="${x}" width="${width}" height="${HEIGHT}"/></svg>`;
}
