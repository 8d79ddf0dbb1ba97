import { withoutNonXml, xmlText } from '../text/xml.js';

/** What can stand in a document: nothing is written as `null`, and as an empty element. */
export type Value = string | number | boolean | null | readonly Value[] | { readonly [name: string]: Value };

/**
 * What is answered, in either form. JSON is `value` alone; in XML it stands in the element `root`, each entry of a list
 * in an element `item`.
 */
export type Document =
  | { readonly root: string; readonly value: { readonly [name: string]: Value } }
  | { readonly root: string; readonly item: string; readonly value: readonly Value[] };

/** The forms of a document, by the suffix of an address. */
export const FORMATS = ['xml', 'json'] as const;
export type Format = (typeof FORMATS)[number];

export const CONTENT_TYPES: Readonly<Record<Format, string>> = {
  xml: 'text/xml; charset=utf-8',
  json: 'application/json; charset=utf-8',
};

/** What the entries of the lists inside documents are called in XML. */
const ITEMS: Readonly<Record<string, string>> = {
  endpoints: 'endpoint',
  formats: 'format',
  attributes: 'attribute',
  values: 'value',
};

/** The document as text in that form. Both say the same: what XML cannot hold is left out of JSON too. */
export function writeDocument(document: Document, format: Format): string {
  if (format === 'json') return JSON.stringify(document.value, (_name, value) => cleaned(value));
  const item = 'item' in document ? document.item : undefined;
  return `<?xml version="1.0" encoding="UTF-8"?>\n${element(document.root, document.value, item)}\n`;
}

function cleaned(value: unknown): unknown {
  return typeof value === 'string' ? withoutNonXml(value) : value;
}

function element(name: string, value: Value, item = ITEMS[name]): string {
  const inner = content(value, item);
  return inner === '' ? `<${name}/>` : `<${name}>${inner}</${name}>`;
}

function content(value: Value, item = 'item'): string {
  if (value === null) return '';
  if (typeof value === 'string') return xmlText(value);
  if (typeof value !== 'object') return String(value);
  if (isList(value)) return value.map((entry) => element(item, entry)).join('');
  return Object.entries(value)
    .map(([name, entry]) => element(name, entry))
    .join('');
}

/** `Array.isArray` does not narrow a readonly list away from an object. */
function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value);
}
