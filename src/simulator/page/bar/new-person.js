import { element } from '../dom.js';
import { choice, field } from '../form.js';
import { attachPopover } from '../popover.js';
import { texts } from '../texts.js';

/** Lets a button open the form of a new citizen; `onCreated` gets the id. */
export function attachNewPerson(opener, { api, notices, onCreated }) {
  attachPopover(opener, {
    label: texts.people.addTitle,
    className: 'form-panel',
    fill: ({ close }) => {
      const form = element(
        'form',
        { class: 'form', onsubmit: submit },
        element('h2', {}, texts.people.addTitle),
        field(
          texts.people.name,
          element('input', {
            name: 'name',
            required: true,
            maxlength: 128,
            autocomplete: 'off',
            autofocus: true,
          }),
        ),
        field(
          texts.people.phone,
          element('input', {
            name: 'phone',
            type: 'tel',
            dir: 'ltr',
            autocomplete: 'off',
            minlength: 3,
            maxlength: 20,
          }),
          texts.people.phoneHint,
        ),
        field(texts.people.language, choice('languageCode', texts.people.languages)),
        element('button', { type: 'submit', class: 'button button-main' }, texts.people.create),
      );

      async function submit(event) {
        event.preventDefault();
        const { name, phone, languageCode } = Object.fromEntries(new FormData(form));
        try {
          const { id } = await api.createPerson({
            name,
            languageCode,
            ...(phone.trim() === '' ? {} : { phone: phone.trim() }),
          });
          close();
          onCreated(id);
        } catch (error) {
          notices.report(error);
        }
      }

      return form;
    },
  });
}
