/** A value written to a cell; the UTC reading of a `moment` is what clocks in the city show. */
export type CellValue = string | number | { readonly moment: Date } | null;

/** A column of a sheet to be written. */
export interface ColumnContent {
  readonly header: string;
  /** In characters, as spreadsheet programs measure. */
  readonly width: number;
  /** The number format, in the language of the file format: `0%`. */
  readonly format?: string;
  /**
   * The name by which formulas and rules of the workbook refer to the cells below the header: `unit_codes`.
   */
  readonly name?: string;
  /** The values that a cell may hold: one of a few words, or the content of a named column. */
  readonly choices?: readonly string[] | { readonly column: string };
}

/** A sheet to be written. */
export interface SheetContent {
  readonly name: string;
  readonly readsFromRight: boolean;
  readonly columns: readonly ColumnContent[];
  readonly rows: readonly (readonly CellValue[])[];
  /** The last row is the total of the others. */
  readonly hasTotal?: boolean;
  /** The first column stays visible while scrolling sideways. */
  readonly keepsFirstColumn?: boolean;
}

/** A workbook to be written. */
export interface WorkbookContent {
  readonly sheets: readonly SheetContent[];
}

/** Writes a workbook as a file (Office Open XML). */
export type WriteWorkbook = (content: WorkbookContent) => Promise<Buffer>;
