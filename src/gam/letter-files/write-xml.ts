import { xmlAttribute, xmlText } from '../../text/xml.js';
import type { Place } from './place.js';

/** What stands at a place; several values are as many elements. */
export type Entry = readonly [Place, string | readonly string[]];

interface Element {
  readonly name: string;
  readonly attributes: Map<string, string>;
  readonly children: Element[];
  text: string;
}

/** Characters of base64 in a line. */
const LINE = 76;

/** A document with these values at their places, in UTF-8; what XML cannot hold is left out unless it is base64. */
export function writeXml(root: string, entries: readonly Entry[]): string {
  const document = createElement(root);
  for (const [place, given] of entries) {
    for (const [index, value] of (typeof given === 'string' ? [given] : given).entries()) {
      const element = elementAt(document, place.elements, index > 0);
      const text = place.isBase64 ? base64(value) : value;
      if (place.attribute === undefined) element.text = text;
      else element.attributes.set(place.attribute, text);
    }
  }
  return `<?xml version="1.0" encoding="UTF-8"?>\n${serialize(document)}\n`;
}

function createElement(name: string): Element {
  return { name, attributes: new Map(), children: [], text: '' };
}

/** The element at a path; `isAnother` makes another one of its last. */
function elementAt(document: Element, path: readonly string[], isAnother: boolean): Element {
  return path.reduce((parent, name, index) => {
    const known = parent.children.findLast((child) => child.name === name);
    if (known !== undefined && !(isAnother && index === path.length - 1)) return known;
    const child = createElement(name);
    parent.children.push(child);
    return child;
  }, document);
}

function serialize({ name, attributes, children, text }: Element): string {
  const start = [name, ...[...attributes].map(([key, value]) => `${key}="${xmlAttribute(value)}"`)].join(' ');
  return `<${start}>${xmlText(text)}${children.map(serialize).join('')}</${name}>`;
}

function base64(text: string): string {
  const coded = Buffer.from(text, 'utf8').toString('base64');
  return coded.match(new RegExp(`.{1,${LINE}}`, 'g'))?.join('\n') ?? '';
}
