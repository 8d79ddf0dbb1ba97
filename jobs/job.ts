/** Something that the product does repeatedly by itself. */
export interface RecurringJob {
  /** The name under which Agenda stores it, the same in every process and version. */
  readonly name: string;
  readonly everySeconds: number;
  /** Does it once. Running it concurrently, as two processes may, or too often does no harm. */
  run(): Promise<void>;
}

/** A job whose result can be asked for, as a simulated city does. */
export interface SweepingJob<Result = number> extends RecurringJob {
  sweep(): Promise<Result>;
}

/**
 * A job that only sweeps. The sweeps of one process follow each other: whoever has waited for one knows that nothing of
 * an earlier one is still to come.
 */
export function createSweepingJob<Result>(options: {
  readonly name: string;
  readonly everySeconds: number;
  readonly sweep: () => Promise<Result>;
}): SweepingJob<Result> {
  const { name, everySeconds } = options;
  let previous: Promise<unknown> = Promise.resolve();

  function sweep(): Promise<Result> {
    const swept = previous.then(() => options.sweep());
    previous = swept.catch(() => undefined);
    return swept;
  }

  return {
    name,
    everySeconds,
    sweep,
    async run() {
      await sweep();
    },
  };
}
