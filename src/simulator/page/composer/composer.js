import { button, element } from '../dom.js';
import { icon } from '../icons.js';
import { openLocationChooser } from '../map/location-chooser.js';
import { authorOf, summaryOf } from '../message/bubble.js';
import { texts } from '../texts.js';
import { attachMenu } from './attach-menu.js';
import { attachCommands } from './command-menu.js';
import { createReplyKeyboard } from './reply-keyboard.js';

const MOST_ROWS_PX = 120;

/**
 * The foot of a chat: the field for text with its menus, the bot's reply keyboard, or in their place the
 * button that starts the bot or takes a block away.
 */
export function createComposer({ api, chat, notices, person, bot, botName, send }) {
  const foot = element('div', { class: 'composer' });
  const mode = element('div', { class: 'mode', hidden: true });
  const field = element('textarea', {
    rows: 1,
    dir: 'auto',
    placeholder: texts.composer.placeholder,
    'aria-label': texts.composer.placeholder,
    onkeydown,
    oninput: grow,
  });
  const attach = button({ class: 'icon-button', 'aria-label': texts.composer.attach }, icon('attach'));
  const commands = button({ class: 'icon-button', 'aria-label': texts.phone.commands }, icon('commands'));
  const toggle = button({ class: 'icon-button', onclick: () => keyboard.toggle() }, icon('keyboard'));
  const sendButton = button(
    { class: 'send', 'aria-label': texts.composer.send, onclick: sendText },
    icon('send'),
  );
  let replied;
  let isForwarding = false;
  let lastForced = 0;

  /** Sends any content with what belongs to it: the message it replies to, the words as caption. */
  async function sendContent(content) {
    const isSent = await send({
      ...content,
      ...(replied === undefined ? {} : { replyTo: replied.messageId }),
      ...(isForwarding ? { forwarded: true } : {}),
    });
    if (isSent) leaveMode();
    return isSent;
  }

  async function sendText() {
    const text = field.value;
    if (text.trim() === '') return;
    setText('');
    if (!(await sendContent({ text })) && field.value === '') setText(text);
  }

  /** Hands out what is written, as the caption of what is attached. */
  function takeCaption() {
    const caption = field.value.trim();
    setText('');
    return caption === '' ? {} : { caption };
  }

  function setText(text) {
    field.value = text;
    grow();
  }

  function grow() {
    field.style.height = 'auto';
    field.style.height = `${Math.min(field.scrollHeight, MOST_ROWS_PX)}px`;
  }

  function onkeydown(event) {
    if (event.key === 'Escape') leaveMode();
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    sendText();
  }

  function showMode(title, words) {
    mode.replaceChildren(
      element(
        'div',
        { class: 'mode-words' },
        element('strong', {}, title),
        element('span', { dir: 'auto' }, words),
      ),
      button(
        { class: 'icon-button', 'aria-label': texts.composer.cancel, onclick: leaveMode },
        icon('close'),
      ),
    );
    mode.hidden = false;
  }

  function leaveMode() {
    replied = undefined;
    isForwarding = false;
    mode.hidden = true;
  }

  function replyTo(message) {
    isForwarding = false;
    replied = message;
    showMode(texts.composer.replyingTo(authorOf(message, botName())), summaryOf(message));
    field.focus();
  }

  function forward() {
    leaveMode();
    isForwarding = true;
    if (field.value.trim() === '') setText(texts.composer.forwardSample);
    showMode(texts.composer.forwarding, texts.message.forwarded);
    field.focus();
  }

  const keyboard = createReplyKeyboard({
    toggle,
    onText: (text) => sendContent({ text }),
    onContact: sendOwnContact,
    onLocation: chooseLocation,
  });

  function sendOwnContact() {
    return sendContent({ contact: { phoneNumber: phoneOf(person), userId: person.id } });
  }

  function chooseLocation() {
    openLocationChooser((location) => sendContent({ location }));
  }

  const writing = element(
    'div',
    { class: 'writing' },
    element('div', { class: 'field-line' }, attach, field, commands, toggle, sendButton),
  );
  attachMenu(attach, { notices, takeCaption, sendContent, sendOwnContact, chooseLocation, forward });
  attachCommands(commands, {
    api,
    notices,
    person,
    bot,
    onChosen: (command) => sendContent({ text: command }),
  });
  const start = button({ class: 'foot-action', onclick: () => send({ text: '/start' }) }, texts.phone.start);
  const unblock = element(
    'div',
    { class: 'blocked' },
    element('p', {}, texts.phone.blocked),
    button({ class: 'foot-action', onclick: unblockBot }, texts.phone.unblock),
  );

  async function unblockBot() {
    try {
      await api.setBlocked(person.id, bot, false);
    } catch (error) {
      notices.report(error);
    }
  }

  function draw() {
    const { isBlocked, isStarted, isLoaded } = chat.state();
    if (!isLoaded) return;
    const content = isBlocked ? [unblock] : isStarted ? [mode, writing, keyboard.element] : [start];
    if (foot.firstElementChild !== content[0]) foot.replaceChildren(...content);
    const messages = chat.messages();
    keyboard.draw(messages);
    followForcedReply(messages.at(-1));
  }

  /** A bot that asks for a reply to its message gets the reply bar opened, once. */
  function followForcedReply(newest) {
    if (newest?.forceReply !== true || newest.messageId <= lastForced) return;
    lastForced = newest.messageId;
    const hadFocus = document.activeElement;
    replyTo(newest);
    if (!foot.closest('.phone')?.contains(hadFocus)) hadFocus?.focus();
  }

  return {
    element: foot,
    draw,
    replyTo,
    focus: () => (field.isConnected ? field : foot.querySelector('button'))?.focus({ preventScroll: true }),
  };
}

/** Every account has a number: somebody made without one gets one that follows from the id. */
function phoneOf({ id, phone }) {
  return phone ?? `+98915${String(id % 10_000_000).padStart(7, '0')}`;
}
