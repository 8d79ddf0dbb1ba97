import { element } from '../dom.js';
import { showTabs } from '../system/tabs.js';
import { texts } from './texts.js';

const KINDS = ['answer', 'question', 'referral'];

/** The form below a letter: what somebody at the desk does with it. `onAct` gets the act as the desks take it. */
export function createActForm({ positions, onAct }) {
  let kind = 'answer';
  const outcome = element(
    'select',
    { name: 'outcome', onchange: draw },
    ...Object.entries(texts.outcomes).map(([value, title]) => element('option', { value }, title)),
  );
  const day = element('input', { name: 'day', placeholder: texts.form.dayHint, autocomplete: 'off' });
  const target = element(
    'select',
    { name: 'target', required: true },
    element('option', { value: '' }, texts.form.chooseTarget),
    ...positions.map(({ code, title }) => element('option', { value: code }, title)),
  );
  const text = element('textarea', { name: 'text', rows: 4 });
  const tabs = element('div', { class: 'tabs', role: 'group' });
  const fields = element('div', { class: 'fields' });
  const send = element('button', { type: 'submit', class: 'send' });
  const form = element('form', { class: 'act-form', onsubmit: submit }, tabs, fields, send);

  function draw() {
    showTabs(
      tabs,
      KINDS.map((one) => [one, texts.actKinds[one]]),
      kind,
      (chosen) => {
        kind = chosen;
        draw();
      },
    );
    const { form: words } = texts;
    fields.replaceChildren(
      ...(kind === 'answer' ? [field(words.outcome, outcome)] : []),
      ...(kind === 'answer' && outcome.value === 'planned' ? [field(words.day, day)] : []),
      ...(kind === 'referral' ? [field(words.target, target)] : []),
      field(words.text[kind], text),
    );
    send.textContent = words.send[kind];
  }

  function submit(event) {
    event.preventDefault();
    const act = { kind, text: text.value };
    if (kind === 'answer') {
      act.outcome = outcome.value;
      if (outcome.value === 'planned') act.day = day.value;
    }
    if (kind === 'referral') act.target = target.value;
    void onAct(act);
  }

  draw();
  return form;
}

function field(title, input) {
  return element('label', {}, element('span', {}, title), input);
}
