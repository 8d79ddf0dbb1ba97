/** What is written into a cell; a `moment` as clocks in the city show it, by its UTC reading. */
export type CellValue = string | number | { readonly moment: Date } | null;

/** A column of a sheet that is written. */
export interface ColumnContent {
  readonly header: string;
  /** In letters, as spreadsheet programs measure. */
  readonly width: number;
  /** How numbers look, in the words of the format: `0%`. */
  readonly format?: string;
  /** By this name formulas and rules of the workbook know the cells under the header: `unit_codes`. */
  readonly name?: string;
  /** What a cell may hold: one of a few words, or what stands in a named column. */
  readonly choices?: readonly string[] | { readonly column: string };
}

/** A sheet that is written. */
export interface SheetContent {
  readonly name: string;
  readonly readsFromRight: boolean;
  readonly columns: readonly ColumnContent[];
  readonly rows: readonly (readonly CellValue[])[];
  /** The last row sums up the others. */
  readonly hasTotal?: boolean;
  /** The first column stays in sight when one moves sideways. */
  readonly keepsFirstColumn?: boolean;
}

/** A workbook that is written. */
export interface WorkbookContent {
  readonly sheets: readonly SheetContent[];
}

/** Writes a workbook as a file (Office Open XML). */
export type WriteWorkbook = (content: WorkbookContent) => Promise<Buffer>;
