import { SaxesParser } from 'saxes';
import { type Document, type Value, writeDocument } from '../../src/open311/document.js';
import { fc } from '../support/seeded.js';

/** An element as a parser reads it: its text, or the elements in it. */
interface Element {
  readonly name: string;
  text: string;
  readonly inner: Element[];
}

/** Reads XML strictly; throws for what is not well-formed. */
function readXml(xml: string): Element {
  const root: Element = { name: '', text: '', inner: [] };
  const open = [root];
  const parser = new SaxesParser();
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name }) => {
    const element: Element = { name, text: '', inner: [] };
    open.at(-1)?.inner.push(element);
    open.push(element);
  });
  parser.on('text', (text) => {
    const element = open.at(-1);
    if (element !== undefined) element.text += text;
  });
  parser.on('closetag', () => void open.pop());
  parser.write(xml).close();
  const [first] = root.inner;
  if (first === undefined) throw new Error('There is no element.');
  return first;
}

/** What the JSON form says, in the shape of elements. */
function elementOf(name: string, value: unknown, item?: string): Element {
  if (Array.isArray(value)) {
    return { name, text: '', inner: value.map((entry) => elementOf(item ?? ITEMS[name] ?? 'item', entry)) };
  }
  if (typeof value === 'object' && value !== null) {
    const inner = Object.entries(value).map(([key, entry]) => elementOf(key, entry));
    return { name, text: '', inner };
  }
  // A parser gives line breaks as XML has them (section 2.11); those of the text were written as references.
  return { name, text: value === null ? '' : String(value), inner: [] };
}

const ITEMS: Readonly<Record<string, string>> = { values: 'value', attributes: 'attribute' };
const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({
    unit: fc.constantFrom('<', '&', '>', '"', "'", ']', '\r', '\n', '\u0000', '\ud800', '\ufffe', '‌', 'ی'),
  }),
);
const leaf = fc.oneof(text, fc.boolean(), fc.integer(), fc.constant(null));
const entry = fc.record<{ [name: string]: Value }>({
  description: leaf,
  lat: fc.double({ noNaN: true, noDefaultInfinity: true }),
  attributes: fc.array(fc.record<{ [name: string]: Value }>({ code: leaf, values: fc.array(leaf) })),
});
const documents: fc.Arbitrary<Document> = fc.oneof(
  fc.array(entry).map((value) => ({ root: 'service_requests', item: 'request', value })),
  entry.map((value) => ({ root: 'service_definition', value })),
);

it('writes XML that is well-formed and says what JSON says, whatever anybody wrote', () => {
  fc.assert(
    fc.property(documents, (document) => {
      const said: unknown = JSON.parse(writeDocument(document, 'json'));
      const item = 'item' in document ? document.item : undefined;
      expect(readXml(writeDocument(document, 'xml'))).toEqual(elementOf(document.root, said, item));
    }),
  );
});

it('keeps a list a list with one entry and with none', () => {
  const listOf = (value: readonly Value[]): Document => ({ root: 'errors', item: 'error', value });
  expect(writeDocument(listOf([]), 'json')).toBe('[]');
  expect(writeDocument(listOf([]), 'xml')).toBe('<?xml version="1.0" encoding="UTF-8"?>\n<errors/>\n');
  expect(writeDocument(listOf([{ code: 404 }]), 'json')).toBe('[{"code":404}]');
  expect(writeDocument(listOf([{ code: 404 }]), 'xml')).toContain(
    '<errors><error><code>404</code></error></errors>',
  );
});
