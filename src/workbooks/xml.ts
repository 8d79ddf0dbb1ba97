import { SaxesParser } from 'saxes';

/** The events of reading a document: names without their prefix, and attributes by such names. */
export interface XmlReader {
  open(name: string, attributes: ReadonlyMap<string, string>): void;
  close?(name: string): void;
  text?(text: string): void;
}

/**
 * Reads a document from beginning to end; false if it is not well-formed XML. The parser does not support
 * entity definitions, with which a document could expand without limit.
 */
export function readXml(content: Buffer, reader: XmlReader): boolean {
  const parser = new SaxesParser({ xmlns: true });
  let isSound = true;
  parser.on('error', () => {
    isSound = false;
  });
  parser.on('opentag', ({ local, attributes }) => {
    if (!isSound) return;
    const values = Object.values(attributes).map((one) => [one.local, one.value] as const);
    reader.open(local, new Map(values));
  });
  parser.on('closetag', ({ local }) => isSound && reader.close?.(local));
  parser.on('text', (text) => isSound && reader.text?.(text));
  parser.on('cdata', (text) => isSound && reader.text?.(text));
  const decoded = content.toString('utf8').replace(/^\uFEFF/, '');
  for (let at = 0; isSound && at < decoded.length; at += PIECE) parser.write(decoded.slice(at, at + PIECE));
  if (isSound) parser.close();
  return isSound;
}

/** The number of characters parsed at once: after the first error of a long document nothing more is read. */
const PIECE = 65_536;
