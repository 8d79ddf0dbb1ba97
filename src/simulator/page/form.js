import { element } from './dom.js';

/** A named field of a form, with a hint under it where there is one. */
export function field(name, input, hint) {
  return element(
    'label',
    { class: 'field' },
    element('span', { class: 'field-name' }, name),
    input,
    hint === undefined ? undefined : element('span', { class: 'field-hint' }, hint),
  );
}

/** A choice among `[value, text]` pairs. */
export function choice(name, options, properties = {}) {
  return element(
    'select',
    { name, ...properties },
    options.map(([value, text]) => element('option', { value }, text)),
  );
}
