import mongoose from 'mongoose';
import type { IncomingUpdate } from './chat.js';

/** Levels of nesting; databases stop at a hundred, and the Bot API has a dozen. */
const MOST_LEVELS = 50;
/** Names of fields as the Bot API has them: databases give other signs a meaning of their own. */
const FIELD = /^[A-Za-z0-9_-]+$/;
/**
 * Error codes of a server that says that it will never take this document (error_codes.yml); also of one that
 * checks documents itself.
 */
const NEVER_TAKEN: ReadonlySet<unknown> = new Set([
  2, // BadValue
  9, // FailedToParse
  15, // Overflow
  22, // InvalidBSON
  52, // DollarPrefixedFieldName
  56, // EmptyFieldName
  57, // DottedFieldName
  121, // DocumentValidationFailure
]);

/** False for an update that no database takes as it is: nested too deep, or with names that are none. */
export function isStorable(update: IncomingUpdate): boolean {
  let level: readonly object[] = [update];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > MOST_LEVELS) return false;
    const isNamed = level.every(
      (one) => Array.isArray(one) || Object.keys(one).every((name) => FIELD.test(name)),
    );
    if (!isNamed) return false;
    level = level
      .flatMap((one): readonly unknown[] => Object.values(one))
      .filter((member) => typeof member === 'object' && member !== null);
  }
  return true;
}

/** True for an error that says that what was to be stored can never be, however often it is tried. */
export function isNeverStorable(error: unknown): boolean {
  if (error instanceof mongoose.mongo.MongoServerError) return NEVER_TAKEN.has(error.code);
  return error instanceof RangeError || (error instanceof Error && error.name.startsWith('BSON'));
}
