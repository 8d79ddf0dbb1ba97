import { comparable } from '../persian.js';
import { texts } from '../texts.js';

/** The groups of the picker, in their order. */
const ORDER = ['citizen', 'operator', 'supervisor', 'administrator', 'manager'];

/** How to call somebody: managers by their position, all others by their name. */
export function nameOf(person) {
  return person.positionTitle ?? person.name;
}

/** The role that describes somebody best. */
export function roleOf({ roles }) {
  return (
    ['manager', 'administrator', 'supervisor', 'operator'].find((role) => roles.includes(role)) ?? 'citizen'
  );
}

/**
 * Puts people into groups `{ role, title, people }`; a person with two roles stands in both. `sought` keeps
 * those whose name, position or number has every word of it.
 */
export function groupPeople(people, sought = '') {
  const words = comparable(sought).split(' ');
  const found = people.filter((person) => {
    const text = comparable(`${person.name} ${person.positionTitle ?? ''} ${person.phone ?? ''}`);
    return words.every((word) => text.includes(word));
  });
  return ORDER.map((role) => ({
    role,
    title: texts.people.groups[role],
    people: found.filter(({ roles }) => roles.includes(role)),
  })).filter((group) => group.people.length > 0);
}

/** Letters for the round picture of somebody. */
export function initialsOf(name) {
  return name
    .split(' ')
    .slice(0, 2)
    .map((word) => [...word][0])
    .join('\u200c');
}
