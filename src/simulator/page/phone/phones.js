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

  /** Whoever has the followed request now, as far as the page has brought them into sight. */
  let holder;

  /** Brings the phone of whoever has got the followed request into sight, once. */
  function followHolder() {
    const request = selection.request();
    const now = request?.chain.find(({ state }) => state === 'now');
    const person = now === undefined ? undefined : city.holderOf(now.position);
    const key = person === undefined ? undefined : `${request.code}:${person.id}`;
    if (key === holder) return;
    holder = key;
    const shown = [...phones.values()].find((phone) => phone.personId === person?.id);
    if (shown === undefined) return;
    // Only the row moves: on a small window the page stays where it is read.
    const [seen, wanted] = [row.getBoundingClientRect(), shown.element.getBoundingClientRect()];
    const isInSight = wanted.left >= seen.left && wanted.right <= seen.right;
    if (!isInSight) row.scrollBy({ left: wanted.left + wanted.width / 2 - seen.left - seen.width / 2 });
  }

  selection.changed.subscribe(() => {
    draw();
    followHolder();
  });
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
