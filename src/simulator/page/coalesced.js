/**
 * Makes a function that loads something again: one load at a time, and one more for everything that was
 * asked for meanwhile. Failures go to `report`.
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
