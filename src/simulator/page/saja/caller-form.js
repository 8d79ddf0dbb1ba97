import { button, element } from '../dom.js';
import { field } from '../form.js';
import { persianDigits } from '../persian.js';
import { showTabs } from '../system/tabs.js';
import { texts } from './texts.js';

/** What a caller can say of a request, by its status. */
const KINDS = {
  intake: ['add', 'withdraw'],
  referred: ['add', 'withdraw'],
  followUp: ['add', 'withdraw'],
  waiting: ['reply', 'withdraw'],
  answered: ['rate', 'object'],
  closed: ['object'],
};
const SCORES = [1, 2, 3, 4, 5];

/** The form for what a caller says later on; `onAct` gets it as the registry takes it. */
export function createCallerForm({ status, onAct }) {
  const kinds = KINDS[status] ?? [];
  let [kind] = kinds;
  const tabs = element('div', { class: 'tabs', role: 'group', 'aria-label': texts.caller });
  const body = element('div', { class: 'fields' });
  const form = element(
    'form',
    {
      class: 'desk',
      onsubmit(event) {
        event.preventDefault();
        void onAct({ kind, text: new FormData(form).get('text') });
      },
    },
    element('h3', {}, texts.caller),
    tabs,
    body,
  );

  function draw() {
    showTabs(
      tabs,
      kinds.map((one) => [one, texts.actKinds[one]]),
      kind,
      (chosen) => {
        kind = chosen;
        draw();
      },
    );
    body.replaceChildren(
      ...(kind === 'rate'
        ? [
            element(
              'div',
              { class: 'scores', role: 'group', 'aria-label': texts.actForm.score },
              ...SCORES.map(score),
            ),
          ]
        : [
            field(texts.actForm.text[kind], element('textarea', { name: 'text', rows: 3, required: true })),
            element('button', { type: 'submit', class: 'send' }, texts.actForm.send),
          ]),
    );
  }

  function score(value) {
    return button({ onclick: () => onAct({ kind: 'rate', score: value }) }, persianDigits(value));
  }

  draw();
  return form;
}
