import { SaxesParser } from 'saxes';

/** What is told of a document while it is read: names without their prefix, attributes by such names. */
export interface XmlReader {
  open(name: string, attributes: ReadonlyMap<string, string>): void;
  close?(name: string): void;
  text?(text: string): void;
}

/**
 * Reads a document from its beginning to its end; false where it is no well-formed XML. Entities of its own, with
 * which a document can grow without end, are none to this parser.
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

/** Letters that are parsed at once: after the first error of a long document nothing more is looked at. */
const PIECE = 65_536;
