/** Something the product does again and again by itself. */
export interface RecurringJob {
  /** The name under which Agenda keeps it, the same in every process and version. */
  readonly name: string;
  readonly everySeconds: number;
  /** Does it once. Running twice at a time or once too often does no harm. */
  run(): Promise<void>;
}

/** A job that can be asked for besides what it came to, as a simulated city does. */
export interface SweepingJob<Result = number> extends RecurringJob {
  sweep(): Promise<Result>;
}

/** The job that does nothing but sweep. */
export function sweepingJob<Result>(options: {
  readonly name: string;
  readonly everySeconds: number;
  readonly sweep: () => Promise<Result>;
}): SweepingJob<Result> {
  const { name, everySeconds, sweep } = options;
  return {
    name,
    everySeconds,
    sweep,
    async run() {
      await sweep();
    },
  };
}
