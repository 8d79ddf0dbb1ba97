/** Work that can be done slice by slice, so that others have their turn in between; it ends in its result. */
export type Slices<Result> = Generator<void, Result, void>;

/** Does all slices at once. */
export function finishNow<Result>(slices: Slices<Result>): Result {
  for (;;) {
    const { done, value } = slices.next();
    if (done === true) return value;
  }
}

/** Does one slice after the other, with a pause before each; stops with undefined once `signal` is aborted. */
export async function finishInSlices<Result>(
  slices: Slices<Result>,
  { pause, signal }: { readonly pause: () => Promise<unknown>; readonly signal: AbortSignal },
): Promise<Result | undefined> {
  while (!signal.aborted) {
    const { done, value } = slices.next();
    if (done === true) return value;
    await pause();
  }
  return undefined;
}
