import type { Ran } from '../sandbox/sandbox.js';

/** Turns a drawing (SVG) into a picture (PNG) outside this thread. */
export type DrawPicture = (svg: string) => Promise<Ran<Buffer>>;
