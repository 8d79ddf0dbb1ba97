import { columnName, columnNumber } from './column-name.js';
import type { CellContent, SheetCell, SheetRow } from './sheet.js';
import { readXml } from './xml.js';

/** What is needed to interpret a cell: the shared texts, and what a number means in each style. */
export interface CellFormats {
  readonly strings: readonly string[];
  readonly contentOf: (value: number, style: number) => CellContent;
}

/** The most cells of merged ranges within the used rows and columns. */
const MOST_MERGED_CELLS = 100_000;

interface Range {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** A cell being read. */
interface OpenCell {
  readonly row: number;
  readonly column: number;
  readonly type: string;
  readonly style: number;
  text: string;
  isFormula: boolean;
}

/** The rows of a sheet; undefined if it is not XML, `tooLarge` if it merges more cells than it can have. */
export function readSheetPart(
  part: Buffer,
  formats: CellFormats,
): readonly SheetRow[] | undefined | 'tooLarge' {
  const rows = new Map<number, Map<number, SheetCell>>();
  const merged: Range[] = [];
  let row = 0;
  let column = 0;
  let cell: OpenCell | undefined;
  let isValue = false;
  let isPhonetic = false;

  const isSound = readXml(part, {
    // biome-ignore lint/complexity/noExcessiveCognitiveComplexity: a flat switch over the elements of a sheet.
    open(name, attributes) {
      switch (name) {
        case 'row':
          row = Number(attributes.get('r') ?? row + 1);
          column = 0;
          break;
        case 'c': {
          const at = /^([A-Z]{1,3})(\d{1,7})$/i.exec(attributes.get('r') ?? '');
          column = at === null ? column + 1 : columnNumber(at[1] ?? '');
          cell = {
            row: at === null ? row : Number(at[2]),
            column,
            type: attributes.get('t') ?? 'n',
            style: Number(attributes.get('s') ?? 0),
            text: '',
            isFormula: false,
          };
          break;
        }
        case 'f':
          if (cell !== undefined) cell.isFormula = true;
          break;
        case 'mergeCell': {
          const range = rangeOf(attributes.get('ref') ?? '');
          if (range !== undefined) merged.push(range);
          break;
        }
        default:
      }
      if (name === 'rPh') isPhonetic = true;
      isValue = !isPhonetic && (name === 'v' || name === 't');
    },
    text(piece) {
      if (cell !== undefined && isValue) cell.text += piece;
    },
    close(name) {
      isValue = false;
      if (name === 'rPh') isPhonetic = false;
      if (name !== 'c' || cell === undefined) return;
      const read = cellOf(cell, formats);
      if (read !== undefined) {
        const cells = rows.get(cell.row) ?? new Map<number, SheetCell>();
        rows.set(cell.row, cells.set(cell.column, read));
      }
      cell = undefined;
    },
  });
  if (!isSound) return undefined;
  if (!markMerged(rows, merged)) return 'tooLarge';
  return [...rows]
    .sort(([one], [other]) => one - other)
    .map(([number, cells]) => ({
      row: number,
      cells: new Map([...cells].map(([at, content]) => [columnName(at), content])),
    }));
}

function cellOf(cell: OpenCell, { strings, contentOf }: CellFormats): SheetCell | undefined {
  if (cell.isFormula) return { ok: false, code: 'formula' };
  if (cell.type === 'e') return { ok: false, code: 'cellError' };
  if (cell.text === '') return undefined;
  switch (cell.type) {
    case 's':
      return textCell(strings[Number(cell.text)] ?? '');
    case 'b':
      return { ok: true, content: cell.text === '1' || cell.text === 'true' };
    case 'd': {
      const shown = new Date(/[zZ]$|[+-]\d\d:?\d\d$/.test(cell.text) ? cell.text : `${cell.text}Z`);
      return Number.isNaN(shown.getTime())
        ? textCell(cell.text)
        : { ok: true, content: { kind: 'moment', shown } };
    }
    case 'n': {
      const value = Number(cell.text);
      return Number.isFinite(value)
        ? { ok: true, content: contentOf(value, cell.style) }
        : textCell(cell.text);
    }
    default:
      return textCell(cell.text);
  }
}

/** A text, with the format's escapes for characters that XML cannot contain decoded (ECMA-376, 22.4.2.4). */
function textCell(text: string): SheetCell {
  const content = text.replace(/_x([0-9A-Fa-f]{4})_/g, (_all, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );
  return { ok: true, content };
}

function rangeOf(reference: string): Range | undefined {
  const found = /^\$?([A-Z]{1,3})\$?(\d{1,7}):\$?([A-Z]{1,3})\$?(\d{1,7})$/i.exec(reference);
  if (found === null) return undefined;
  const [, left = '', top, right = '', bottom] = found;
  const columns = [columnNumber(left), columnNumber(right)] as const;
  const rows = [Number(top), Number(bottom)] as const;
  return {
    left: Math.min(...columns),
    right: Math.max(...columns),
    top: Math.min(...rows),
    bottom: Math.max(...rows),
  };
}

/** Marks the cells of merged ranges within the used rows and columns; false if they are too many. */
function markMerged(rows: Map<number, Map<number, SheetCell>>, merged: readonly Range[]): boolean {
  const numbers = [...rows.keys()];
  const lastColumn = [...rows.values()].reduce((last, cells) => Math.max(last, ...cells.keys()), 0);
  let marked = 0;
  for (const { left, top, right, bottom } of merged) {
    const columns = Math.max(0, Math.min(right, lastColumn) - left + 1);
    const within = numbers.filter((number) => number >= top && number <= bottom);
    marked += columns * within.length + numbers.length / 100;
    if (marked > MOST_MERGED_CELLS) return false;
    for (const number of within) {
      for (let column = left; column < left + columns; column += 1) {
        rows.get(number)?.set(column, { ok: false, code: 'merged' });
      }
    }
  }
  return true;
}
