/**
 * The content of a cell. A workbook has no time zones: the UTC reading of a `moment` is what the cell shows.
 * A time without a day is a `duration`, as Excel makes one of `48:00`.
 */
export type CellContent =
  | string
  | number
  | boolean
  | { readonly kind: 'moment'; readonly shown: Date }
  | { readonly kind: 'duration'; readonly hours: number };

/**
 * The content of a cell, or why it has no value: a formula, an error of the program, a part of a merged
 * range.
 */
export type SheetCell =
  | { readonly ok: true; readonly content: CellContent }
  | { readonly ok: false; readonly code: 'formula' | 'cellError' | 'merged' };

/** A row with its cells by the letters of their columns; empty cells are left out. */
export interface SheetRow {
  /** As programs number it, from 1. */
  readonly row: number;
  readonly cells: ReadonlyMap<string, SheetCell>;
}

/** A sheet of a workbook: its non-empty rows, in order. */
export interface Sheet {
  readonly name: string;
  readonly rows: readonly SheetRow[];
}

/** The sheets of a workbook, or why its bytes cannot be read as one. */
export type ReadSheets =
  | { readonly ok: true; readonly sheets: readonly Sheet[] }
  | { readonly ok: false; readonly because: 'notAWorkbook' | 'otherSpreadsheet' | 'tooLarge' };
