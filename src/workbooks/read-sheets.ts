import { posix } from 'node:path';
import { contentOfNumber, kindOfFormat, type NumberKind } from './number-format.js';
import { type CellFormats, readSheetPart } from './read-sheet-part.js';
import type { ReadSheets, Sheet } from './sheet.js';
import { readXml } from './xml.js';
import { unzipArchive } from './zip.js';

/** The most bytes of an unpacked workbook: several times what 5,000 rows per sheet take. */
const MOST_BYTES = 24 * 1024 * 1024;
const NOT_A_WORKBOOK: ReadSheets = { ok: false, because: 'notAWorkbook' };

/** Parts of a package by their name. */
type Parts = ReadonlyMap<string, Buffer>;

/**
 * Reads the values of an untrusted workbook (Office Open XML, transitional and strict, with or without
 * prefixes). Only values are read: notes, drawings, rules and names are ignored, and no number in the file
 * can make the result larger than the file.
 */
// biome-ignore lint/complexity/noExcessiveCognitiveComplexity: a flat sequence of guards, one for each part of a workbook.
export async function readSheets(bytes: Buffer, isWanted: (name: string) => boolean): Promise<ReadSheets> {
  const unzipped = await unzipArchive(bytes, MOST_BYTES);
  if (!unzipped.ok)
    return unzipped.because === 'tooLarge' ? { ok: false, because: 'tooLarge' } : NOT_A_WORKBOOK;
  const parts: Parts = new Map(unzipped.entries.map(({ name, content }) => [name, content]));
  if (parts.has('mimetype') || parts.has('xl/workbook.bin'))
    return { ok: false, because: 'otherSpreadsheet' };
  const path = workbookPath(parts);
  const workbook = parts.get(path);
  if (workbook === undefined) return NOT_A_WORKBOOK;
  const listed = listSheets(workbook);
  const targets = relationsOf(parts, path);
  const strings = stringsIn(parts.get(targetOf(targets, 'sharedStrings') ?? ''));
  const formats = formatsIn(parts.get(targetOf(targets, 'styles') ?? ''));
  if (listed === undefined || strings === undefined || formats === undefined) return NOT_A_WORKBOOK;
  const sheets: Sheet[] = [];
  for (const { name, relation } of listed.sheets.filter((sheet) => isWanted(sheet.name))) {
    const part = parts.get(targets.get(relation)?.path ?? '');
    const rows =
      part && readSheetPart(part, { strings, contentOf: contentOfStyle(formats, listed.countsFrom1904) });
    if (rows === undefined) return NOT_A_WORKBOOK;
    if (rows === 'tooLarge') return { ok: false, because: 'tooLarge' };
    sheets.push({ name, rows });
  }
  return { ok: true, sheets };
}

function contentOfStyle(formats: readonly NumberKind[], countsFrom1904: boolean): CellFormats['contentOf'] {
  return (value, style) => contentOfNumber(value, formats[style] ?? 'number', countsFrom1904);
}

function workbookPath(parts: Parts): string {
  return targetOf(relationsOf(parts, ''), 'officeDocument') ?? 'xl/workbook.xml';
}

interface Relation {
  readonly type: string;
  readonly path: string;
}

/** The targets of a part's relations, by their ids. */
function relationsOf(parts: Parts, path: string): ReadonlyMap<string, Relation> {
  const relations = new Map<string, Relation>();
  const content = parts.get(posix.join(posix.dirname(path), '_rels', `${posix.basename(path)}.rels`));
  if (content === undefined) return relations;
  readXml(content, {
    open(name, attributes) {
      if (name !== 'Relationship') return;
      const target = attributes.get('Target') ?? '';
      const whole = target.startsWith('/') ? target : posix.join('/', posix.dirname(path), target);
      relations.set(attributes.get('Id') ?? '', {
        type: posix.basename(attributes.get('Type') ?? ''),
        path: posix.normalize(whole).slice(1),
      });
    },
  });
  return relations;
}

function targetOf(relations: ReadonlyMap<string, Relation>, type: string): string | undefined {
  return [...relations.values()].find((relation) => relation.type === type)?.path;
}

interface Listed {
  readonly sheets: readonly { readonly name: string; readonly relation: string }[];
  readonly countsFrom1904: boolean;
}

function listSheets(workbook: Buffer): Listed | undefined {
  const sheets: { name: string; relation: string }[] = [];
  let countsFrom1904 = false;
  const isSound = readXml(workbook, {
    open(name, attributes) {
      if (name === 'workbookPr') countsFrom1904 = isTrue(attributes.get('date1904'));
      if (name !== 'sheet') return;
      sheets.push({ name: attributes.get('name') ?? '', relation: attributes.get('id') ?? '' });
    },
  });
  return isSound && sheets.length > 0 ? { sheets, countsFrom1904 } : undefined;
}

function isTrue(value: string | undefined): boolean {
  return value === '1' || value === 'true';
}

/** The shared texts, which cells refer to by number; a workbook need not have any. */
function stringsIn(content: Buffer | undefined): readonly string[] | undefined {
  const strings: string[] = [];
  if (content === undefined) return strings;
  let text = '';
  let isText = false;
  let isPhonetic = false;
  const isSound = readXml(content, {
    open(name) {
      if (name === 'si') text = '';
      if (name === 'rPh') isPhonetic = true;
      isText = name === 't' && !isPhonetic;
    },
    text(piece) {
      if (isText) text += piece;
    },
    close(name) {
      if (name === 'si') strings.push(text);
      if (name === 'rPh') isPhonetic = false;
      if (name === 't') isText = false;
    },
  });
  return isSound ? strings : undefined;
}

/** What numbers represent, by the styles that cells refer to. */
function formatsIn(content: Buffer | undefined): readonly NumberKind[] | undefined {
  const kinds: NumberKind[] = [];
  if (content === undefined) return kinds;
  const codes = new Map<number, string>();
  let isOfCells = false;
  const isSound = readXml(content, {
    open(name, attributes) {
      const id = Number(attributes.get('numFmtId') ?? 0);
      if (name === 'numFmt') codes.set(id, attributes.get('formatCode') ?? '');
      if (name === 'cellXfs') isOfCells = true;
      if (name === 'xf' && isOfCells) kinds.push(kindOfFormat(id, codes.get(id)));
    },
    close(name) {
      if (name === 'cellXfs') isOfCells = false;
    },
  });
  return isSound ? kinds : undefined;
}
