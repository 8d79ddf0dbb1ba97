import type { Connection } from 'mongoose';
import { isDuplicateKey } from './duplicate-key.js';
import { createDocumentSchema, typedCollection } from './typed-collection.js';

interface Secret {
  readonly _id: string;
  /** Random bytes, in Base64. */
  readonly value: string;
}

const SECRET_BYTES = 32;

const secretSchema = createDocumentSchema<Secret>('secrets', {
  _id: { type: String, required: true },
  value: { type: String, required: true },
});

/**
 * A secret of this city, drawn the first time it is asked for and the same for every process from then on. It
 * lies in the database, so that it survives a move to another machine: it protects what leaves the database,
 * not what is read together with it.
 */
export async function openSecret(
  connection: Connection,
  name: string,
  random: (size: number) => Buffer,
): Promise<string> {
  const model = connection.model<Secret>('Secret', secretSchema);
  try {
    await typedCollection(model).insertOne({ _id: name, value: random(SECRET_BYTES).toString('base64') });
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
  }
  const secret = await model.findById(name).lean<Secret>().exec();
  if (secret === null) throw new Error('A secret that was stored is gone.');
  return secret.value;
}
