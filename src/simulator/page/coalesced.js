/**
 * Makes a function that reloads something: one load at a time, and one more for all calls in the meantime.
 * Failures go to `report`.
 */
export function coalesced(load, report) {
  let running;
  let isAskedAgain = false;

  async function run() {
    do {
      isAskedAgain = false;
      await load().catch(report);
    } while (isAskedAgain);
    running = undefined;
  }

  return () => {
    if (running === undefined) running = run();
    else isAskedAgain = true;
    return running;
  };
}
