import { drawing } from './dom.js';

/** Strokes of the icons in a field of 24 by 24. */
const STROKES = {
  send: 'M20 12H5m6-7-7 7 7 7',
  attach: 'M20 11.5l-8 8a5 5 0 0 1-7-7l8.5-8.5a3.4 3.4 0 0 1 4.8 4.8L9.8 17.3a1.7 1.7 0 0 1-2.4-2.4l7.5-7.5',
  close: 'M6 6l12 12M18 6L6 18',
  more: 'M12 5.5v.01M12 12v.01M12 18.5v.01',
  person: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4.5 20c.8-3.6 3.8-5.5 7.5-5.5s6.7 1.9 7.5 5.5',
  addPerson:
    'M10 11.5a3.75 3.75 0 1 0 0-7.5 3.75 3.75 0 0 0 0 7.5zM3 19.5c.7-3.4 3.5-5 7-5s6.3 1.6 7 5M19 8v6M16 11h6',
  phones:
    'M8 3.5h8a1.5 1.5 0 0 1 1.5 1.5v14a1.5 1.5 0 0 1-1.5 1.5H8A1.5 1.5 0 0 1 6.5 19V5A1.5 1.5 0 0 1 8 3.5zM11 17.5h2',
  fault: 'M12 4l9 15.5H3L12 4zM12 10v4.5M12 17v.01',
  clock: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 7v5.2l3.4 2',
  chevron: 'M6 9.5l6 6 6-6',
  check: 'M5 12.5l4.5 4.5L19 7.5',
  pin: 'M12 21s-6.5-6.1-6.5-11a6.5 6.5 0 0 1 13 0c0 4.9-6.5 11-6.5 11zM12 12.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5z',
  keep: 'M9 4h6m-5.2 0-.6 6.5L6.5 14h11l-2.7-3.5L14.2 4M12 14v6',
  photo: 'M4 5.5h16v13H4zM4 16l4.5-4.5 4 4 2.5-2.5 5 5M15.5 9.5v.01',
  album: 'M7 4h13v11H7zM4 8v12h13M7 13l3.5-3.5 3 3 2-2 4.5 4',
  voice: 'M12 14.5a3 3 0 0 0 3-3v-5a3 3 0 0 0-6 0v5a3 3 0 0 0 3 3zM6 11.5a6 6 0 0 0 12 0M12 17.5V21',
  file: 'M6 3.5h8l4.5 4.5v12.5H6zM14 3.5V8h4.5',
  contact:
    'M7 4h10.5v16H7zM4.5 8H7M4.5 12H7M4.5 16H7M12.25 11.5a1.9 1.9 0 1 0 0-3.8 1.9 1.9 0 0 0 0 3.8zM9.2 16c.3-1.7 1.5-2.5 3.05-2.5s2.75.8 3.05 2.5',
  forward: 'M4.5 11h13M12 5.5l6 5.5-6 5.5M4.5 11v8',
  reply: 'M19.5 18v-4a4 4 0 0 0-4-4H5m5-5.5L4.5 10l5.5 5.5',
  keyboard: 'M3 6.5h18v11H3zM7 10v.01M10.5 10v.01M14 10v.01M17.5 10v.01M8 14h8',
  commands: 'M9 19.5l6-15',
  play: 'M8 5.5l11 6.5-11 6.5z',
  pause: 'M8.5 5.5v13M15.5 5.5v13',
  link: 'M8 16L17 7M9.5 7H17v7.5',
  search: 'M10.5 17a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13zM15.5 15.5L20.5 20.5',
  invite: 'M4 6h16v12.5H4zM4 7l8 6.5L20 7',
  block: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM5.8 5.8l12.4 12.4',
  swap: 'M4 8.5h14.5m-4-4 4 4-4 4M20 16H5.5m4 4-4-4 4-4',
  down: 'M12 5v14m-6-6 6 6 6-6',
};

/** Draws an icon; it says nothing to a screen reader, so its button needs a name. */
export function icon(name) {
  return drawing(
    'svg',
    { viewBox: '0 0 24 24', class: `icon icon-${name}`, 'aria-hidden': 'true', focusable: 'false' },
    drawing('path', { d: STROKES[name] }),
  );
}
