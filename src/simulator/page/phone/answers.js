import { button, element } from '../dom.js';
import { texts } from '../texts.js';

const TOAST_MS = 3_500;

/**
 * A bot's answer to the press of a button: a line that disappears by itself, or a box that waits for «باشد».
 */
export function createAnswers() {
  const toast = element('p', { class: 'toast', role: 'status', dir: 'auto', hidden: true });
  const place = element('div', { class: 'answers' }, toast);
  let timer;

  function showToast(text) {
    clearTimeout(timer);
    toast.textContent = text;
    toast.hidden = false;
    timer = setTimeout(() => {
      toast.hidden = true;
    }, TOAST_MS);
  }

  function showAlert(text) {
    const before = document.activeElement;
    const close = () => {
      box.remove();
      before?.focus();
    };
    const box = element(
      'div',
      {
        class: 'alert',
        onkeydown: ({ key }) => {
          if (key === 'Escape') close();
        },
      },
      element(
        'div',
        { class: 'alert-box', role: 'alertdialog', 'aria-modal': 'true', 'aria-label': text },
        element('p', { dir: 'auto' }, text),
        button({ class: 'alert-ok', onclick: close }, texts.phone.ok),
      ),
    );
    place.append(box);
    box.querySelector('button').focus();
  }

  return {
    element: place,
    show({ text, showAlert: isAlert }) {
      if (text === undefined || text === '') return;
      if (isAlert) showAlert(text);
      else showToast(text);
    },
  };
}
