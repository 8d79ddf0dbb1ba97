import { createComposer } from '../composer/composer.js';
import { element } from '../dom.js';
import { nameOf } from '../people/groups.js';
import { formatTime } from '../persian.js';
import { texts } from '../texts.js';
import { createAnswers } from './answers.js';
import { createChatHead } from './chat-head.js';
import { createConversation } from './conversation.js';
import { startLinkOf } from './links.js';
import { createNameplate } from './nameplate.js';

const REDRAW_TIME_MS = 5_000;

/** One person's phone, turned to the chat with one bot. `stop()` ends its work before it is taken away. */
export function createPhone({ api, city, chats, selection, notices, person, bot }) {
  const chat = chats.find(person.id, bot);
  const botName = () => city.bot(bot)?.firstName ?? texts.bots[bot];

  /** Sends a message of this person; resolves to whether that worked. */
  async function send(message, to = bot) {
    selection.use(person.id);
    try {
      await api.send(person.id, { bot: to, ...message });
      conversation.scrollToNewest();
      return true;
    } catch (error) {
      notices.report(error);
      return false;
    }
  }

  async function press(message, data) {
    selection.use(person.id);
    try {
      answers.show(await api.press(person.id, { bot, messageId: message.messageId, data }));
    } catch (error) {
      notices.report(error, { 504: texts.errors.unanswered });
    }
  }

  /** Takes over an address that starts one of the two bots; tells whether it did. */
  function openLink(address) {
    const { username, payload } = startLinkOf(address) ?? {};
    const target = username === undefined ? undefined : city.botCalled(username);
    if (target === undefined) return false;
    if (target !== bot) selection.turnTo(person.id, target);
    send({ text: payload === undefined ? '/start' : `/start ${payload}` }, target);
    return true;
  }

  const nameplate = createNameplate({ selection, personId: person.id });
  const head = createChatHead({ api, city, chat, selection, notices, person, bot, botName });
  const answers = createAnswers();
  const conversation = createConversation({
    chat,
    botName,
    actions: {
      press,
      openLink,
      sendCommand: (text) => send({ text }),
      reply: (message) => composer.replyTo(message),
    },
  });
  const composer = createComposer({ api, chat, notices, person, bot, botName, send });
  const time = element('span', { class: 'phone-time' });
  const phone = element(
    'article',
    { class: 'phone', 'aria-label': texts.phone.label(nameOf(person)) },
    nameplate.element,
    element(
      'div',
      { class: 'handset' },
      element(
        'div',
        { class: 'screen' },
        element(
          'div',
          { class: 'status-line', 'aria-hidden': 'true' },
          time,
          element('span', { class: 'camera' }),
          element('span', { class: 'battery' }),
        ),
        head.element,
        conversation.element,
        composer.element,
        answers.element,
      ),
    ),
  );

  const drawTime = () => {
    time.textContent = formatTime(city.now());
  };
  const timer = setInterval(drawTime, REDRAW_TIME_MS);
  const unwatch = chat.watch(() => {
    conversation.draw();
    composer.draw();
    head.draw();
  });
  drawTime();

  return {
    element: phone,
    personId: person.id,
    drawTime,
    focus: () => composer.focus(),
    setSeen: (isSeen) => chat.setSeen(isSeen),
    update(shown) {
      nameplate.draw(shown);
      head.draw();
    },
    stop() {
      clearInterval(timer);
      unwatch();
      chat.setSeen(false);
    },
  };
}
