import { button, element } from '../dom.js';
import { texts } from '../texts.js';
import { directionOf, isBlock, linesOf } from './lines.js';

/** What Telegram's formatting may consist of; everything else loses its tag and keeps its words. */
const KEPT = new Set([
  'b',
  'strong',
  'i',
  'em',
  'u',
  'ins',
  's',
  'strike',
  'del',
  'code',
  'pre',
  'blockquote',
]);
const SAFE_ADDRESS = /^(?:https?:\/\/|tg:\/\/|mailto:|tel:)/i;

/**
 * Builds the nodes of a formatted text. The HTML is only read, in a document that runs and loads nothing;
 * what goes on the page is made anew from the few tags that are known, line by line, each in its own direction as
 * Telegram's apps show it. `onCommand` gets a `/command` that was pressed, `onLink` may take over an address by answering
 * true.
 */
export function richText({ html, entities = [], onCommand, onLink }) {
  const read = new DOMParser().parseFromString(html, 'text/html').body;
  const found = entities.filter(({ type }) => type === 'url' || type === 'bot_command');
  let at = 0;

  function build(node) {
    if (node.nodeType === Node.TEXT_NODE) {
      const start = at;
      at += node.data.length;
      return linked(node.data, start);
    }
    if (node.nodeType !== Node.ELEMENT_NODE) return [];
    const children = () => [...node.childNodes].flatMap(build);
    const name = node.localName;
    if (KEPT.has(name)) return [element(name, {}, ...children())];
    if (name === 'a') return [link(node.getAttribute('href') ?? '', children(), onLink)];
    if (name === 'tg-spoiler' || node.className === 'tg-spoiler') return [spoiler(children())];
    return children();
  }

  /** Cuts a text at the addresses and commands that begin in it. */
  function linked(text, start) {
    const nodes = [];
    let done = 0;
    for (const { type, offset, length } of found) {
      const from = offset - start;
      if (from < done || from + length > text.length) continue;
      const words = text.slice(from, from + length);
      nodes.push(text.slice(done, from));
      if (type === 'url') nodes.push(link(withScheme(words), [words], onLink));
      else nodes.push(button({ class: 'command-link', onclick: () => onCommand(words) }, words));
      done = from + words.length;
    }
    nodes.push(text.slice(done));
    return nodes.filter((node) => node !== '');
  }

  function buildLine(line) {
    const [first] = line;
    const dir = directionOf(line.map(({ textContent }) => textContent).join(''));
    return isBlock(first)
      ? element(first.localName, { dir }, ...linesOf(first.childNodes).map(buildLine))
      : element('div', { class: 'line', dir }, ...line.flatMap(build));
  }

  return linesOf(read.childNodes).map(buildLine);
}

/** An address that opens in a new tab, or only its words where the address is of no safe kind. */
function link(address, children, onLink) {
  if (!SAFE_ADDRESS.test(address)) return element('span', {}, ...children);
  return element(
    'a',
    {
      href: address,
      target: '_blank',
      rel: 'noopener noreferrer',
      title: texts.message.opensPage,
      onclick: (event) => {
        if (onLink(address)) event.preventDefault();
      },
    },
    ...children,
  );
}

function withScheme(words) {
  return /^[a-z]+:\/\//i.test(words) ? words : `https://${words}`;
}

function spoiler(children) {
  const hidden = element('span', { class: 'spoiler-words' }, ...children);
  const cover = element(
    'span',
    {
      class: 'spoiler',
      role: 'button',
      tabindex: 0,
      'aria-label': texts.message.spoiler,
      onclick: reveal,
      onkeydown,
    },
    hidden,
  );
  function reveal() {
    cover.replaceWith(...children);
  }
  function onkeydown({ key }) {
    if (key === 'Enter' || key === ' ') reveal();
  }
  return cover;
}
