import { button, element } from '../dom.js';
import { formatPhone, persianDigits } from '../persian.js';
import { createFrame, followNews } from '../system/frame.js';
import { phones } from './api.js';
import { createKeypadPhone } from './keypad-phone.js';
import { texts } from './texts.js';

/** What the page shows: the messages of every telephone, and the one that somebody has chosen. */
const shown = { telephones: new Map(), number: undefined };

const list = element('nav', { class: 'telephones', 'aria-label': texts.phones });
const holder = element('div');
const written = element('input', {
  maxlength: '500',
  placeholder: texts.write.hint,
  'aria-label': texts.write.label,
});
const form = element(
  'form',
  { class: 'write', onsubmit: send },
  written,
  element('button', {}, texts.write.send),
);
const desk = element('section', { class: 'table' });
const { attempt, say } = createFrame({
  texts,
  faults: phones.faults,
  kinds: ['away', 'slow', 'lostAnswer', 'busy', 'credit', 'filters', 'blacklisted', 'silent'],
  content: [list, desk],
});

followNews('/simulator/sms/api/events', load, say);

async function load() {
  const telephones = new Map();
  for (const message of await phones.messages()) {
    telephones.set(message.number, [...(telephones.get(message.number) ?? []), message]);
  }
  shown.telephones = telephones;
  draw();
}

function draw() {
  const numbers = [...shown.telephones.keys()].toReversed();
  const number = chosen();
  list.replaceChildren(element('h2', {}, texts.phones), ...numbers.map((one) => entry(one, one === number)));
  if (number === undefined) {
    desk.replaceChildren(
      element('p', { class: 'empty' }, texts.nothing),
      element('p', { class: 'empty' }, texts.howTo),
    );
    return;
  }
  const { phone, showNewest } = createKeypadPhone(nameOf(number), shown.telephones.get(number) ?? []);
  holder.replaceChildren(phone);
  // What somebody is writing stays while messages come in.
  if (form.parentNode !== desk) desk.replaceChildren(holder, form);
  showNewest();
}

/** The telephone that is shown: the chosen one, or the newest. */
function chosen() {
  return shown.number ?? [...shown.telephones.keys()].at(-1);
}

function send(event) {
  event.preventDefault();
  const text = written.value.trim();
  if (text === '') return;
  void attempt(async () => {
    await phones.write(chosen(), text);
    written.value = '';
  });
}

function entry(number, isChosen) {
  return button(
    {
      class: 'telephone',
      'aria-current': isChosen ? 'true' : undefined,
      onclick() {
        shown.number = number;
        draw();
      },
    },
    element('span', {}, nameOf(number)),
    element('small', {}, texts.count(persianDigits(shown.telephones.get(number)?.length ?? 0))),
  );
}

/** A number as people read it. */
function nameOf(number) {
  return formatPhone(number.replace(/^0/, '+98'));
}
