/** Something that the product does repeatedly by itself. */
export interface RecurringJob {
  /** The name under which Agenda stores it, the same in every process and version. */
  readonly name: string;
  readonly everySeconds: number;
  /** Does it once. Running it concurrently or too often does no harm. */
  run(): Promise<void>;
}

/** A job whose result can be asked for, as a simulated city does. */
export interface SweepingJob<Result = number> extends RecurringJob {
  sweep(): Promise<Result>;
}

/** A job that only sweeps. */
export function createSweepingJob<Result>(options: {
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
