import { PDFDict, PDFDocument, PDFName, type PDFObject, PDFRawStream } from '@cantoo/pdf-lib';
import { stripJpeg } from './jpeg.js';

/** Entries that say who wrote a document and where, or that make it act when somebody opens it. */
const REMOVED = [
  'Metadata',
  'PieceInfo',
  'OpenAction',
  'AA',
  'JavaScript',
  'JS',
  'EmbeddedFiles',
  'AF',
  'XFA',
  'Names',
  'LastModified',
].map((name) => PDFName.of(name));
const TYPE = PDFName.of('Type');
const KIND = PDFName.of('S');
const SUBTYPE = PDFName.of('Subtype');
const TITLE = PDFName.of('Title');
const ACTION = PDFName.of('A');
const FILTER = PDFName.of('Filter');
const GONE = new Set(['/Metadata', '/EmbeddedFile', '/Filespec', '/Action']);
const ACTIONS = new Set([
  '/JavaScript',
  '/Launch',
  '/SubmitForm',
  '/ImportData',
  '/GoToR',
  '/GoToE',
  '/Rendition',
]);

/**
 * A PDF without author and history, without scripts, actions and embedded files, and with its photos as
 * `stripJpeg` leaves them. Undefined if it is broken, or locked so that it cannot be read.
 */
export async function stripPdf(bytes: Buffer): Promise<Buffer | undefined> {
  try {
    const document = await PDFDocument.load(bytes, { updateMetadata: false, throwOnInvalidObject: true });
    const { context } = document;
    if (document.getPageCount() === 0) return undefined;
    delete context.trailerInfo.Info;
    for (const [reference, object] of context.enumerateIndirectObjects()) {
      const cleaned = clean(object);
      if (cleaned === undefined) context.delete(reference);
      else if (cleaned !== object) context.assign(reference, cleaned);
    }
    return Buffer.from(await document.save({ addDefaultPage: false, updateFieldAppearances: false }));
  } catch {
    // A file that the library cannot read is passed on to nobody.
    return undefined;
  }
}

function clean(object: PDFObject): PDFObject | undefined {
  const dictionary = object instanceof PDFRawStream ? object.dict : object;
  if (!(dictionary instanceof PDFDict)) return object;
  const [type, kind] = [dictionary.get(TYPE)?.toString() ?? '', dictionary.get(KIND)?.toString() ?? ''];
  if (GONE.has(type) || ACTIONS.has(kind)) return undefined;
  cleanDictionary(dictionary);
  if (!(object instanceof PDFRawStream) || dictionary.get(FILTER)?.toString() !== '/DCTDecode') return object;
  const picture = stripJpeg(Buffer.from(object.contents));
  return picture === undefined ? undefined : PDFRawStream.of(dictionary, picture);
}

/** Removes entries from a dictionary and those within it. */
function cleanDictionary(dictionary: PDFDict): void {
  for (const name of REMOVED) dictionary.delete(name);
  // The action of a press on a place of the page. Elsewhere the same letter may name a picture.
  if (dictionary.has(SUBTYPE) || dictionary.has(TITLE)) dictionary.delete(ACTION);
  for (const [, value] of dictionary.entries()) if (value instanceof PDFDict) cleanDictionary(value);
}
