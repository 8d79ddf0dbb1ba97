import { element } from '../dom.js';
import { texts } from '../texts.js';
import { createPhone } from './phone.js';

/** The row of phones, from right to left; `show(id)` puts the phone of a person before the eyes. */
export function createPhones(context) {
  const { selection, city } = context;
  const row = element('main', { class: 'phones', 'aria-label': texts.people.pick });
  const phones = new Map();
  // Only what is really before the eyes counts as read.
  const observer = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) {
        phones.get(target.dataset.key)?.setSeen(isIntersecting);
      }
    },
    { root: row, threshold: 0.5 },
  );

  function draw() {
    const wanted = selection.phones();
    const keys = wanted.map(({ person, bot }) => `${person.id}:${bot}`);
    for (const [key, phone] of phones) {
      if (keys.includes(key)) continue;
      observer.unobserve(phone.element);
      phone.stop();
      phone.element.remove();
      phones.delete(key);
    }
    wanted.forEach(({ person, bot, isPinned }, index) => {
      const key = keys[index];
      if (!phones.has(key)) {
        const phone = createPhone({ ...context, person, bot });
        phone.element.dataset.key = key;
        phones.set(key, phone);
        row.append(phone.element);
        observer.observe(phone.element);
      }
      const phone = phones.get(key);
      phone.update({ person, isPinned });
      // Moving an element takes its focus and scroll position away, so only what stands wrong is moved.
      if (row.children[index] !== phone.element) row.insertBefore(phone.element, row.children[index]);
    });
  }

  selection.changed.subscribe(draw);
  city.changed.subscribe((what) => {
    if (what === 'clock') for (const phone of phones.values()) phone.drawTime();
  });
  return {
    element: row,
    async show(id) {
      // Somebody who was made just now may not be known yet.
      if (city.person(id) === undefined) await city.refresh();
      if (!selection.isShown(id)) selection.open(id);
      const shown = [...phones.values()].find((phone) => phone.personId === id);
      shown?.element.scrollIntoView({ behavior: 'smooth', inline: 'center', block: 'nearest' });
      shown?.focus();
    },
  };
}
