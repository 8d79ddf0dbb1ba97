import { element } from '../dom.js';
import { formatCode, formatMoment, persianDigits } from '../persian.js';
import { texts } from './texts.js';

/** Shows a letter as it lies on a desk: its head, its words, its margin notes, and what was done with it here. */
export function showLetter(paper, letter) {
  const { field } = texts;
  const isOver = letter.withdrawnAt !== undefined;
  paper.replaceChildren(
    element(
      'dl',
      { class: 'head' },
      ...pair(field.indicator, persianDigits(letter.indicator)),
      ...pair(field.kind, letter.kind),
      ...pair(field.priority, letter.priority),
      ...pair(field.received, formatMoment(new Date(letter.receivedAt))),
      ...pair(field.receiver, letter.receiverTitle),
      ...pair(field.tracking, formatCode(letter.trackingCode)),
      ...(letter.deadline === null ? [] : pair(field.deadline, formatMoment(new Date(letter.deadline)))),
    ),
    element('p', { class: isOver ? 'standing is-over' : 'standing' }, letter.standing),
    element('h2', {}, letter.subject),
    element('div', { class: 'body' }, ...letter.text.split('\n').map((line) => element('p', {}, line))),
    ...(letter.links.length === 0 ? [] : [links(letter)]),
    ...(letter.acts.length === 0 ? [] : [acts(letter)]),
    element(
      'aside',
      { class: 'margin' },
      element('h3', {}, texts.margin),
      element('ol', {}, ...letter.marginNotes.map((note) => element('li', {}, note))),
    ),
  );
}

function pair(name, value) {
  return [element('dt', {}, name), element('dd', {}, value)];
}

function links(letter) {
  return element(
    'ul',
    { class: 'links', 'aria-label': texts.field.links },
    ...letter.links.map((address, index) =>
      element(
        'li',
        {},
        element(
          'a',
          { href: address, target: '_blank', rel: 'noreferrer' },
          `${texts.field.links} ${persianDigits(index + 1)}`,
        ),
      ),
    ),
  );
}

function acts(letter) {
  return element(
    'section',
    { class: 'acts' },
    element('h3', {}, texts.acts),
    ...letter.acts.map((act) =>
      element(
        'div',
        { class: `act ${stateOf(act)}` },
        element('b', {}, [texts.actKinds[act.kind], texts.outcomes[act.outcome]].filter(Boolean).join(' — ')),
        element('p', {}, act.text),
        element('small', {}, receiptOf(act)),
      ),
    ),
  );
}

function stateOf({ receipt }) {
  if (receipt === undefined) return 'is-waiting';
  return receipt.accepted ? 'is-accepted' : 'is-refused';
}

function receiptOf({ receipt }) {
  if (receipt === undefined) return texts.receipt.waiting;
  return receipt.accepted ? texts.receipt.accepted : texts.receipt.refused(receipt.sentence);
}
