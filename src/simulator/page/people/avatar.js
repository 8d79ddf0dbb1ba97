import { element } from '../dom.js';
import { initialsOf, nameOf, roleOf } from './groups.js';

/** The round picture of somebody, in the colour of the role. */
export function avatar(person) {
  return element(
    'span',
    { class: `avatar avatar-${roleOf(person)}`, 'aria-hidden': 'true' },
    initialsOf(nameOf(person)),
  );
}
