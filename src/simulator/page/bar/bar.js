import { button, element } from '../dom.js';
import { icon } from '../icons.js';
import { isOfBale } from '../messenger.js';
import { createPersonPicker } from '../people/person-picker.js';
import { texts } from '../texts.js';
import { createClockControls } from './clock-controls.js';
import { attachFaults } from './faults.js';
import { attachNewPerson } from './new-person.js';
import { attachOtherPages } from './other-pages.js';

/** The bar at the top: the name, the city's clock and its buttons, people, and the menu of faults. */
export function createBar({ api, city, chats, selection, notices, showPhone }) {
  const connection = element('span', { class: 'connection', role: 'status' }, texts.connection.live);
  const addPerson = button({ class: 'button' }, icon('addPerson'), texts.people.add);
  const faults = button(
    { class: 'icon-button', 'aria-label': texts.faults.open, title: texts.faults.open },
    icon('fault'),
  );
  const otherPages = button(
    { class: 'icon-button', 'aria-label': texts.otherPages.title, title: texts.otherPages.title },
    icon('link'),
  );
  const picker = createPersonPicker({ city, chats, selection, showPhone });
  const bar = element(
    'header',
    { class: 'bar' },
    element(
      'div',
      { class: 'brand' },
      element('img', { src: '/simulator/mark.svg', alt: '', width: 36, height: 36 }),
      element(
        'h1',
        {},
        element('span', {}, texts.title),
        element('span', { class: 'brand-separator' }, ' — '),
        element('span', { class: 'brand-place' }, isOfBale ? texts.baleSubtitle : texts.subtitle),
      ),
      connection,
    ),
    createClockControls({ city, notices }),
    element('div', { class: 'bar-people' }, picker, addPerson, faults, otherPages),
  );
  attachNewPerson(addPerson, { api, notices, onCreated: showPhone });
  attachFaults(faults, { api, notices });
  attachOtherPages(otherPages);

  return {
    element: bar,
    /** Shows whether the page hears what happens. */
    setLive(isLive) {
      connection.textContent = isLive ? texts.connection.live : texts.connection.lost;
      connection.classList.toggle('is-lost', !isLive);
    },
  };
}
