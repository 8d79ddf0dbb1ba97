import { button, element } from './dom.js';
import { icon } from './icons.js';
import { sentenceFor, texts } from './texts.js';

const SHOWN_MS = 9_000;
const MOST_SHOWN = 3;

/** Sentences about what did not work, in a corner of the page. */
export function createNotices() {
  const list = element('div', { class: 'notices', role: 'alert' });

  function show({ sentence, detail }) {
    const notice = element(
      'div',
      { class: 'notice' },
      icon('fault'),
      element(
        'div',
        {},
        element('p', {}, sentence),
        detail === undefined
          ? undefined
          : element('p', { class: 'notice-detail', dir: 'ltr', lang: 'en' }, detail),
      ),
      button({ class: 'icon-button', 'aria-label': texts.errors.dismiss, onclick: () => notice.remove() }, [
        icon('close'),
      ]),
    );
    list.append(notice);
    while (list.children.length > MOST_SHOWN) list.firstElementChild.remove();
    setTimeout(() => notice.remove(), SHOWN_MS);
  }

  return {
    element: list,
    show,
    /** Tells about a failed call; `known` has other sentences by status. */
    report(error, known = {}) {
      const sentence = known[error.status];
      show(sentence === undefined ? sentenceFor(error) : { sentence });
    },
  };
}
