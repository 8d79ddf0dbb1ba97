import { element } from '../dom.js';
import { attachPopover } from '../popover.js';
import { texts } from '../texts.js';

/** Lets a button open the list of what else there is to see of the city: what everybody sees, and its other systems. */
export function attachOtherPages(opener) {
  attachPopover(opener, {
    label: texts.otherPages.title,
    className: 'form-panel',
    fill: () => [
      element('h2', {}, texts.otherPages.title),
      element(
        'ul',
        { class: 'other-pages' },
        texts.otherPages.pages.map(([href, name]) => element('li', {}, element('a', { href }, name))),
      ),
    ],
  });
}
