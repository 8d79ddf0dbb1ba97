import { button } from '../dom.js';

/** Shows what can be chosen among, as `[value, title]`; `onChoose` gets the value. */
export function showTabs(parent, options, chosen, onChoose) {
  parent.replaceChildren(
    ...options.map(([value, title]) =>
      button({ 'aria-pressed': value === chosen ? 'true' : 'false', onclick: () => onChoose(value) }, title),
    ),
  );
}
