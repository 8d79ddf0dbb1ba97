import { button, element } from '../dom.js';
import { icon } from '../icons.js';
import { texts } from '../texts.js';

/** The keyboard of suggested answers that a bot has put under the field; `toggle` is the button that hides it. */
export function createReplyKeyboard({ toggle, onText, onContact, onLocation }) {
  const keys = element('div', {
    class: 'reply-keyboard',
    role: 'group',
    'aria-label': texts.composer.keyboard,
  });
  let drawn;
  let isHidden = false;

  function show(rows) {
    keys.hidden = rows === undefined || isHidden;
    toggle.hidden = rows === undefined;
    toggle.setAttribute('aria-label', isHidden ? texts.composer.showKeyboard : texts.composer.hideKeyboard);
    toggle.setAttribute('aria-expanded', String(!isHidden));
  }

  function key({ text, requestContact, requestLocation }) {
    const onclick = requestContact ? onContact : requestLocation ? onLocation : () => onText(text);
    const mark = requestContact ? 'contact' : requestLocation ? 'pin' : undefined;
    return button(
      { class: 'reply-key', onclick },
      mark === undefined ? undefined : icon(mark),
      element('span', { dir: 'auto' }, text),
    );
  }

  let rows;
  return {
    element: keys,
    /** Shows the keyboard that the newest message with one asks for. */
    draw(messages) {
      const setting = messages.findLast(
        ({ replyKeyboard, removesKeyboard }) => replyKeyboard !== undefined || removesKeyboard,
      );
      rows = setting?.replyKeyboard;
      const signature = `${setting?.messageId}`;
      if (signature !== drawn) {
        drawn = signature;
        isHidden = false;
        keys.replaceChildren(
          ...(rows ?? []).map((row) => element('div', { class: 'reply-row' }, row.map(key))),
        );
      }
      show(rows);
    },
    toggle() {
      isHidden = !isHidden;
      show(rows);
    },
  };
}
