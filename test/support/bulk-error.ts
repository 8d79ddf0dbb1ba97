import mongoose from 'mongoose';

const { mongo } = mongoose;

/** What a server answers to a write of several documents that it refuses with these codes, in this order. */
export function bulkError(codes: readonly number[]): mongoose.mongo.MongoBulkWriteError {
  const writeErrors = codes.map((code, index) => ({ code, index, errmsg: 'refused' }));
  const [first] = codes;
  // The driver makes such results of its own answers; what is read of one here is its errors.
  const result = { getWriteConcernError: () => undefined, getWriteErrors: () => writeErrors } as never;
  return new mongo.MongoBulkWriteError({ message: 'refused', code: first, writeErrors } as never, result);
}

/** What the driver throws where something ended a write of several documents before the server answered. */
export function endedBulk(reason: Error): mongoose.mongo.MongoBulkWriteError {
  const result = { getWriteConcernError: () => undefined, getWriteErrors: () => [] } as never;
  return new mongo.MongoBulkWriteError(reason, result);
}
