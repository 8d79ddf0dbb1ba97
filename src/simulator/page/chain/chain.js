import { element } from '../dom.js';
import { icon } from '../icons.js';
import { formatMoment, formatTimeLeft } from '../persian.js';
import { texts } from '../texts.js';
import { createRequestChooser } from './request-chooser.js';
import { createStation } from './station.js';

const REDRAW_MS = 30_000;

/** The line that shows where the followed request is, from its first position up to the mayor. */
export function createChain({ city, chats, selection, showPhone }) {
  const line = element('ol', { class: 'stations' });
  const empty = element('div', { class: 'chain-empty' });
  const chooser = createRequestChooser({ city, selection });
  const section = element(
    'section',
    { class: 'chain', 'aria-label': texts.chain.label },
    chooser.element,
    line,
    empty,
  );

  function draw() {
    const request = selection.request();
    chooser.draw(request);
    line.hidden = request === undefined || request.chain.length === 0;
    empty.hidden = !line.hidden;
    if (!line.hidden) drawStations(request);
    else if (request === undefined) {
      empty.replaceChildren(
        element('strong', {}, texts.chain.empty),
        element('span', {}, texts.chain.emptyHint),
      );
    } else empty.replaceChildren(element('span', {}, texts.chain.withoutChain));
  }

  function drawStations({ chain, dueAt }) {
    const focused = [...line.children].findIndex((station) => station.contains(document.activeElement));
    line.replaceChildren(
      ...chain.map((position) => {
        const holder = city.holderOf(position.position);
        return createStation({
          ...position,
          isUnread: holder !== undefined && chats.isUnread(holder.id),
          deadline: position.state === 'now' ? deadlineOf(dueAt) : undefined,
          onOpen: holder === undefined ? undefined : () => showPhone(holder.id),
        });
      }),
    );
    if (focused >= 0) line.children[focused]?.querySelector('button')?.focus();
  }

  function deadlineOf(dueAt) {
    if (dueAt === undefined) return undefined;
    const due = new Date(dueAt);
    const left = due.getTime() - city.now().getTime();
    const isOverdue = left <= 0;
    return element(
      'span',
      { class: `deadline${isOverdue ? ' is-overdue' : ''}` },
      icon('clock'),
      element('span', {}, texts.chain.until(formatMoment(due))),
      element('b', {}, isOverdue ? texts.chain.overdue : texts.chain.left(formatTimeLeft(left))),
    );
  }

  city.changed.subscribe((what) => {
    if (what === 'clock') draw();
  });
  selection.changed.subscribe(draw);
  chats.unreadChanged.subscribe(draw);
  setInterval(draw, REDRAW_MS);
  draw();
  return { element: section };
}
