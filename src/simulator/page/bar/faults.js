import { button, element } from '../dom.js';
import { choice, field } from '../form.js';
import { latinDigits, persianDigits } from '../persian.js';
import { attachPopover } from '../popover.js';
import { texts } from '../texts.js';

/** Lets a button open the menu in which misbehaviour of Telegram and the network is switched on and off. */
export function attachFaults(opener, { api, notices }) {
  attachPopover(opener, {
    label: texts.faults.title,
    className: 'form-panel',
    fill: () => {
      const active = element('ul', { class: 'faults-active' });
      const clear = button(
        { class: 'button', onclick: () => act(() => api.clearFaults()) },
        texts.faults.clear,
      );
      const form = element(
        'form',
        { class: 'form', onsubmit: add },
        element('h2', {}, texts.faults.title),
        element('p', { class: 'field-hint' }, texts.faults.hint),
        field(texts.faults.kind, choice('kind', Object.entries(texts.faults.kinds))),
        field(texts.faults.bot, choice('bot', [['', texts.faults.anyBot], ...Object.entries(texts.bots)])),
        element(
          'div',
          { class: 'form-row' },
          field(texts.faults.times, number('times', 1)),
          field(texts.faults.seconds, number('retryAfter', 3)),
        ),
        element(
          'div',
          { class: 'form-row' },
          element('button', { type: 'submit', class: 'button button-main' }, texts.faults.add),
          clear,
        ),
        active,
      );

      function add(event) {
        event.preventDefault();
        const { kind, bot, times, retryAfter } = Object.fromEntries(new FormData(form));
        act(() =>
          api.addFault({
            kind,
            ...(bot === '' ? {} : { bot }),
            ...(times === '' ? {} : { times: Number(latinDigits(times)) }),
            ...(retryAfter === '' ? {} : { retryAfter: Number(latinDigits(retryAfter)) }),
          }),
        );
      }

      async function act(call) {
        try {
          await call();
          await list();
        } catch (error) {
          notices.report(error);
        }
      }

      async function list() {
        const faults = await api.faults();
        clear.disabled = faults.length === 0;
        opener.classList.toggle('has-faults', faults.length > 0);
        const rows = faults.map(({ kind, bot, times }) => {
          const count = texts.faults.count(times === undefined ? undefined : persianDigits(times));
          return `${texts.faults.kinds[kind]} · ${texts.bots[bot] ?? texts.faults.anyBot} · ${count}`;
        });
        active.replaceChildren(
          ...(rows.length > 0 ? rows : [texts.faults.none]).map((row) => element('li', {}, row)),
        );
      }

      act(() => Promise.resolve());
      return form;
    },
  });
}

function number(name, value) {
  return element('input', {
    name,
    value: persianDigits(value),
    inputmode: 'numeric',
    pattern: '[0-9۰-۹]*',
    autocomplete: 'off',
  });
}
