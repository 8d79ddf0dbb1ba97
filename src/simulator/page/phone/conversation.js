import { button, element, reconcile } from '../dom.js';
import { icon } from '../icons.js';
import { createBubble } from '../message/bubble.js';
import { formatDay } from '../persian.js';
import { texts } from '../texts.js';

/** Pixels from the end within which a reader counts as being at the newest message. */
const NEAR_END = 60;

/** The messages of a chat, grown at its end; stays at the newest one unless the reader has scrolled up. */
export function createConversation({ chat, botName, actions }) {
  const list = element('div', { class: 'messages' });
  const scroller = element(
    'div',
    {
      class: 'scroller',
      role: 'log',
      'aria-label': texts.phone.conversation,
      tabindex: 0,
      onscroll: showNewestButton,
    },
    list,
  );
  const newest = button(
    { class: 'newest', 'aria-label': texts.phone.newest, hidden: true, onclick: scrollToNewest },
    icon('down'),
  );
  let isAtEnd = true;
  let shapeAtEnd = '';

  const shape = () => `${scroller.scrollHeight} in ${scroller.clientHeight}`;

  function showNewestButton() {
    // A photo that arrived, or a keyboard that opened, has moved the end and not the reader.
    if (isAtEnd && shape() !== shapeAtEnd) return scrollToNewest();
    isAtEnd = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < NEAR_END;
    newest.hidden = isAtEnd;
  }

  function scrollToNewest() {
    isAtEnd = true;
    newest.hidden = true;
    shapeAtEnd = shape();
    scroller.scrollTop = scroller.scrollHeight;
  }

  function goTo(messageId) {
    const found = list.querySelector(`[data-message-id="${messageId}"]`);
    found?.scrollIntoView({ behavior: 'smooth', block: 'center' });
    found?.classList.add('is-found');
    found?.addEventListener('animationend', () => found.classList.remove('is-found'), { once: true });
  }

  function draw() {
    const messages = chat.messages();
    const items = groupAlbums(messages).flatMap((album, index, albums) => {
      const day = formatDay(new Date(album[0].date));
      const before = albums[index - 1];
      const isNewDay = before === undefined || formatDay(new Date(before[0].date)) !== day;
      const bubble = describeBubble(album);
      return isNewDay ? [separator(day, album[0].messageId), bubble] : [bubble];
    });
    reconcile(list, items);
    list.classList.toggle('is-empty', messages.length === 0 && chat.state().isLoaded);
    list.dataset.hint = chat.state().isStarted ? texts.phone.emptyChat : texts.phone.notStarted;
    if (isAtEnd) scrollToNewest();
    else showNewestButton();
  }

  function describeBubble(album) {
    const { replyTo } = album[0];
    const quoted = replyTo === undefined ? undefined : chat.message(replyTo);
    return {
      key: `message-${album[0].messageId}`,
      signature: JSON.stringify([album, quoted?.text ?? quoted?.caption ?? quoted?.messageId]),
      make: () => createBubble(album, { actions: { ...actions, goTo }, quoted, botName: botName() }),
    };
  }

  // A handset that changes its size, a keyboard that opens or a photo that arrives keeps the newest message in sight.
  const sizes = new ResizeObserver(() => {
    if (isAtEnd) scrollToNewest();
  });
  sizes.observe(scroller);
  sizes.observe(list);
  return { element: element('div', { class: 'conversation' }, scroller, newest), draw, scrollToNewest };
}

/** Messages that belong to one album, and stand one after the other, become one. */
function groupAlbums(messages) {
  const groups = [];
  for (const message of messages) {
    const current = groups.at(-1);
    const isSameAlbum =
      message.mediaGroup !== undefined &&
      current?.[0].mediaGroup === message.mediaGroup &&
      current[0].from === message.from;
    if (isSameAlbum) current.push(message);
    else groups.push([message]);
  }
  return groups;
}

function separator(day, messageId) {
  return {
    key: `day-${messageId}`,
    signature: day,
    make: () => element('div', { class: 'day' }, element('span', {}, day)),
  };
}
