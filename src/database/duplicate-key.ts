import mongoose from 'mongoose';

const TAKEN = 11000;

/**
 * True for the database's answer that a key is taken. Of a write of several documents only when that is the whole
 * answer: where any of them was refused for another reason, or may not last, the write has to be tried again.
 */
export function isDuplicateKey(error: unknown): boolean {
  if (error instanceof mongoose.mongo.MongoBulkWriteError) {
    const refused = [error.writeErrors].flat();
    const isLasting = error.result.getWriteConcernError() === undefined;
    return isLasting && refused.length > 0 && refused.every(({ code }) => code === TAKEN);
  }
  return error instanceof Error && 'code' in error && error.code === TAKEN;
}
