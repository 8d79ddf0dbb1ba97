import { element } from '../dom.js';
import { choice, field } from '../form.js';
import { texts } from './texts.js';

/**
 * The form in which an operator writes a call down; `call` is one that was refused and is written anew. `onSend` gets what was
 * written.
 */
export function createCallForm({ city, call = {}, onSend }) {
  const words = texts.form;
  const input = (name, properties = {}) =>
    element('input', { name, value: call[name] ?? '', autocomplete: 'off', ...properties });
  const pick = (name, first, options) => {
    const select = choice(name, [['', first], ...options.map(({ code, title }) => [code, title])]);
    select.value = call[name] ?? '';
    return select;
  };
  const text = element('textarea', { name: 'text', rows: 5, required: true }, call.text ?? '');
  return element(
    'form',
    {
      class: 'call-form',
      onsubmit(event) {
        event.preventDefault();
        void onSend(Object.fromEntries(new FormData(event.currentTarget)));
      },
    },
    element('h2', {}, call.id === undefined ? texts.newCall : texts.correct),
    element(
      'div',
      { class: 'fields' },
      field(words.name, input('name')),
      field(
        words.phone,
        input('phone', { inputmode: 'tel', dir: 'ltr', required: true, placeholder: words.phoneHint }),
      ),
      field(words.text, text),
      field(words.category, pick('category', words.byWords, city.categories)),
      field(words.district, pick('district', words.noDistrict, city.districts)),
      field(words.address, input('address')),
    ),
    element('button', { type: 'submit', class: 'send' }, call.id === undefined ? words.send : words.correct),
  );
}
