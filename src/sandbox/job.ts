/** The jobs of a separate process, by name; input and output are plain data. */
export type JobTable = Readonly<Record<string, (input: never) => unknown>>;

/** A job as it is passed to the process. */
export interface JobCall {
  readonly id: number;
  readonly name: string;
  readonly input: unknown;
}

/** The answer of the process; why a job failed stays inside, since the reason may quote somebody's file. */
export type JobAnswer =
  | { readonly id: number; readonly ok: true; readonly value: unknown }
  | { readonly id: number; readonly ok: false };
