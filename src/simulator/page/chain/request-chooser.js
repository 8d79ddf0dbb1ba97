import { button, element } from '../dom.js';
import { icon } from '../icons.js';
import { formatCode } from '../persian.js';
import { attachPopover } from '../popover.js';
import { texts } from '../texts.js';

/** The button with the followed request, which opens the list of the latest ones. */
export function createRequestChooser({ city, selection }) {
  const content = element('span', { class: 'request' });
  const opener = button({ class: 'request-chooser', title: texts.chain.choose }, content, icon('chevron'));
  const publicPage = element(
    'a',
    { class: 'request-public', target: '_blank', rel: 'noreferrer' },
    texts.chain.publicPage,
  );
  const place = element('div', { class: 'request-place' }, opener, publicPage);

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
      if (request === undefined) return;
      content.replaceChildren(...describe(request));
      publicPage.href = `/t/${request.code}`;
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
