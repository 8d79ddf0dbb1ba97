import { button, element } from '../dom.js';
import { icon } from '../icons.js';
import { formatCode } from '../persian.js';
import { attachPopover } from '../popover.js';
import { texts } from '../texts.js';

/** The button with the followed request, which opens the list of the latest ones. */
export function createRequestChooser({ city, selection }) {
  const content = element('span', { class: 'request' });
  const opener = button({ class: 'request-chooser', title: texts.chain.choose }, content, icon('chevron'));
  const place = element('div', { class: 'request-place' }, opener);

  attachPopover(opener, {
    label: texts.chain.choose,
    className: 'request-list',
    fill: ({ close }) => {
      const choose = (code) => () => {
        close();
        selection.choose(code);
      };
      return [
        button(
          {
            class: 'request-latest',
            'aria-pressed': selection.isFollowingLatest(),
            onclick: choose(undefined),
          },
          texts.chain.latest,
          selection.isFollowingLatest() ? icon('check') : undefined,
        ),
        ...city.requests().map((request) =>
          button(
            {
              class: 'request',
              'aria-current': request.code === selection.request()?.code,
              onclick: choose(request.code),
            },
            ...describe(request),
            request.category === undefined
              ? undefined
              : element('span', { class: 'request-text' }, request.text),
          ),
        ),
      ];
    },
  });

  return {
    element: place,
    draw(request) {
      place.hidden = request === undefined;
      if (request !== undefined) content.replaceChildren(...describe(request));
    },
  };
}

function describe({ code, category, status, text }) {
  return [
    element(
      'span',
      { class: 'request-head' },
      element('bdi', { class: 'request-code' }, formatCode(code)),
      element('span', { class: `status status-${status}` }, texts.statuses[status] ?? status),
    ),
    element('span', { class: 'request-category' }, category ?? text),
  ];
}
