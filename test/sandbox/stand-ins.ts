import { serveJobs } from '../../src/sandbox/serve-jobs.js';

/** Harmless stand-ins for what a file could do to its reader. */
export const standIns = {
  echo: (input: unknown) => input,
  readEnvironment: () => Object.keys(process.env),
  fail: () => {
    throw new Error('A sentence of a library.');
  },
  end: () => process.exit(3),
  /** Holds its thread up for good, as an endless loop does, but leaves the processor to others. */
  takeTime: () => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0),
  takeHeap: () => {
    const held: unknown[] = [];
    for (;;) held.push(Array.from({ length: 10_000 }, (_, index) => ({ index })));
  },
  takeBuffers: async () => {
    const held: Buffer[] = [];
    for (;;) {
      held.push(Buffer.alloc(8 * 1024 * 1024, 1));
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  },
};

serveJobs(standIns);
