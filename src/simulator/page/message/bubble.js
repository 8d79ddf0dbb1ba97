import { button, element } from '../dom.js';
import { icon } from '../icons.js';
import { formatPhone, formatTime } from '../persian.js';
import { texts } from '../texts.js';
import { attachment, photo } from './attachments.js';
import { inlineKeyboard } from './inline-keyboard.js';
import { directionOf } from './lines.js';
import { placeCard } from './place-card.js';
import { richText } from './rich-text.js';

/**
 * Draws a message, or an album as one. `actions` are what can be done with it: `press(message, data)`,
 * `reply(message)`, `sendCommand(text)`, `openLink(address)`, `goTo(messageId)`; `quoted` is the message it
 * replies to, `undefined` when that is gone.
 */
export function createBubble(messages, { actions, quoted, botName }) {
  const [first] = messages;
  const last = messages.at(-1);
  const worded = messages.find(({ html }) => html !== undefined);
  const files = messages.flatMap((message) => message.files ?? []);
  const isAlbum = files.length > 1 && files.every(({ kind }) => kind === 'photo');

  const bubble = element(
    'div',
    { class: 'bubble', onclick: replyOnPlainClick },
    first.forwarded
      ? element('span', { class: 'forwarded' }, icon('forward'), texts.message.forwarded)
      : undefined,
    first.replyTo === undefined ? undefined : quote(quoted, { actions, botName }),
    isAlbum
      ? element('div', { class: `album album-${Math.min(files.length, 4)}` }, ...files.map(photo))
      : files.map(attachment),
    messages.flatMap(otherContent),
    worded === undefined
      ? undefined
      : element(
          'div',
          { class: 'words', dir: directionOf(summaryOf(worded)) },
          ...richText({
            html: worded.html,
            entities: worded.entities,
            onCommand: actions.sendCommand,
            onLink: actions.openLink,
          }),
        ),
    element(
      'span',
      { class: 'bubble-foot' },
      last.reaction === undefined ? undefined : element('span', { class: 'reaction' }, last.reaction),
      messages.some(({ edited }) => edited)
        ? element('span', { class: 'edited' }, texts.message.edited)
        : undefined,
      element('time', { datetime: last.date }, formatTime(new Date(last.date))),
    ),
  );

  /** A press on the bubble itself answers it; one on a link in it, or one that marks words, does not. */
  function replyOnPlainClick({ target }) {
    if (target.closest('a, button, video, [role=button]') || !getSelection().isCollapsed) return;
    actions.reply(first);
  }

  const hasOnlyPhotos =
    files.length > 0 && worded === undefined && files.every(({ kind }) => kind === 'photo');
  return element(
    'article',
    {
      class: `message from-${first.from}${hasOnlyPhotos ? ' is-photo-only' : ''}${files.length > 0 ? ' has-files' : ''}`,
      'data-message-id': first.messageId,
    },
    element(
      'div',
      { class: 'bubble-line' },
      bubble,
      button(
        { class: 'reply-button', 'aria-label': texts.message.reply, onclick: () => actions.reply(first) },
        icon('reply'),
      ),
    ),
    last.keyboard === undefined || last.keyboard.length === 0
      ? undefined
      : inlineKeyboard(last.keyboard, {
          press: (data) => actions.press(last, data),
          onLink: actions.openLink,
        }),
  );
}

function quote(quoted, { actions, botName }) {
  if (quoted === undefined) return element('span', { class: 'quote is-gone' }, texts.message.quotedGone);
  return button(
    {
      class: 'quote',
      'aria-label': texts.message.goToQuoted,
      onclick: () => actions.goTo(quoted.messageId),
    },
    element('strong', {}, authorOf(quoted, botName)),
    element('span', { dir: 'auto' }, summaryOf(quoted)),
  );
}

/** Who wrote a message, for somebody who looks at this chat. */
export function authorOf({ from }, botName) {
  return from === 'bot' ? botName : texts.composer.you;
}

/** A message in one line: its words, or what it is. */
export function summaryOf({ text, caption, media = [] }) {
  return text ?? caption ?? texts.message[media[0]] ?? '';
}

/** What a message has besides words and files. */
function otherContent({ location, venue, contact, media = [] }) {
  return [
    location === undefined ? undefined : placeCard(location, venue),
    contact === undefined ? undefined : contactCard(contact),
    ...media
      .filter((kind) => kind === 'poll' || kind === 'dice')
      .map((kind) => element('p', { class: 'words' }, texts.message[kind])),
  ].filter((node) => node !== undefined);
}

function contactCard({ phoneNumber }) {
  return element(
    'div',
    { class: 'contact-card' },
    element('span', { class: 'document-mark' }, icon('person')),
    element(
      'span',
      { class: 'document-words' },
      texts.message.contact,
      element('small', {}, formatPhone(phoneNumber)),
    ),
  );
}
