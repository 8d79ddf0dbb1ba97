import mongoose from 'mongoose';
import type { DatabaseCall } from './points.js';

const COMMANDS = [
  'insertOne',
  'insertMany',
  'updateOne',
  'replaceOne',
  'findOneAndUpdate',
  'bulkWrite',
  'deleteMany',
] as const satisfies readonly DatabaseCall['command'][];

/** Carries out a write of the driver with these parameters. */
type CarryOut = (parameters: readonly unknown[]) => Promise<unknown>;

/**
 * Lets `around` stand around every write of this process to its database; what it resolves to is what the program gets.
 * Resolves to what takes it away again.
 */
export function watchWrites(
  around: (call: DatabaseCall, carryOut: CarryOut) => Promise<unknown>,
): () => void {
  // Each of them takes what it takes and returns a promise; the driver types them one by one.
  const prototype = mongoose.mongo.Collection.prototype as unknown as Record<
    string,
    (this: { readonly collectionName: string }, ...given: unknown[]) => Promise<unknown>
  >;
  const restorers = COMMANDS.map((command) => {
    const original = prototype[command];
    if (original === undefined) throw new Error(`The driver has no «${command}».`);
    prototype[command] = async function watched(...parameters) {
      const call = { command, collection: this.collectionName, parameters };
      return around(call, (changed) => original.apply(this, [...changed]));
    };
    return () => {
      prototype[command] = original;
    };
  });
  return () => {
    for (const restore of restorers) restore();
  };
}
