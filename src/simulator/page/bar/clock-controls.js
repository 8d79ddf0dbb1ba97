import { button, element } from '../dom.js';
import { icon } from '../icons.js';
import { formatDay, formatTime } from '../persian.js';
import { texts } from '../texts.js';

const REDRAW_MS = 1_000;
const STEPS = [
  { hours: 1, text: texts.clock.hour },
  { hours: 24, text: texts.clock.day },
  { hours: 72, text: texts.clock.threeDays, isMain: true },
];

/** The city's date and time, and the buttons that move it. */
export function createClockControls({ city, notices }) {
  const time = element('strong', { class: 'clock-time' });
  const day = element('span', { class: 'clock-day' });
  const shown = element(
    'time',
    { class: 'clock', 'aria-label': texts.clock.label },
    icon('clock'),
    day,
    time,
  );
  const busy = element('span', { class: 'visually-hidden', role: 'status' });
  const buttons = STEPS.map(({ hours, text, isMain }) =>
    button(
      {
        class: isMain ? 'button button-main' : 'button',
        onclick: ({ currentTarget }) => move(hours, currentTarget),
      },
      text,
    ),
  );

  function draw() {
    const now = city.now();
    shown.dateTime = now.toISOString();
    day.textContent = formatDay(now);
    time.textContent = formatTime(now);
  }

  async function move(hours, pressed) {
    for (const one of buttons) one.disabled = true;
    pressed.classList.add('is-busy');
    busy.textContent = texts.clock.busy;
    try {
      await city.advance(hours);
    } catch (error) {
      notices.report(error, { 504: texts.errors.stillBusy });
    } finally {
      for (const one of buttons) one.disabled = false;
      pressed.classList.remove('is-busy');
      pressed.focus();
      busy.textContent = '';
    }
  }

  // Before the city has told its time there is none to show.
  shown.hidden = true;
  city.changed.subscribe((what) => {
    if (what !== 'clock') return;
    shown.hidden = false;
    draw();
  });
  setInterval(draw, REDRAW_MS);
  return element(
    'div',
    { class: 'clock-controls' },
    shown,
    element(
      'div',
      { class: 'clock-steps', role: 'group', 'aria-label': texts.clock.label },
      ...buttons,
      busy,
    ),
  );
}
