import { SaxesParser } from 'saxes';
import type { FileProblem } from '../gam-port.js';
import type { Place } from './place.js';

/** An element of a file: names without their prefix. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: XmlElement[];
  text: string;
}

/** The outermost element of a file, or why there is none; `cutShort` may be a file that is still being written. */
export type ReadXml = { readonly root: XmlElement } | { readonly problem: FileProblem };

/** Levels of elements. */
const DEEPEST = 32;
const MOST_ELEMENTS = 5_000;
/** Characters that are parsed at once: after the first problem of a long file nothing more is read. */
const PIECE = 65_536;

/**
 * Reads a file in UTF-8, in UTF-16 with a byte order mark, or in the encoding that it declares. A document type is
 * refused, whatever it says: with one a file could name others, or expand without limit.
 */
export function readXml(bytes: Buffer): ReadXml {
  const text = decode(bytes);
  if (text === undefined) return { problem: 'encoding' };
  const parser = new SaxesParser({ xmlns: true });
  const open: XmlElement[] = [];
  let root: XmlElement | undefined;
  let isWhole = false;
  let count = 0;
  let problem: FileProblem | undefined;
  const note = (found: FileProblem) => {
    problem ??= found;
  };
  parser.on('error', () => note('malformed'));
  parser.on('doctype', () => note('doctype'));
  parser.on('opentag', ({ local, attributes }) => {
    if (problem !== undefined) return;
    count += 1;
    if (open.length >= DEEPEST) return note('tooDeep');
    if (count > MOST_ELEMENTS) return note('tooMany');
    const values = Object.values(attributes).map((one) => [one.local, one.value] as const);
    const element: XmlElement = { name: local, attributes: new Map(values), children: [], text: '' };
    open.at(-1)?.children.push(element);
    root ??= element;
    open.push(element);
  });
  parser.on('closetag', () => {
    open.pop();
    isWhole = open.length === 0;
  });
  const add = (more: string) => {
    const element = open.at(-1);
    if (element !== undefined) element.text += more;
  };
  parser.on('text', add);
  parser.on('cdata', add);
  for (let at = 0; problem === undefined && at < text.length; at += PIECE) {
    parser.write(text.slice(at, at + PIECE));
  }
  if (problem !== undefined) return { problem };
  if (root === undefined || !isWhole) return { problem: 'cutShort' };
  parser.close();
  return problem === undefined ? { root } : { problem };
}

/** The text of the file, or of as much of it as is there; undefined if it is in no encoding that is known. */
function decode(bytes: Buffer): string | undefined {
  // Some copy a file by making it as long as it will be, and filling it afterwards.
  const length = bytes.findLastIndex((byte) => byte !== 0) + 1;
  const isUtf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  const label = isUtf16 ? (bytes[0] === 0xff ? 'utf-16le' : 'utf-16be') : declaredIn(bytes);
  try {
    const decoder = new TextDecoder(label, { fatal: true });
    // `stream`: the last character may be there in part only.
    return decoder.decode(bytes.subarray(0, isUtf16 ? length + (length % 2) : length), { stream: true });
  } catch {
    return undefined;
  }
}

function declaredIn(bytes: Buffer): string {
  const start = bytes.subarray(0, 200).toString('latin1');
  return (
    /^(?:\u00EF\u00BB\u00BF)?\s*<\?xml[^>]*?encoding\s*=\s*["']([\w.:-]+)["']/.exec(start)?.[1] ?? 'utf-8'
  );
}

/** What stands at a place, empty if nothing does; undefined if it should be base64 of a text, and is not. */
export function readAt(root: XmlElement, { elements, attribute, isBase64 }: Place): string | undefined {
  const element = elements.reduce<XmlElement | undefined>(
    (parent, name) => parent?.children.find((child) => child.name === name),
    root,
  );
  const written = attribute === undefined ? element?.text : element?.attributes.get(attribute);
  return isBase64 ? fromBase64(written ?? '') : (written ?? '').trim();
}

function fromBase64(written: string): string | undefined {
  const coded = written.replace(/\s/g, '');
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(coded) || coded.length % 4 !== 0) return undefined;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(coded, 'base64'));
  } catch {
    return undefined;
  }
}
