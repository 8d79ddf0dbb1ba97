import { button, element } from '../dom.js';
import { icon } from '../icons.js';
import { texts } from '../texts.js';

/** One position of the chain; pressing it shows the phone of its holder. */
export function createStation({ title, state, vacant, isUnread, deadline, onOpen }) {
  const mark = element('span', { class: 'station-mark' }, state === 'answered' ? icon('check') : undefined);
  const words = element(
    'span',
    { class: 'station-words' },
    element('span', { class: 'station-title' }, title),
    vacant ? element('span', { class: 'station-vacant' }, texts.chain.vacant) : undefined,
    isUnread ? element('span', { class: 'unread-dot', title: texts.people.unread }) : undefined,
  );
  const stateText = vacant && state !== 'now' ? texts.chain.vacant : texts.chain.states[state];
  const hidden = element('span', { class: 'visually-hidden' }, stateText);
  return element(
    'li',
    {
      class: `station is-${state}${vacant ? ' is-vacant' : ''}`,
      'aria-current': state === 'now' ? 'step' : undefined,
    },
    onOpen === undefined
      ? element('span', { class: 'station-body' }, mark, words, hidden)
      : button(
          { class: 'station-body', title: texts.chain.openPhone(title), onclick: onOpen },
          mark,
          words,
          hidden,
        ),
    deadline,
  );
}
