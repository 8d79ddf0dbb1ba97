/** The jobs that a process of its own does, by name; what goes in and comes out is plain data. */
export type JobTable = Readonly<Record<string, (input: never) => unknown>>;

/** A job as it is handed to the process. */
export interface JobCall {
  readonly id: number;
  readonly name: string;
  readonly input: unknown;
}

/** What the process answers; why a job failed stays inside, since the reason may quote somebody's file. */
export type JobAnswer =
  | { readonly id: number; readonly ok: true; readonly value: unknown }
  | { readonly id: number; readonly ok: false };
