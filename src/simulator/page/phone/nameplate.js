import { button, element } from '../dom.js';
import { icon } from '../icons.js';
import { avatar } from '../people/avatar.js';
import { nameOf, roleOf } from '../people/groups.js';
import { formatPhone } from '../persian.js';
import { texts } from '../texts.js';

/** Above a phone: whose it is, and the buttons that keep it on the page or close it. */
export function createNameplate({ selection, personId }) {
  const plate = element('header', { class: 'nameplate' });
  let drawn;

  return {
    element: plate,
    draw({ person, isPinned }) {
      const signature = JSON.stringify([person, isPinned]);
      if (signature === drawn) return;
      drawn = signature;
      const hadFocus = plate.querySelector('.pin') === document.activeElement;
      const name = nameOf(person);
      const detail =
        person.positionTitle === undefined && person.phone !== undefined
          ? formatPhone(person.phone)
          : texts.people.roles[roleOf(person)];
      const pin = button(
        {
          class: 'icon-button pin',
          'aria-pressed': isPinned,
          'aria-label': isPinned ? texts.phone.unpin : texts.phone.pin,
          title: isPinned ? texts.phone.unpin : texts.phone.pin,
          onclick: () => selection.setPinned(personId, !isPinned),
        },
        icon('keep'),
      );
      plate.replaceChildren(
        avatar(person),
        element(
          'div',
          { class: 'nameplate-words' },
          element('h2', { title: name }, name),
          element('span', {}, detail),
        ),
        pin,
        button(
          {
            class: 'icon-button',
            'aria-label': texts.phone.close(name),
            title: texts.people.hide,
            onclick: () => selection.close(personId),
          },
          icon('close'),
        ),
      );
      if (hadFocus) pin.focus();
    },
  };
}
