import { type Model, type mongo, Schema } from 'mongoose';

type FieldType =
  | StringConstructor
  | NumberConstructor
  | BooleanConstructor
  | DateConstructor
  | typeof Schema.Types.Mixed;

/** How mongoose reads a field; `Mixed` reads whatever was written, since only the store writes it. */
interface Field {
  readonly type: FieldType | readonly [FieldType];
  readonly required?: true;
  /** Null for a field that is always there; undefined for a list that is not there while it is empty. */
  readonly default?: null | undefined;
}

/**
 * The schema of a collection whose documents are of a type: it has each field of the type, and no other.
 * Documents have no field for mongoose's own version, and indexes are built only where the start says so.
 * With `keepsEmpty` objects without fields are stored too.
 */
export function createDocumentSchema<Stored>(
  collection: string,
  fields: { readonly [Name in keyof Required<Stored>]: Field },
  { keepsEmpty = false } = {},
): Schema<Stored> {
  // A definition in mongoose's types is for classes: lists that are readonly and unions do not fit into it.
  const definition = fields as never;
  return new Schema<Stored>(definition, {
    collection,
    versionKey: false,
    autoIndex: false,
    minimize: !keepsEmpty,
  });
}

/**
 * The driver's collection behind a model, with the type of its documents: for writes that go to the database
 * as they are, and for reads without mongoose's casting.
 */
export function typedCollection<Stored extends { readonly _id: string }>(
  model: Model<Stored>,
): mongo.Collection<Stored> {
  // mongoose hands on the driver's methods, but types their documents as any document.
  return model.collection as unknown as mongo.Collection<Stored>;
}
