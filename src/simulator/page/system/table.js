import { button, element } from '../dom.js';

/**
 * Shows what can be opened, as a table of three columns: a number, a subject with a line below it, and how things stand.
 * `rows` are `{ number, subject, below, state, isOver, isOpened, open }`; without any, `empty` has the sentences.
 */
export function showTable(parent, { columns, rows, empty }) {
  parent.replaceChildren(
    ...(rows.length === 0
      ? empty.map((sentence) => element('p', { class: 'empty' }, sentence))
      : [
          element(
            'table',
            {},
            element(
              'thead',
              {},
              element('tr', {}, ...columns.map((title) => element('th', { scope: 'col' }, title))),
            ),
            element('tbody', {}, ...rows.map(row)),
          ),
        ]),
  );
}

function row({ number, subject, below, state, isOver, isOpened, open }) {
  return element(
    'tr',
    {
      class: isOver ? 'is-over' : 'is-open',
      'aria-selected': isOpened ? 'true' : 'false',
      onclick: open,
    },
    element('td', { class: 'number' }, number),
    element(
      'td',
      {},
      button({ class: 'subject', onclick: open }, subject),
      below === undefined ? undefined : element('small', {}, below),
    ),
    element('td', { class: 'when' }, state),
  );
}
