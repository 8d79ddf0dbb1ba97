/** Something the product does again and again by itself. */
export interface RecurringJob {
  /** The name under which Agenda keeps it, the same in every process and version. */
  readonly name: string;
  readonly everySeconds: number;
  /** Does it once. Running twice at a time or once too often does no harm. */
  run(): Promise<void>;
}
