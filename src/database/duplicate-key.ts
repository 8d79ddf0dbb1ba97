import mongoose from 'mongoose';

const TAKEN = 11000;

/**
 * True for the database's answer that a key is taken. For a write of several documents, only if that is the
 * whole answer: if any of them was refused for another reason, or may not be durable, the write has to be
 * retried.
 */
export function isDuplicateKey(error: unknown): boolean {
  if (error instanceof mongoose.mongo.MongoBulkWriteError) {
    const refused = [error.writeErrors].flat();
    const isLasting = error.result.getWriteConcernError() === undefined;
    return isLasting && refused.length > 0 && refused.every(({ code }) => code === TAKEN);
  }
  return error instanceof Error && 'code' in error && error.code === TAKEN;
}

/** Which of the documents of one write were refused, by their place in it. */
export function placesRefused(error: unknown): readonly number[] {
  if (!(error instanceof mongoose.mongo.MongoBulkWriteError)) return [];
  return [error.writeErrors].flat().map(({ index }) => index);
}
