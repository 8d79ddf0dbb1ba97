import { button, element } from '../dom.js';
import { icon } from '../icons.js';
import { formatPhone, persianDigits } from '../persian.js';
import { attachPopover } from '../popover.js';
import { texts } from '../texts.js';
import { avatar } from './avatar.js';
import { groupPeople, nameOf } from './groups.js';

/** The button that opens the list of everybody, from which phones are put on the page and taken away. */
export function createPersonPicker({ city, chats, selection, showPhone }) {
  const dot = element('span', { class: 'unread-dot', hidden: true });
  const opener = button({ class: 'button' }, icon('phones'), texts.people.pick, dot);
  const place = element('div', { class: 'picker-place' }, opener);
  let redraw;

  attachPopover(opener, {
    label: texts.people.pickTitle,
    className: 'picker',
    fill: () => {
      const search = element('input', {
        type: 'search',
        class: 'picker-search',
        placeholder: texts.people.search,
        'aria-label': texts.people.search,
        autocomplete: 'off',
        autofocus: true,
        oninput: () => draw(),
      });
      const list = element('div', { class: 'picker-list' });

      function draw() {
        const groups = groupPeople(city.people(), search.value);
        const sections = groups.map(({ title, people }) =>
          element(
            'section',
            {},
            element('h3', {}, title, element('span', {}, persianDigits(people.length))),
            element('ul', {}, ...people.map((person) => element('li', {}, row(person)))),
          ),
        );
        list.replaceChildren(
          ...(sections.length > 0 ? sections : [element('p', { class: 'picker-none' }, texts.people.none)]),
        );
      }

      redraw = () => {
        const focused = document.activeElement?.dataset.person;
        draw();
        if (focused !== undefined) list.querySelector(`[data-person="${focused}"]`)?.focus();
      };
      draw();
      return [element('h2', {}, texts.people.pickTitle), search, list];
    },
  });

  function row(person) {
    const isShown = selection.isShown(person.id);
    const isUnread = chats.isUnread(person.id);
    const detail = person.phone === undefined ? undefined : formatPhone(person.phone);
    return button(
      {
        class: 'picker-row',
        'aria-pressed': isShown,
        'data-person': person.id,
        onclick: () => (isShown ? selection.close(person.id) : showPhone(person.id)),
      },
      avatar(person),
      element(
        'span',
        { class: 'picker-name' },
        nameOf(person),
        detail === undefined ? undefined : element('small', {}, detail),
      ),
      isUnread ? element('span', { class: 'unread-dot', title: texts.people.unread }) : undefined,
      element('span', { class: 'picker-action' }, isShown ? texts.people.hide : texts.people.show),
    );
  }

  function update() {
    dot.hidden = !city.people().some(({ id }) => !selection.isShown(id) && chats.isUnread(id));
    if (opener.getAttribute('aria-expanded') === 'true') redraw();
  }

  selection.changed.subscribe(update);
  chats.unreadChanged.subscribe(update);
  return place;
}
