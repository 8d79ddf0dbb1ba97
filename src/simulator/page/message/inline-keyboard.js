import { button, element } from '../dom.js';
import { icon } from '../icons.js';
import { texts } from '../texts.js';

/**
 * The buttons under a message, row by row from left to right as Telegram lays them out. `press(data)` is
 * waited for; `onLink` may take over an address by answering true.
 */
export function inlineKeyboard(rows, { press, onLink }) {
  return element(
    'div',
    { class: 'inline-keyboard' },
    rows.map((row) =>
      element(
        'div',
        { class: 'inline-row' },
        row.map((one) => (one.url === undefined ? pressable(one, press) : opening(one, onLink))),
      ),
    ),
  );
}

function pressable({ text, data, style }, press) {
  const made = button(
    {
      class: style === undefined ? 'inline-button' : `inline-button is-${style}`,
      onclick: async () => {
        if (made.classList.contains('is-busy')) return;
        made.classList.add('is-busy');
        made.setAttribute('aria-busy', 'true');
        await press(data);
        made.classList.remove('is-busy');
        made.removeAttribute('aria-busy');
      },
    },
    label(text),
  );
  return made;
}

function opening({ text, url }, onLink) {
  return element(
    'a',
    {
      class: 'inline-button',
      href: url,
      target: '_blank',
      rel: 'noopener noreferrer',
      title: texts.message.opensPage,
      onclick: (event) => {
        if (onLink(url)) event.preventDefault();
      },
    },
    label(text),
    icon('link'),
  );
}

function label(text) {
  return element('span', { dir: 'auto' }, text);
}
