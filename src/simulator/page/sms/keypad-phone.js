import { element } from '../dom.js';
import { formatMoment, persianDigits } from '../persian.js';
import { texts } from './texts.js';

const KEYS = ['۱', '۲', '۳', '۴', '۵', '۶', '۷', '۸', '۹', '*', '۰', '#'];

/** A keypad phone with the messages on it, the newest last, each with the parts in which it was paid for. */
export function createKeypadPhone(number, messages) {
  const screen = element(
    'ol',
    { class: 'screen', tabindex: '0', 'aria-label': texts.inbox },
    ...messages.map(line),
  );
  const phone = element(
    'article',
    { class: 'keypad-phone', 'aria-label': texts.phone(number) },
    element('div', { class: 'earpiece' }),
    element(
      'div',
      { class: 'glass' },
      element('p', { class: 'status' }, element('span', {}, number), element('span', {}, texts.inbox)),
      screen,
    ),
    element('div', { class: 'softkeys', 'aria-hidden': 'true' }, element('i'), element('b'), element('i')),
    element('div', { class: 'keys', 'aria-hidden': 'true' }, ...KEYS.map((key) => element('span', {}, key))),
  );
  return { phone, showNewest: () => screen.scrollTo(0, screen.scrollHeight) };
}

function line({ direction, text, parts, at }) {
  const isOwn = direction === 'fromPhone';
  return element(
    'li',
    { class: isOwn ? 'is-own' : undefined },
    element(
      'header',
      {},
      element('b', {}, isOwn ? texts.ownWords : texts.sender),
      isOwn ? undefined : element('span', { class: 'parts' }, texts.parts(persianDigits(parts))),
    ),
    element('p', {}, text),
    element('time', { datetime: at }, formatMoment(new Date(at))),
  );
}
